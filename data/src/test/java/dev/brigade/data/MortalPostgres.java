package dev.brigade.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own, which is killed and started again on the same port and data. One thread's. */
public final class MortalPostgres implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    public MortalPostgres(Path folder) throws IOException {
        this.folder = folder;
        this.server = started(0);
        this.port = server.getPort();
    }

    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** As {@code kill -9} of all its processes, or when the machine's memory runs out: nobody says goodbye to anybody. */
    public void kill() throws IOException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        gone(all);
    }

    /** As {@code pg_ctl stop -m immediate}: it tells its clients, and cuts them off. */
    public void stopImmediately() throws IOException {
        List<ProcessHandle> all = processes();
        new ProcessBuilder("kill", "-QUIT", Long.toString(all.getFirst().pid()))
                .start()
                .onExit()
                .join();
        gone(all);
    }

    public void startAgain() throws IOException {
        server.close(); // its lock on the folder
        server = started(port);
    }

    private EmbeddedPostgres started(int atPort) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(atPort)
                // the artifact's default would lose commits with the process; what the kernel has survives without
                // fsync
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** The postmaster, then the others. */
    private List<ProcessHandle> processes() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
        }
    }

    private static void gone(List<ProcessHandle> all) {
        Eventually.holds("the server's processes are gone", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
