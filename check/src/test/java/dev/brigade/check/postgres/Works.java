package dev.brigade.check.postgres;

import dev.brigade.check.postgres.Trial.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What threads do with a database. */
final class Works {
    static final String ACCOUNTS = "CREATE TABLE account(id int PRIMARY KEY, balance int NOT NULL);"
            + " INSERT INTO account VALUES (1, 100), (2, 100)";
    static final String FULL_ACCOUNTS = "UPDATE account SET balance = 100";
    static final String BALANCES = "SELECT id || '=' || balance FROM account ORDER BY id";

    private Works() {}

    /** Reads the balance, and writes what it has computed from it. */
    static Work withdraws(int amount, int isolation, String lock) {
        return connection -> {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            int balance;
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT balance FROM account WHERE id = 1" + lock);
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                balance = rows.getInt(1);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE account SET balance = ? WHERE id = 1")) {
                update.setInt(1, balance - amount);
                update.executeUpdate();
            }
            connection.commit();
            return "ok";
        };
    }

    /** Executes these in a transaction. */
    static Work transaction(String... statements) {
        return connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            execute(connection, statements);
            connection.commit();
            return "ok";
        };
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
