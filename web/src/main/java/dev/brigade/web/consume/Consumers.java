package dev.brigade.web.consume;

import dev.brigade.web.queues.ConsumerTotals;
import dev.brigade.web.queues.ConsumerView;
import dev.brigade.web.watch.Uninterrupted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * All that takes items from queues and works on them. Filled before the first stop can come, by the one thread that starts the
 * application; after that only read. Stopped once: {@code stopped} is guarded by this.
 */
public final class Consumers {
    private static final long LOOKS_EVERY = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LOOKS_AT_LEAST_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    /** The longer it has waited, the less it matters that it looks late. */
    private static final int PART_OF_WAIT = 10;

    /** For work that was cut off to notice and to roll back. */
    private static final Duration NOTICE = Duration.ofSeconds(2);

    private final Resources resources;
    private final Consuming.Threads threads;
    private final List<Consuming<?>> all = new ArrayList<>();
    private boolean stopped;

    public Consumers(Resources resources) {
        this(resources, Consumers::virtual);
    }

    Consumers(Resources resources, Consuming.Threads threads) {
        this.resources = resources;
        this.threads = threads;
    }

    private static void virtual(String name, Runnable body) {
        Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).start(body);
    }

    public void start(Declaration<?> declared) {
        Consuming<?> consuming = new Consuming<>(resources, declared, threads);
        all.add(consuming);
        consuming.start();
    }

    /** What becomes of the items of each queue. */
    public List<ConsumerView> views() {
        return all.stream().map(Consuming::view).toList();
    }

    /** As {@link #views}, in numbers only. */
    public List<ConsumerTotals> totals() {
        return all.stream().map(Consuming::totals).toList();
    }

    /**
     * Works on what is in the queues, or hands it back, as declared; cuts off what takes longer than {@code grace}; names in
     * the log what is left. A queue is closed once nothing is worked on in any of them, since work on an item of one may
     * put into another.
     */
    public synchronized void stop(Duration grace) {
        if (stopped) {
            return;
        }
        stopped = true;
        Uninterrupted.run(() -> stopInTime(System.nanoTime() + grace.toNanos()));
        all.forEach(one -> Uninterrupted.run(one::settleRest));
    }

    private void stopInTime(long end) {
        all.forEach(one -> one.beginStop(end));
        boolean ended = until(end, this::areQuiet);
        if (ended) {
            all.forEach(Consuming::closeQueue);
            ended = until(end, this::haveEnded); // what others have put at the last moment is worked on too
        }
        if (!ended) {
            until(System.nanoTime() + NOTICE.toNanos(), () -> {
                all.forEach(Consuming::cutOff);
                return haveEnded();
            });
        }
    }

    /** At one moment, since they are at two and nothing was taken in between. */
    private boolean areQuiet() {
        all.forEach(Consuming::relieve);
        long taken = taken();
        boolean first = seemQuiet();
        return first && seemQuiet() && taken == taken();
    }

    private boolean seemQuiet() {
        return all.stream().allMatch(Consuming::isQuiet);
    }

    private long taken() {
        return all.stream().mapToLong(Consuming::taken).sum();
    }

    private boolean haveEnded() {
        return all.stream().allMatch(Consuming::hasEnded);
    }

    private static boolean until(long end, BooleanSupplier condition) {
        long begin = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                long now = System.nanoTime();
                if (now - end >= 0) {
                    return false;
                }
                LockSupport.parkNanos(Math.clamp((now - begin) / PART_OF_WAIT, LOOKS_EVERY, LOOKS_AT_LEAST_EVERY));
                interrupted |= Thread.interrupted(); // or it would not park again
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
