package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Activities on virtual threads of their own, for tests, and waits for what they are seen to do. */
public final class Activities implements AutoCloseable {

    /** Code of a test. */
    public interface Body {
        void run() throws Exception;
    }

    /** An activity on its thread, which may still run. */
    public record Running(Activity activity, Thread thread, CompletableFuture<@Nullable Void> end) {

        public void interrupt() {
            thread.interrupt();
        }

        /** Waits until it has ended, and throws what it threw. */
        public void join() throws Exception {
            try {
                end.get(20, SECONDS);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Exception cause -> throw cause;
                    case Error cause -> throw cause;
                    case null, default -> throw e;
                }
            } catch (TimeoutException e) {
                throw new AssertionError(activity + " has not ended; it is " + activity.status(), e);
            }
        }

        /** What it threw. */
        public Throwable failure() throws Exception {
            try {
                end.get(20, SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() != null) {
                    return e.getCause();
                }
            }
            throw new AssertionError(activity + " ended well");
        }

        /** Waits until another thread sees it in that state. */
        public Running is(State state) {
            until(
                    () -> activity.status().state() == state,
                    () -> activity + " is " + activity.status() + " and should be " + state);
            return this;
        }
    }

    private final Recorder recorder;
    private final List<Running> started = new ArrayList<>();

    public Activities() {
        this(new Recorder());
    }

    public Activities(Recorder recorder) {
        this.recorder = recorder;
    }

    public Recorder recorder() {
        return recorder;
    }

    public Running start(String name, Body body) {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, name);
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name(activity.name()).unstarted(() -> {
            try {
                activity.call(() -> {
                    body.run();
                    return true;
                });
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        Running running = new Running(activity, thread, end);
        started.add(running);
        thread.start();
        return running;
    }

    public void joinAll() throws Exception {
        for (Running running : List.copyOf(started)) {
            running.join();
        }
    }

    /** Ends what still waits, so that a test that failed leaves no thread behind. */
    @Override
    public void close() {
        started.forEach(Running::interrupt);
    }

    public static void until(BooleanSupplier seen, String what) {
        until(seen, () -> what);
    }

    private static void until(BooleanSupplier seen, Supplier<String> what) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not seen in 20 s: " + what.get());
            }
            LockSupport.parkNanos(MICROSECONDS.toNanos(100));
        }
    }
}
