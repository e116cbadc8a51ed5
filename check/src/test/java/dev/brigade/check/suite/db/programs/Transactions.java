package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What many applications have for themselves: a transaction around a piece of code. */
final class Transactions {
    /** What is done in a transaction. */
    interface Body {
        void run(Connection connection) throws Exception;
    }

    private Transactions() {}

    static void readCommitted(DataSource source, Body body) throws Exception {
        run(source, Connection.TRANSACTION_READ_COMMITTED, body);
    }

    static void run(DataSource source, int isolation, Body body) throws Exception {
        try (Connection connection = source.getConnection()) {
            run(connection, isolation, body);
        }
    }

    static void run(Connection connection, int isolation, Body body) throws Exception {
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        try {
            body.run(connection);
            connection.commit();
        } catch (Exception e) {
            rollback(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void rollback(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
