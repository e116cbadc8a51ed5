package dev.brigade.web.audit;

/** Whether something may be shared by several threads; the worst first. */
public enum Verdict {
    /** Two threads at once can break it. */
    NOT_SAFE,
    /** A type of a library of which nothing is known here. */
    UNKNOWN,
    /** Safe, since each use is under one lock. */
    GUARDED,
    /** Made for many threads, or never changed. */
    SAFE
}
