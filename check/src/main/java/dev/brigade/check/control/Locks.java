package dev.brigade.check.control;

import java.lang.reflect.Field;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of the JDK are one lock: the two locks of a {@code ReadWriteLock}, and a condition with its lock. They have the same
 * synchronizer inside, which the JDK doesn't show. Confined to one run.
 */
final class Locks {
    /** By class, where its objects have their synchronizer; without an entry for classes that have none. */
    private static final Map<Class<?>, Optional<Field>> SYNCHRONIZERS = new ConcurrentHashMap<>();

    /** By synchronizer, the first of its objects that was met. */
    private final IdentityHashMap<Object, Object> locks = new IdentityHashMap<>();

    void clear() {
        locks.clear();
    }

    /** The one object that stands for all that are the same lock; itself if it is none, or a condition. */
    Object same(Object receiver) {
        Object synchronizer = isLock(receiver) ? synchronizer(receiver) : null;
        return synchronizer == null ? unviewed(receiver) : locks.computeIfAbsent(synchronizer, any -> receiver);
    }

    /** The lock of a condition; null if it is none. */
    @Nullable
    Object ofCondition(Object condition) {
        boolean isCondition = condition instanceof AbstractQueuedSynchronizer.ConditionObject
                || condition instanceof AbstractQueuedLongSynchronizer.ConditionObject;
        Object synchronizer = isCondition ? synchronizer(condition) : null;
        return synchronizer == null ? null : locks.computeIfAbsent(synchronizer, any -> any);
    }

    /** Whether a call of {@code method} takes, or gives back, what several threads may have at once, as readers have a lock. */
    static boolean isShared(@Nullable Object receiver, String method) {
        if (receiver instanceof StampedLock lock) {
            return method.equals("unlock")
                    ? !lock.isWriteLocked()
                    : (method.contains("eadLock") && !method.startsWith("tryConvert"))
                            || method.equals("unlockRead")
                            || method.equals("tryUnlockRead");
        }
        return receiver instanceof ReentrantReadWriteLock.ReadLock || isView(receiver, "ReadLockView");
    }

    /** The lock that {@code receiver} is a view of; itself if it is none. */
    static Object unviewed(Object receiver) {
        Object lock =
                isView(receiver, "ReadLockView") || isView(receiver, "WriteLockView") ? synchronizer(receiver) : null;
        return lock == null ? receiver : lock;
    }

    private static boolean isView(@Nullable Object receiver, String name) {
        return receiver != null
                && receiver.getClass().getEnclosingClass() == StampedLock.class
                && receiver.getClass().getSimpleName().equals(name);
    }

    private static boolean isLock(Object receiver) {
        return receiver instanceof ReentrantLock
                || receiver instanceof ReentrantReadWriteLock
                || receiver instanceof ReentrantReadWriteLock.ReadLock
                || receiver instanceof ReentrantReadWriteLock.WriteLock;
    }

    /** What is inside of a lock or a condition; null if it is none of those that have something inside. */
    static @Nullable Object synchronizer(Object owner) {
        Optional<Field> field = SYNCHRONIZERS.computeIfAbsent(owner.getClass(), Locks::field);
        try {
            return field.isPresent() ? field.get().get(owner) : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Field> field(Class<?> from) {
        for (Class<?> type = from; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getName().equals("sync") || field.getName().equals("this$0")) && field.trySetAccessible()) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }
}
