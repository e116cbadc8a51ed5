package dev.brigade.threads;

/** What an {@link Activity} is about to do, or has done, at a {@link MeetingPoint}, as a {@link Watcher} is told. */
public enum Step {
    /** Takes a lock, permits of a semaphore, or a connection of a pool, and waits for it as long as need be. */
    ACQUIRE,
    /** Tries to take one, at once or within a time. If it succeeds, it has made the step {@link #ACQUIRE}. */
    TRY_ACQUIRE,
    /** Gives back what it acquired. */
    RELEASE,
    /** Waits at a condition, which releases the lock and takes it again. */
    AWAIT,
    /** Signals one or all that wait at a condition. */
    SIGNAL,
    /** Puts an item into a queue; also an offer that may be refused. */
    PUT,
    /** Takes an item from a queue; also a poll that may find none, and a removal from its midst. */
    TAKE,
    /** Only looks at a queue or a semaphore: its size, its first item, its free permits. */
    LOOK,
    /** Calls a service elsewhere. */
    CALL,
    /** Has a statement run by the database. */
    STATEMENT,
    /** Commits. */
    COMMIT,
    /** Rolls back. */
    ROLLBACK
}
