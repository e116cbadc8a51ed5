package dev.brigade.data.connections;

import dev.brigade.data.place.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What is known of a session of the database for as long as it lives, also while its connection rests in HikariCP: what the
 * database calls it, and, on PostgreSQL, whether it takes
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
        private final Product product;

        Registry(Product product) {
            this.product = product;
        }

        /** {@code connection} must be between transactions. */
        Backend of(Connection connection) throws SQLException {
            Connection bare = connection.unwrap(Connection.class);
            Backend backend = known.get(bare);
            if (backend == null) {
                backend = new Backend(id(connection));
                known.put(bare, backend);
            }
            return backend;
        }

        private int id(Connection connection) throws SQLException {
            String sql = switch (product) {
                case POSTGRESQL -> "select pg_backend_pid()";
                case H2 -> "call session_id()";
                case OTHER -> "";
            };
            if (sql.isEmpty()) {
                return 0;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            } finally {
                connection.rollback();
            }
        }
    }

    private final int id;

    private boolean readOnly;
    private int asked;

    private Backend(int id) {
        this.id = id;
    }

    /** What the database calls the session; 0 if that is not known. */
    int id() {
        return id;
    }

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
