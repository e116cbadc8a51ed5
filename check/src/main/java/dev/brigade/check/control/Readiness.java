package dev.brigade.check.control;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call that waits would return at once. A thread is not chosen as long as it would wait, which spares all the schedules in
 * which it begins to wait a little sooner or later. That is so only where nothing is missed by it: at a lock of which it is known whom
 * it lets in, and at what stays open when it has opened. Elsewhere, as at a semaphore, the thread is let wait: there it counts who
 * came first, and a release need not be what a later acquisition waited for.
 */
final class Readiness {
    private Readiness() {}

    /** Of a call of {@code method} on {@code receiver} by {@code thread}, the calling one. */
    static BooleanSupplier of(Object receiver, String method, Thread thread) {
        BooleanSupplier ready = switch (receiver) {
            case Object lock when isLock(method) && LockState.isKnown(lock) -> LockState.letsIn(lock, method);
            case CountDownLatch latch when method.equals("await") -> () -> latch.getCount() == 0;
            case Future<?> future when method.equals("get") || method.equals("join") -> future::isDone;
            default -> Readiness::always;
        };
        boolean endsByInterrupt = !isLock(method) || method.endsWith("Interruptibly");
        return endsByInterrupt ? () -> ready.getAsBoolean() || thread.isInterrupted() : ready;
    }

    private static boolean isLock(String method) {
        return method.startsWith("lock") || method.startsWith("readLock") || method.startsWith("writeLock");
    }

    private static boolean always() {
        return true;
    }

    /** Whether what a call waits for stays as it is when it has come. */
    static boolean stays(@Nullable Object receiver) {
        return receiver instanceof CountDownLatch || receiver instanceof Future<?> || receiver instanceof Thread;
    }
}
