package dev.brigade.check.explore;

/** What is wrong about how a run ended. */
public enum Violation {
    /** Threads wait for each other. */
    DEADLOCK,
    /** A thread waits for a signal, an item or a count that will not come. */
    LOST_WAKE_UP,
    /** Threads run on and on. */
    LIVELOCK,
    /** What must always hold does not. */
    BROKEN_INVARIANT,
    /** A thread has thrown what it throws in no serial order. */
    UNEXPECTED_FAILURE,
    /** No serial order gives this outcome. */
    NOT_SERIAL,
    /** Nothing orders two accesses. */
    DATA_RACE,
    /** The same order gives two outcomes. */
    UNCONTROLLED,
    /** A thread waits for something that is not under control. */
    LEFT_CONTROL
}
