package dev.brigade.bench.locks;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
import org.openjdk.jmh.annotations.Threads;

/**
 * Virtual threads that meet: at a lock that is handed over in the order of arrival, and at a queue. Each is an activity that is
 * recorded and guarded as a request is. One invocation starts its threads and ends when they have; each does so much that
 * their start hardly counts.
 */
@State(Scope.Benchmark)
@Threads(1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeetingsMeasured {
    private static final int TIMES = 19_200; // a multiple of 64
    private static final int CAPACITY = 64;

    private final Guard guard = new Guard(GuardSettings.DEFAULT, _ -> {});
    private final Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);

    /** What a thread does. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private Thread start(Work work) {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "measured");
        return Thread.ofVirtual().start(() -> {
            try {
                activity.call(() -> {
                    work.run();
                    return true;
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // the scheduler is asked to let the others queue, which is what is measured
    private void handOver(Lock lock, int threads) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(start(() -> {
                for (int n = 0; n < TIMES / threads; n++) {
                    lock.lock();
                    try {
                        Thread.yield();
                    } finally {
                        lock.unlock();
                    }
                }
            }));
        }
        join(all);
    }

    private void through(BlockingQueue<Integer> queue, int each) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            all.add(start(() -> {
                for (int n = 0; n < TIMES / each; n++) {
                    queue.put(n);
                }
            }));
            all.add(start(() -> {
                for (int n = 0; n < TIMES / each; n++) {
                    queue.take();
                }
            }));
        }
        join(all);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkHandOver() throws InterruptedException {
        handOver(new ReentrantLock(true), 16);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedHandOver() throws InterruptedException {
        handOver(new NamedLock("lock", true), 16);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkQueueOneEach() throws InterruptedException {
        through(new ArrayBlockingQueue<>(CAPACITY), 1);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkFairQueueOneEach() throws InterruptedException {
        through(new ArrayBlockingQueue<>(CAPACITY, true), 1);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkFairQueueManyEach() throws InterruptedException {
        through(new ArrayBlockingQueue<>(CAPACITY, true), 64);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedQueueOneEach() throws InterruptedException {
        through(new BoundedQueue<>("queue", CAPACITY), 1);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkQueueManyEach() throws InterruptedException {
        through(new ArrayBlockingQueue<>(CAPACITY), 64);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void namedQueueManyEach() throws InterruptedException {
        through(new BoundedQueue<>("queue", CAPACITY), 64);
    }
}
