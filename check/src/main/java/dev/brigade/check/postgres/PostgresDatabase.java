package dev.brigade.check.postgres;

import javax.sql.DataSource;

/**
 * A database for one exploration; closing drops it, with whoever is still connected. Safe from any thread, but not from one that is under
 * control.
 */
public final class PostgresDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final String name;
    private final String url;

    PostgresDatabase(PostgresServer server, String name, String url) {
        this.server = server;
        this.name = name;
        this.url = url;
    }

    /** For JDBC, with the user. */
    public String url() {
        return url;
    }

    /** Each connection is a new one. */
    public DataSource dataSource() {
        return EmbeddedServer.dataSource(url);
    }

    @Override
    public void close() {
        server.drop(name);
    }
}
