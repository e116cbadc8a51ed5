package dev.brigade.check.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database that is empty and nobody else's: H2 in memory, or a real PostgreSQL, one server for all tests of a JVM. */
public enum TestDatabase {
    H2 {
        @Override
        public String fresh() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL {
        @Override
        public String fresh() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            return Server.POSTGRES.getJdbcUrl("postgres", name);
        }
    };

    /** Started on first use, stopped when the JVM ends. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES;

        static {
            try {
                POSTGRES = EmbeddedPostgres.start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** The URL of a new database. */
    public abstract String fresh();

    /** A connection of a new database, in which these statements were executed. */
    public Connection with(String... statements) throws SQLException {
        return open(fresh(), statements);
    }

    public static Connection open(String url, String... statements) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return connection;
    }
}
