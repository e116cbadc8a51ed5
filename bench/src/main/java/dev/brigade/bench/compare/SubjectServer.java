package dev.brigade.bench.compare;

import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import java.time.Duration;
import java.util.List;

/** A server that is measured, in a process of its own. Used by one thread. */
public final class SubjectServer implements AutoCloseable {
    /** The same for all; the collector is the one that the JVM would choose on a single CPU. */
    public static final List<String> JVM =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Subject subject;
    private final Child process;
    private final int port;

    SubjectServer(Subject subject, Pinning pinning) {
        this.subject = subject;
        this.process = Child.start(subject.text(), pinning, JVM, subject.program());
        this.port = Integer.parseInt(process.hear(PATIENCE));
    }

    Subject subject() {
        return subject;
    }

    int port() {
        return port;
    }

    /** The CPU time that it took so far. */
    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
