package dev.brigade.check.suite.db;

import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Exploration;
import dev.brigade.data.TestDatabase;

/** Rows, and what several threads do with them at once. */
public sealed interface Scenario permits Requests, Threads {

    /** Explores it. */
    Exploration<?> on(TestDatabase database);

    /** The same database, as the explorer calls it. */
    static DatabaseProduct product(TestDatabase database) {
        return switch (database) {
            case H2 -> DatabaseProduct.H2;
            case POSTGRESQL -> DatabaseProduct.POSTGRES;
        };
    }
}
