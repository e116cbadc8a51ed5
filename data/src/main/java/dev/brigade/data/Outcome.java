package dev.brigade.data;

/** How a transaction has ended. */
enum Outcome {
    /** It has not. */
    NONE,
    COMMITTED,
    ROLLED_BACK,
    /** Nobody knows: the connection was lost during COMMIT. */
    UNKNOWN
}
