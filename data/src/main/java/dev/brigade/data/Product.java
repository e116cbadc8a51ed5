package dev.brigade.data;

import java.sql.SQLException;

/** The database behind a URL, where the difference matters. */
enum Product {
    H2,
    POSTGRESQL,
    OTHER;

    static Product of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        return jdbcUrl.startsWith("jdbc:postgresql:") ? POSTGRESQL : OTHER;
    }

    /**
     * Whether upon {@code failure} the database has undone all that the transaction did, and would let it go on and commit
     * the rest. H2 does that on a deadlock or a write to a row that has changed (error 40001); PostgreSQL refuses all
     * further statements instead, so nothing needs to be remembered.
     */
    boolean undoesAllOn(SQLException failure) {
        return this == H2 && Conflicts.isConflict(failure);
    }
}
