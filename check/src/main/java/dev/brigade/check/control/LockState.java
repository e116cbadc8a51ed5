package dev.brigade.check.control;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Of the JDK's locks whom they let in at this moment. The two sides of a {@code ReadWriteLock} don't say so: their synchronizer is
 * asked. Confined to the carrier.
 */
final class LockState {
    private static final Class<?> SYNC = readWriteSynchronizer();
    private static final Method WRITTEN = method(SYNC, "isWriteLocked");
    private static final Method READERS = method(SYNC, "getReadLockCount");
    private static final Method QUEUED = method(SYNC.getSuperclass(), "hasQueuedThreads");
    private static final Method OWNER = method(AbstractOwnableSynchronizer.class, "getExclusiveOwnerThread");
    private static final Method READS = method(SYNC, "getReadHoldCount");

    private LockState() {}

    /** Whether it is a lock of which this is known. */
    static boolean isKnown(Object lock) {
        return lock instanceof ReentrantLock || isSide(lock) || Locks.unviewed(lock) instanceof StampedLock;
    }

    /** Whether {@code method} of a known lock, called by the calling thread, would take it without a wait. */
    static BooleanSupplier letsIn(Object lock, String method) {
        if (lock instanceof ReentrantLock reentrant) {
            return () -> !reentrant.isLocked() && !(reentrant.isFair() && reentrant.hasQueuedThreads());
        }
        boolean reads = Locks.isShared(lock, method);
        if (Locks.unviewed(lock) instanceof StampedLock stamped) {
            return reads ? () -> !stamped.isWriteLocked() : () -> !stamped.isWriteLocked() && !stamped.isReadLocked();
        }
        Object inside = inside(lock);
        boolean iWrite = invoke(OWNER, inside) == Thread.currentThread();
        if (reads) { // it waits behind a writer that waits
            return () -> iWrite || (!is(WRITTEN, inside) && !is(QUEUED, inside));
        }
        boolean isFair = inside.getClass().getName().endsWith("$FairSync");
        return () -> !is(WRITTEN, inside) && count(READERS, inside) == 0 && !(isFair && is(QUEUED, inside));
    }

    /** How often the calling thread has a lock; 0 also if it can't be known. */
    static int holds(Object lock) {
        return switch (lock) {
            case ReentrantLock reentrant -> reentrant.getHoldCount();
            case ReentrantReadWriteLock.WriteLock writer -> writer.getHoldCount();
            case ReentrantReadWriteLock.ReadLock reader -> count(READS, inside(reader));
            default -> 0;
        };
    }

    /** Whether other threads than the calling one have the read lock of which {@code lock} is a side; false if that can't be known. */
    static BooleanSupplier readByOthers(Object lock) {
        if (!isSide(lock)) {
            return () -> false;
        }
        Object inside = inside(lock);
        int mine = count(READS, inside);
        return () -> count(READERS, inside) > mine;
    }

    private static boolean isSide(Object lock) {
        return lock instanceof ReentrantReadWriteLock.ReadLock || lock instanceof ReentrantReadWriteLock.WriteLock;
    }

    private static Object inside(Object side) {
        return Objects.requireNonNull(Locks.synchronizer(side));
    }

    private static boolean is(Method method, Object inside) {
        return Boolean.TRUE.equals(invoke(method, inside));
    }

    private static int count(Method method, Object inside) {
        return (Integer) Objects.requireNonNull(invoke(method, inside));
    }

    private static @Nullable Object invoke(Method method, Object on) {
        try {
            return method.invoke(on);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(Class<?> of, String name) {
        try {
            Method method = of.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> readWriteSynchronizer() {
        try {
            return Class.forName(ReentrantReadWriteLock.class.getName() + "$Sync");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
