package dev.brigade.check.programs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;

/** A seat is sold, in each way that JDBC has: its number is read, and one less written. Two may read the same. */
enum JdbcWays {
    STATEMENT {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select left_over from seats where id = 1");
                int left;
                try (ResultSet rows = statement.getResultSet()) {
                    left = first(rows);
                }
                statement.execute("update seats set left_over = " + (left - 1) + " where id = 1");
                connection.commit();
            }
        }
    },
    PREPARED_STATEMENT {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                write(connection, 1, read(connection, 1) - 1);
                connection.commit();
            }
        }
    },
    BATCH {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                int left = read(connection, 1);
                try (PreparedStatement update =
                        connection.prepareStatement("update seats set left_over = ? where id = ?")) {
                    for (int id = 1; id <= 2; id++) {
                        update.setInt(1, left - 1);
                        update.setInt(2, id);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
                connection.commit();
            }
        }
    },
    SAVEPOINT {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                int left = read(connection, 1);
                Savepoint before = connection.setSavepoint();
                write(connection, 2, 0);
                connection.rollback(before);
                write(connection, 1, left - 1);
                connection.commit();
            }
        }
    },
    AUTO_COMMIT {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                write(connection, 1, read(connection, 1) - 1);
            }
        }
    },
    COMMIT_BY_AUTO_COMMIT {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                write(connection, 1, read(connection, 1) - 1);
                connection.setAutoCommit(true);
            }
        }
    },
    ROLLBACK_BY_CLOSE {
        @Override
        void sell(DataSource source) throws SQLException {
            int left;
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                left = read(connection, 1);
                write(connection, 2, left - 1);
            }
            try (Connection connection = source.getConnection()) { // the same again, without what was done to it
                if (!connection.getAutoCommit()
                        || connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                    throw new IllegalStateException("A connection was given out as it had been left");
                }
                write(connection, 1, left - 1);
            }
        }
    },
    LARGE_UPDATE {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                int left = read(connection, 1);
                statement.executeLargeUpdate("update seats set left_over = " + (left - 1) + " where id = 1");
            }
        }
    },
    GENERATED_KEYS {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    PreparedStatement insert =
                            connection.prepareStatement("insert into sold (number) values (?)", new String[] {"id"})) {
                int left = read(connection, 1);
                insert.setInt(1, left);
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    first(keys);
                }
                write(connection, 1, left - 1);
            }
        }
    },
    ROW_CHANGE {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("select id, left_over from seats where id = 1")) {
                rows.next();
                rows.updateInt("left_over", rows.getInt("left_over") - 1);
                rows.updateRow();
            }
        }
    },
    TRANSACTION_BY_STATEMENTS {
        @Override
        void sell(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("begin");
                write(connection, 1, read(connection, 1) - 1);
                statement.execute("commit");
            }
        }
    };

    abstract void sell(DataSource source) throws SQLException;

    private static int read(Connection connection, int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select left_over from seats where id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return first(rows);
            }
        }
    }

    private static void write(Connection connection, int id, int left) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update seats set left_over = ? where id = ?")) {
            update.setInt(1, left);
            update.setInt(2, id);
            update.executeUpdate();
        }
    }

    private static int first(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getInt(1);
    }
}
