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
            sweepAll();
        }
    }

    /** Whatever goes wrong, the next sweep comes: without the watchdog, no wait on a client has an end. */
    private void sweepAll() {
        try {
            long now = shared.clock().tick();
            for (Connection connection : shared.open()) {
                sweep(connection, now);
            }
        } catch (RuntimeException | Error e) {
            say(e);
        }
    }

    private static void sweep(Connection connection, long now) {
        try {
            connection.sweep(now);
        } catch (RuntimeException | Error e) { // the others are watched all the same
            say(e);
        }
    }

    private static void say(Throwable failure) {
        try {
            LOG.error("Connections could not be watched", failure);
        } catch (RuntimeException | Error e) {
            // there is no memory to say so
        }
    }
}
