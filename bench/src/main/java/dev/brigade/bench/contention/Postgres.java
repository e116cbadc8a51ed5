package dev.brigade.bench.contention;

import dev.brigade.bench.process.BenchmarkException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL of this benchmark's own, with commits that wait for the disk, as in production. */
final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    Postgres() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL could not be started: " + e.getMessage(), e);
        }
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL could not be stopped: " + e.getMessage(), e);
        }
    }
}
