package dev.brigade.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps the thousands of failures that a test provokes out of the log, until it is closed. */
final class QuietLogs implements AutoCloseable {
    private record Quiet(Logger logger, @Nullable Level before) {
        static Quiet of(String name) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            Level before = logger.getLevel();
            logger.setLevel(Level.OFF);
            return new Quiet(logger, before);
        }
    }

    private final List<Quiet> quiet =
            List.of(Quiet.of("brigade"), Quiet.of("dev.brigade"), Quiet.of("com.zaxxer.hikari"));

    @Override
    public void close() {
        quiet.forEach(one -> one.logger().setLevel(one.before()));
    }
}
