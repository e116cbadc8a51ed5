package dev.brigade.bench.db;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.CpuTimes;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.subject.World;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the benchmark's own, with the table of {@link World}. It does not wait for the disk, which would be the
 * same for all and differ from machine to machine. Used by one thread.
 */
public final class Postgres implements AutoCloseable {
    /** What is not as PostgreSQL has it by default. */
    public static final String SETTINGS = "max_connections=200 fsync=off synchronous_commit=off full_page_writes=off";

    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final ProcessHandle process;

    private Postgres(EmbeddedPostgres server, ProcessHandle process) {
        this.server = server;
        this.process = process;
    }

    /** Starts one, held to that CPU. */
    public static Postgres start(Pinning pinning) {
        try {
            Path folder = Files.createTempDirectory("brigade-bench-postgres");
            var builder = EmbeddedPostgres.builder().setDataDirectory(folder);
            for (String setting : SETTINGS.split(" ", -1)) {
                builder.setServerConfig(setting.split("=", 2)[0], setting.split("=", 2)[1]);
            }
            EmbeddedPostgres server = builder.start();
            ProcessHandle process = process(folder);
            Stream.concat(Stream.of(process), process.descendants()).forEach(pinning::apply);
            Postgres postgres = new Postgres(server, process);
            postgres.fill();
            return postgres;
        } catch (IOException failure) {
            throw new BenchmarkException("PostgreSQL could not be started: " + failure.getMessage(), failure);
        }
    }

    private static ProcessHandle process(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .orElseThrow(() -> new BenchmarkException("PostgreSQL has ended as soon as it was started"));
    }

    /** Afresh, so that no scenario finds the dead rows of the one before. */
    public void fill() {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists world");
            statement.execute("create table world (id int primary key, randomnumber int not null)");
            statement.execute("insert into world select id, 1 + (random() * 9999)::int from generate_series(1, "
                    + World.ROWS + ") as id");
            statement.execute("vacuum analyze world");
        } catch (SQLException failure) {
            throw new BenchmarkException("The table could not be filled: " + failure.getMessage(), failure);
        }
    }

    /** Of JDBC, with the user. */
    public String url() {
        return server.getJdbcUrl(USER, USER);
    }

    /** Of the server and of each of its connections. */
    public CpuTimes cpu() {
        return CpuTimes.of(Stream.concat(Stream.of(process), process.descendants()));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new BenchmarkException("PostgreSQL could not be stopped: " + failure.getMessage(), failure);
        }
    }
}
