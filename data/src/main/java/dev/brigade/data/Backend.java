package dev.brigade.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What is known of a PostgreSQL session for as long as it lives, also while its connection rests in HikariCP: whether it takes
 * transactions for read-only unless told otherwise, as it must when a statement runs without a transaction around it and
 * may not write.
 *
 * <p>Changing that costs a round trip, and a statement without a transaction around it saves one. So a session is changed
 * when it has been asked twice in a row, which is never much worse than knowing what comes next: where reads and writes
 * alternate, sessions stay as they are and reads have their transactions; where reads prevail, nearly all are without.
 *
 * <p>Owned by one thread at a time, as the {@link Pooled} that it belongs to.
 */
final class Backend {
    private static final int ASKED_ENOUGH = 2;

    /** By the driver's connection, which HikariCP hands out in a new wrapper each time. */
    static final class Registry {
        private final Map<Connection, Backend> known = Collections.synchronizedMap(new WeakHashMap<>());

        Backend of(Connection connection) throws SQLException {
            return known.computeIfAbsent(connection.unwrap(Connection.class), _ -> new Backend());
        }
    }

    private boolean readOnly;
    private int asked;

    /** Whether statements may run without a transaction around them now; {@code connection} must be between transactions. */
    boolean singles(Connection connection) throws SQLException {
        if (!readOnly && ++asked >= ASKED_ENOUGH) {
            connection.setAutoCommit(true); // a change of session is not for a transaction to undo
            run(connection, "set session characteristics as transaction read only");
            readOnly = true;
        }
        return readOnly;
    }

    /** Makes it fit for a transaction that writes; {@code connection} must be between transactions. */
    void writes(Connection connection) throws SQLException {
        asked = 0;
        if (readOnly) {
            connection.setAutoCommit(true);
            run(connection, "set session characteristics as transaction read write");
            readOnly = false;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
