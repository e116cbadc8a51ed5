package dev.brigade.check.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The only one who knows the library that starts the server. Safe from any thread. */
final class EmbeddedServer {
    private static final String USER = "postgres";
    private static final int PATIENCE_SECONDS = 30;

    /** Nothing is lost that is wanted again, nothing runs beside what is explored, and nothing depends on what ran before. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("checkpoint_timeout", "1d"),
            Map.entry("bgwriter_lru_maxpages", "0"),
            Map.entry("autovacuum", "off"),
            Map.entry("synchronize_seqscans", "off"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("jit", "off"),
            Map.entry("deadlock_timeout", "1d"), // PostgresOutside looks for them
            Map.entry("log_min_messages", "panic"), // that statements fail is what is explored
            Map.entry("max_connections", "200"));

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static EmbeddedServer start() {
        loadPoller();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setRegisterShutdownHook(false);
        SETTINGS.forEach(builder::setServerConfig);
        try {
            EmbeddedServer server = new EmbeddedServer(builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "explorer's PostgreSQL ends"));
            return server;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The explorer's PostgreSQL could not be started: " + e.getMessage()
                            + ". Its binaries for this machine are"
                            + " io.zonky.test.postgres:" + PostgresServer.binaries()
                            + "; they have to be on the class path.",
                    e);
        }
    }

    /**
     * The JDK's threads that wait for sockets are started when this class is loaded: by a virtual thread of the explorer, they would
     * be under control like its children.
     */
    private static void loadPoller() {
        Thread loader = Thread.ofPlatform().name("explorer loads the poller").start(() -> {
            try {
                Class.forName("sun.nio.ch.Poller");
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "The explorer knows the sockets of JDK 25; this is " + Runtime.version(), e);
            }
        });
        boolean interrupted = false;
        while (loader.isAlive()) {
            try {
                loader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    String url(String database) {
        return postgres.getJdbcUrl(USER, database);
    }

    /** Whether this is the URL of one of its databases. */
    boolean owns(String url) {
        String port = ":" + postgres.getPort() + "/";
        return url.startsWith("jdbc:postgresql://localhost" + port)
                || url.startsWith("jdbc:postgresql://127.0.0.1" + port);
    }

    /** For the explorer's own questions, each of which is answered at once unless something is wrong. */
    Connection connect() throws SQLException {
        PGSimpleDataSource source = dataSource(url("postgres"));
        source.setSocketTimeout(PATIENCE_SECONDS);
        return source.getConnection();
    }

    static PGSimpleDataSource dataSource(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setSocketFactory(PromptSockets.class.getName());
        return source;
    }

    private void close() {
        Backend.letAllGo();
        try {
            postgres.close();
        } catch (IOException e) {
            System.err.println("The explorer's PostgreSQL did not end in order: " + e.getMessage());
        }
    }
}
