package dev.brigade.bench.locks;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Locks that nobody else wants, in an activity that is recorded and guarded as a request is: each invocation is an activity
 * that locks and unlocks so often that its own begin and end, and the growth of its log, hardly count. Used by one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LocksMeasured {
    private static final int TIMES = 50_000;

    private final Guard guard = new Guard(GuardSettings.DEFAULT, _ -> {});
    private final Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
    private final Lock jdk = new ReentrantLock();
    private final Lock jdkFair = new ReentrantLock(true);
    private final NamedLock named = new NamedLock("lock");
    private final NamedLock namedFair = new NamedLock("fair lock", true);
    private final BoundedQueue<String> queue = new BoundedQueue<>("queue", 1);
    private final NamedLock outer = new NamedLock("outer lock");

    private void inActivity(Runnable once) {
        recorder.begin(Activity.Kind.REQUEST, "measured").call(() -> {
            for (int i = 0; i < TIMES; i++) {
                once.run();
            }
            return true;
        });
    }

    private static void pair(Lock lock) {
        lock.lock();
        try {
            Blackhole.consumeCPU(0);
        } finally {
            lock.unlock();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkLock() {
        inActivity(() -> pair(jdk));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedLock() {
        inActivity(() -> pair(named));
    }

    /** The JDK's, with two events in the log and nothing else: no owner, nothing that is held, no order. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkLockWithTwoEvents() {
        inActivity(() -> {
            Activity me = Activity.current();
            jdk.lock();
            try {
                me.took(queue, 1);
                Blackhole.consumeCPU(0);
                me.took(queue, 2);
            } finally {
                jdk.unlock();
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkFairLock() {
        inActivity(() -> pair(jdkFair));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedFairLock() {
        inActivity(() -> pair(namedFair));
    }

    /** With another one held, so that the order of the two is looked at. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedLockUnderAnother() {
        recorder.begin(Activity.Kind.REQUEST, "measured").call(() -> {
            outer.lock();
            try {
                for (int i = 0; i < TIMES; i++) {
                    pair(named);
                }
            } finally {
                outer.unlock();
            }
            return true;
        });
    }

    /** One event with its time. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void timedEvent() {
        MeetingPoint at = named;
        inActivity(() -> Activity.current().callBegan(at, ""));
    }

    /** One event without. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void untimedEvent() {
        recorder.begin(Activity.Kind.REQUEST, "measured").call(() -> {
            Activity me = Activity.current();
            for (int i = 0; i < TIMES; i++) {
                me.took(queue, i);
            }
            return true;
        });
    }

    /** That something is held, and that it is not: two events, and what the guard has to know. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void heldAndNot() {
        MeetingPoint at = named;
        recorder.begin(Activity.Kind.REQUEST, "measured").call(() -> {
            Activity me = Activity.current();
            for (int i = 0; i < TIMES; i++) {
                me.acquired(at);
                me.released(at);
            }
            return true;
        });
    }

    /** What asking for the activity of the current thread costs, which each use of a named lock does. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void currentActivity(Blackhole into) {
        inActivity(() -> into.consume(Activity.current()));
    }
}
