package dev.brigade.web.engine.helidon;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an engine that ends waits which last too long. It never blocks on a client, so one connection can't
 * delay the deadlines of the others. A platform thread: it must run even when handlers keep all carriers busy.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long PERIOD_MILLIS = 100;

    private final Shared shared;
    private final Thread thread;

    Watchdog(Shared shared) {
        this.shared = shared;
        this.thread = Thread.ofPlatform().daemon().name("http-watchdog").start(this::run);
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        while (!Thread.interrupted()) {
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            long now = shared.clock().tick();
            for (Connection connection : shared.open()) {
                sweep(connection, now);
            }
        }
    }

    private static void sweep(Connection connection, long now) {
        try {
            connection.sweep(now);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A connection could not be watched", e);
        }
    }
}
