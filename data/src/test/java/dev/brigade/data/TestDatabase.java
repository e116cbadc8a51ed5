package dev.brigade.data;

import dev.brigade.data.place.Target;
import dev.brigade.data.settings.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database that is empty and nobody else's: H2 in memory, or a real PostgreSQL, one server for all tests of a JVM. */
public enum TestDatabase {
    H2 {
        @Override
        public DatabaseSettings fresh() {
            return DatabaseSettings.at("jdbc:h2:mem:" + UUID.randomUUID()).withPoolSize(4);
        }
    },
    POSTGRESQL {
        @Override
        public DatabaseSettings fresh() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            administer("create database " + name);
            return DatabaseSettings.at(Server.POSTGRES.getJdbcUrl("postgres", name))
                    .withPoolSize(4);
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

    /** Settings of a new database with a pool of 4. */
    public abstract DatabaseSettings fresh();

    /** Runs {@code sql} on the PostgreSQL server as its administrator, outside of any pool. */
    public static void administer(String sql) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A connection of the PostgreSQL server's administrator, outside of any pool. */
    public static Connection administrator() throws SQLException {
        return Server.POSTGRES.getPostgresDatabase().getConnection();
    }

    /** The port of the PostgreSQL server on this machine. */
    public static int port() {
        return Server.POSTGRES.getPort();
    }

    /** Where these settings lead to. */
    public static Target target(DatabaseSettings settings) {
        return Target.of(settings.name(), settings.url(), settings.user(), settings.password());
    }
}
