package dev.brigade.check.explore;

import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Explores on a platform thread of its own, which carries the explored threads, and watches that these come to points. One that never
 * does, because it goes round in a loop of a library, can't be stopped: then the carrier is left to itself, and who wanted the
 * exploration goes on without it.
 *
 * <p><b>Why it is safe.</b> What is explored is confined to the carrier; the caller only waits. It reads of the scheduler what may
 * be read from any thread, and of the result what the future hands over. A carrier that was left runs nothing more: the scheduler
 * ends its run, and the runner begins no other.
 */
public final class Carrier {
    private static final long SAMPLE_NANOS = 100_000_000;
    /** So long, of the processor's time, a thread may run without a point; while a run is prepared or looked at, so often as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int PREPARING = 12;
    /** And so often as long of real time, if it does not use the processor: it waits where a virtual thread can't be put aside. */
    private static final int WAITING = 12;
    /** So many frames tell where it is. */
    private static final int FRAMES = 6;

    private static final List<String> OWN = List.of(
            "dev.brigade.check.hooks.",
            "dev.brigade.check.schedule.",
            "dev.brigade.check.control.",
            "dev.brigade.check.explore.");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

    /** A thread that never comes to a point. */
    public static final class Spins extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String sentence;

        Spins(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        /** Which thread, and where. */
        public String sentence() {
            return sentence;
        }
    }

    /** Says what runs the threads that are explored, as soon as it is there. */
    public void watch(Scheduler running) {
        scheduler.set(running);
    }

    /**
     * Runs {@code exploration} on the carrier, and returns what it returns or throws what it throws.
     *
     * @throws Spins if one of its threads never comes to a point
     */
    public <T> T call(Callable<T> exploration) {
        Thread caller = Thread.currentThread();
        FutureTask<T> task = new FutureTask<>(exploration) {
            @Override
            protected void done() {
                LockSupport.unpark(caller);
            }
        };
        Thread carrier = Thread.ofPlatform().daemon().name("explorer").unstarted(task);
        carrier.start();
        try {
            watch(task, carrier);
            return task.get();
        } catch (InterruptedException e) {
            leave(carrier);
            Thread.currentThread().interrupt();
            throw new ExplorationException("The thread that wanted the exploration was interrupted", e);
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    private static RuntimeException rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    }

    /** Returns when {@code task} is done. It parks, since whatever else waits asks for the time, and that is the run's. */
    private void watch(Future<?> task, Thread carrier) throws InterruptedException {
        long seen = -1;
        long cpu = 0;
        long samples = 0;
        while (!task.isDone()) {
            LockSupport.parkNanos(SAMPLE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Scheduler watched = scheduler.get();
            Optional<Task> mounted = watched == null ? Optional.empty() : watched.mounted();
            if (watched == null || mounted.isEmpty() || watched.progress() != seen) {
                seen = watched == null ? -1 : watched.progress();
                cpu = cpuNanos(carrier);
                samples = 0;
                continue;
            }
            samples++;
            long patience = PATIENCE.toNanos() * (watched.isMain() ? 1 : PREPARING);
            long used = cpuNanos(carrier) - cpu;
            if (used > patience || samples * SAMPLE_NANOS > patience * WAITING) {
                Spins spins = spins(mounted.get(), used > patience);
                if (watched.progress() == seen) { // it is still where it was
                    leave(carrier);
                    throw spins;
                }
            }
        }
    }

    private long cpuNanos(Thread carrier) {
        return threads.isThreadCpuTimeSupported() ? Math.max(0, threads.getThreadCpuTime(carrier.threadId())) : 0;
    }

    private void leave(Thread carrier) {
        Scheduler left = scheduler.get();
        if (left != null) {
            left.leave();
        }
        carrier.interrupt();
    }

    private static Spins spins(Task task, boolean isBusy) {
        List<String> stack = new ArrayList<>();
        for (StackTraceElement frame : task.thread().getStackTrace()) {
            if (stack.size() < FRAMES && OWN.stream().noneMatch(frame.getClassName()::startsWith)) {
                stack.add(frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")");
            }
        }
        return new Spins(task.name()
                + (isBusy
                        ? " runs on and on without a step at which another thread could take over"
                        : " waits where the explorer can't let another thread take over")
                + (stack.isEmpty() ? "" : ", at " + String.join(", called by ", stack))
                + ". It was left to itself, and may be there still.");
    }
}
