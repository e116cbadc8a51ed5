package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JDK's virtual threads are what the {@link Scheduler} takes them for: runs a small program that parks, blocks at a
 * monitor, waits and notifies, twice, and compares.
 */
public final class SelfTest {
    private static boolean passed; // guarded by the class's lock

    private SelfTest() {}

    /**
     * Runs it, once in a JVM.
     *
     * @throws IllegalStateException if this JDK is none that the explorer knows; the message says what to do
     */
    public static synchronized void run() {
        if (passed) {
            return;
        }
        List<String> first = once();
        List<String> second = once();
        if (!first.equals(second) || first.size() != 6) {
            throw new IllegalStateException("The explorer does not know the virtual threads of this JDK, "
                    + Runtime.version() + ": the same choices gave " + first + " and then " + second
                    + ". Run the tests on JDK 25.");
        }
        passed = true;
    }

    private static List<String> once() {
        List<String> log = new ArrayList<>(); // one thread at a time
        Scheduler scheduler = new Scheduler();
        Object monitor = new Object();
        boolean[] ready = {false};
        Thread[] parked = new Thread[1];
        Scheduler.Body waits = new Scheduler.Body("waits", "0", () -> {
            synchronized (monitor) {
                while (!ready[0]) {
                    waitFor(monitor);
                }
                log.add("notified");
            }
            parked[0] = Thread.currentThread();
            scheduler.point(new Mark("parks"));
            LockSupport.park();
            log.add("unparked");
        });
        Scheduler.Body notifies = new Scheduler.Body("notifies", "1", () -> {
            scheduler.point(new Mark("notifies"));
            synchronized (monitor) {
                ready[0] = true;
                monitor.notifyAll();
                scheduler.point(new Mark("holds"));
                log.add("leaves");
            }
            while (parked[0] == null) {
                scheduler.point(new Mark("looks"));
            }
            LockSupport.unpark(parked[0]);
            log.add("unparks");
        });
        Run run = scheduler.run(() -> {}, List.of(waits, notifies), () -> log.add("ended"), new Turns());
        log.add(run.end().name());
        return log;
    }

    @SuppressWarnings("WaitNotInLoop") // its caller does
    private static void waitFor(Object monitor) {
        try {
            monitor.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Always the one that was not last. */
    private static final class Turns implements Strategy {
        @Override
        public Task choose(List<Task> options, @Nullable Task current) {
            return options.getLast();
        }
    }

    private record Mark(String text) implements Operation {
        @Override
        public boolean conflictsWith(Operation other) {
            return other instanceof Mark;
        }

        @Override
        public String subject() {
            return "self-test";
        }

        @Override
        public boolean changes() {
            return true;
        }
    }
}
