package dev.brigade.jobs;

import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A look into a database from outside of any application, which keeps one in memory alive. */
final class Look implements AutoCloseable {
    private final Connection connection;

    Look(DatabaseSettings database) {
        this(database.url());
    }

    Look(String url) {
        try {
            connection = url.startsWith("jdbc:h2:")
                    ? DriverManager.getConnection(url, "sa", "")
                    : DriverManager.getConnection(url);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    synchronized void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column. */
    synchronized List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    long count(String table) {
        return Long.parseLong(texts("select count(*) from " + table).getFirst());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
