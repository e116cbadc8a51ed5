package dev.brigade.web.watch;

import dev.brigade.data.Databases;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an application that looks after what lasts too long, ten times a second. It never waits for what it looks
 * at. A platform thread: it must run even when handlers keep all carriers busy.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final long PERIOD_MILLIS = 100;

    private final Recorder recorder;
    private final Databases databases;
    private final IdleLeases idleLeases;
    private final LongComputations computations;
    private final Thread thread;

    public Watchdog(Recorder recorder, Databases databases, IdleLeases idleLeases, LongComputations computations) {
        this.recorder = recorder;
        this.databases = databases;
        this.idleLeases = idleLeases;
        this.computations = computations;
        this.thread = Thread.ofPlatform().daemon().name("request-watchdog").start(this::run);
    }

    private void run() {
        while (true) {
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return; // closed
            }
            try {
                sweepAll();
            } catch (RuntimeException | Error e) {
                // not even the words of a message had memory: a literal is an object when it is first said
            }
        }
    }

    /** Whatever goes wrong, the next sweep comes: without the watchdog no request has a deadline. */
    private void sweepAll() {
        try {
            long now = System.nanoTime();
            recorder.forEachRunning(activity -> sweep(activity, now));
            computations.swept();
            idleLeases.sweep(now);
            databases.all().forEach(database -> database.breakSilent(now));
        } catch (RuntimeException | Error e) {
            say("The requests and the pools could not be watched", e);
        }
    }

    private void sweep(Activity activity, long now) {
        try {
            if (activity.cancellation().orElse(null) instanceof RequestWatch watch) {
                watch.sweep(now);
                computations.look(activity, watch, now);
            }
        } catch (RuntimeException | Error e) { // the others are watched all the same
            say(activity + " could not be watched", e);
        }
    }

    private static void say(String what, Throwable failure) {
        try {
            LOG.error(what, failure);
        } catch (RuntimeException | Error e) {
            // there is no memory to say so
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
