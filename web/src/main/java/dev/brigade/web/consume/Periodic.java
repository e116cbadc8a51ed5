package dev.brigade.web.consume;

import dev.brigade.data.errors.Outages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One piece of work that is done again and again.
 *
 * <p>The <i>clock</i> is a thread that waits and has each run done on a thread of its own, whose end it waits for; so no two runs
 * overlap, and what a run leaves in its thread is gone with it. {@code turn} is held by whoever does a run, for a test may ask for one too. Stopped by
 * one other thread, in the order {@link #beginStop}, {@link #hasEnded} until it has, {@link #cutOff} if that takes too long.
 */
final class Periodic {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final Resources resources;
    private final Declared declared;
    private final Stopping stopping = new Stopping();
    private final ReentrantLock turn = new ReentrantLock();
    private boolean toldOfOutage; // guarded by turn
    private volatile @Nullable WorkRun running;
    private volatile @Nullable Thread clock;

    /**
     * What is done, and how often.
     *
     * @param name of the work, for people
     * @param period from one beginning to the next
     */
    record Declared(String name, Duration period, Solo.Body<?> body) {}

    Periodic(Resources resources, Declared declared) {
        this.resources = resources;
        this.declared = declared;
    }

    String name() {
        return declared.name();
    }

    void start() {
        clock = Thread.ofVirtual().name("clock of " + declared.name()).start(this::untilStopped);
    }

    private void untilStopped() {
        long period = declared.period().toNanos();
        long next = System.nanoTime() + period;
        while (stopping.pause(next - System.nanoTime(), false)) {
            try {
                onThreadOfItsOwn();
            } catch (RuntimeException | Error e) { // no memory for a thread, say: the next time there may be
                tell(e);
            }
            long late = System.nanoTime() - next;
            next += (late / period + 1) * period; // what was missed meanwhile is not made up for
        }
    }

    private void tell(Throwable failure) {
        try {
            LOG.error("{} could not be begun; it is tried again after {}", declared.name(), declared.period(), failure);
        } catch (RuntimeException | Error e) {
            // nor memory for the words
        }
    }

    private void onThreadOfItsOwn() {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name(declared.name())
                .start(() -> {
                    try {
                        run();
                    } finally {
                        end.complete(true);
                    }
                });
        end.join();
    }

    /** Does it once, on the calling thread; returns whether that went well. */
    boolean run() {
        turn.lock();
        try {
            WorkRun run = Solo.begin(resources, declared.name());
            running = run;
            if (stopping.isOver()) {
                return false;
            }
            WorkRun.Result result = run.run(
                    declared.name(), Duration.ZERO, work -> declared.body().run(work));
            if (result instanceof WorkRun.Result.Failed failed) {
                tell(run, failed);
                return false;
            }
            toldOfOutage = false;
            return true;
        } finally {
            running = null;
            turn.unlock();
        }
    }

    private void tell(WorkRun run, WorkRun.Result.Failed failed) {
        if (failed.cancelled()) {
            return; // who cancelled it has said so
        }
        if (Outages.isOutage(failed.error())) {
            Level level = toldOfOutage ? Level.DEBUG : Level.WARN; // one that comes often would fill the log
            toldOfOutage = true;
            FailureLog.tell(() -> LOG.atLevel(level)
                    .log(
                            "{} was not done, since the database can't be reached ({}); while that lasts no more is said of it",
                            run.activity(),
                            Outages.reason(failed.error())));
        } else {
            toldOfOutage = false;
            FailureLog.tell(() -> LOG.error(
                    "{} failed{}; the next run is after {} as ever",
                    run.activity(),
                    failed.runs() > 1 ? " after " + failed.runs() + " runs" : "",
                    declared.period(),
                    failed.error()));
        }
    }

    /** From now on no run begins. */
    void beginStop() {
        stopping.begin(System.nanoTime());
    }

    boolean hasEnded() {
        Thread thread = clock;
        return thread == null || !thread.isAlive();
    }

    /** What runs is rolled back, unless it commits at this moment. */
    void cutOff() {
        stopping.end();
        WorkRun run = running;
        if (run != null) {
            run.cutOff("the application stops");
        }
    }

    /** Waits for its end, until that moment at most. */
    boolean awaitEnd(long end) {
        Thread thread = clock;
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        try {
            return thread == null || thread.join(Duration.ofMillis(Math.max(1, left)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return hasEnded();
        }
    }
}
