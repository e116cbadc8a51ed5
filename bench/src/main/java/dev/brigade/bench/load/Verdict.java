package dev.brigade.bench.load;

/** What the bytes are that a server has sent so far. */
enum Verdict {
    /** A part of an answer. */
    MISSING,
    /** The answer that the request must get. */
    RIGHT,
    /** A whole answer with a status that is not 2xx. */
    REFUSED
}
