package dev.brigade.threads;

/** What an {@link Activity} does at this moment, in one word. */
public enum State {
    /** Runs code of its own. */
    RUNNING,
    /** In the entry queue of a lock. */
    WAITS_FOR_LOCK,
    /** In the wait set of a condition: it has released the lock and nobody has signalled it. */
    IN_WAIT_SET,
    /** Signalled, and now in the lock's entry queue: it goes on only when it has the lock again. */
    REACQUIRES_LOCK,
    /** Waits for permits of a semaphore. */
    WAITS_FOR_PERMIT,
    /** Waits for room in a bounded queue. */
    WAITS_TO_PUT,
    /** Waits for an item of a queue. */
    WAITS_TO_TAKE,
    /** Waits for a database connection. */
    WAITS_FOR_CONNECTION,
    /** Waits for the answer of a service elsewhere, such as one that it asks over HTTP. */
    WAITS_FOR_SERVICE,
    /** A statement of its runs in the database. */
    IN_SQL,
    /** Its transaction commits. */
    COMMITTING,
    /** Its transaction rolls back. */
    ROLLING_BACK,
    /** Has ended. */
    ENDED;

    private static final State[] ALL = values();

    /** For the log of an activity, which never leaves this process. */
    @SuppressWarnings("EnumOrdinal") // it warns of numbers that outlive a change of the enum; these can't
    int number() {
        return ordinal();
    }

    static State of(int number) {
        return ALL[number];
    }
}
