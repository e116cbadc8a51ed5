package dev.brigade.check.control;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Whether a call that waits would return at once. Where that can be asked, a thread is not chosen as long as it would wait, which
 * spares all the schedules in which it begins to wait a little sooner or later. Where it can't, the thread is let wait.
 */
final class Readiness {
    private static final BooleanSupplier ALWAYS = () -> true;
    private static final Set<Class<?>> QUEUES = Set.of(
            ArrayBlockingQueue.class,
            LinkedBlockingQueue.class,
            LinkedBlockingDeque.class,
            PriorityBlockingQueue.class);

    private Readiness() {}

    /** Of a call of {@code method} on {@code receiver} by {@code thread}, the calling one. */
    static BooleanSupplier of(Object receiver, String method, Thread thread) {
        BooleanSupplier ready = switch (receiver) {
            case ReentrantLock lock
            when method.startsWith("lock") -> lock.isHeldByCurrentThread() ? ALWAYS : () -> !lock.isLocked();
            case Semaphore semaphore when method.startsWith("acquire") -> () -> semaphore.availablePermits() > 0;
            case CountDownLatch latch when method.equals("await") -> () -> latch.getCount() == 0;
            case Future<?> future when method.equals("get") || method.equals("join") -> future::isDone;
            case BlockingQueue<?> queue
            when QUEUES.contains(queue.getClass()) && method.startsWith("take") -> () -> !queue.isEmpty();
            case BlockingQueue<?> queue
            when QUEUES.contains(queue.getClass()) && method.startsWith("put") -> () -> queue.remainingCapacity() > 0;
            default -> ALWAYS;
        };
        return ready.equals(ALWAYS) ? ALWAYS : () -> ready.getAsBoolean() || thread.isInterrupted();
    }
}
