package dev.brigade.live.look;

import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gives meeting points numbers that browsers know them by. A number stays the same as long as its point is used, and a minute
 * more; the two sides of a read-write lock have one together. Confined to whoever looks.
 */
final class Things {
    private static final long KEPT = TimeUnit.SECONDS.toNanos(90);

    /** A point under its number. */
    static final class Known {
        final String id;
        final MeetingPoint point;
        long usedNanos;

        Known(String id, MeetingPoint point) {
            this.id = id;
            this.point = point;
        }
    }

    private final Map<Object, Known> known = new HashMap<>();
    private int last;

    /** The number of {@code point}, which is in use at {@code now}. */
    Known of(MeetingPoint point, long now) {
        Known one = known.computeIfAbsent(key(point), _ -> new Known("t" + ++last, point));
        one.usedNanos = now;
        return one;
    }

    /** All that are known at this moment. */
    List<Known> all() {
        return List.copyOf(known.values());
    }

    /** Forgets those that nobody has used for long. */
    void forgetUnused(long now) {
        known.values().removeIf(one -> now - one.usedNanos > KEPT);
    }

    private static Object key(MeetingPoint point) {
        return isSideOfReadWriteLock(point) ? point.family() : point;
    }

    private static boolean isSideOfReadWriteLock(MeetingPoint point) {
        return point instanceof NamedReadWriteLock.ReadLock || point instanceof NamedReadWriteLock.WriteLock;
    }

    /** Its name, that of the whole for a side of a read-write lock. */
    static String name(MeetingPoint point) {
        return isSideOfReadWriteLock(point) ? point.family().name() : point.name();
    }

    /** What browsers call such a thing. */
    static String kind(MeetingPoint point) {
        return switch (point) {
            case NamedReadWriteLock.ReadLock _, NamedReadWriteLock.WriteLock _ -> "readWriteLock";
            case NamedLock lock -> lock.family().name().equals(lock.name()) ? "lock" : "keyedLock";
            case NamedSemaphore _ -> "semaphore";
            case NamedCondition _ -> "condition";
            case BoundedQueue<?> _ -> "queue";
            default ->
                switch (point.kind()) {
                    case LOCK -> point.name().startsWith("lane of ") ? "other" : "lock";
                    case CONDITION -> "condition";
                    case SEMAPHORE -> "semaphore";
                    case QUEUE -> "queue";
                    case POOL -> "pool";
                    case DATABASE -> "database";
                    case TABLE, SERVICE -> "other";
                };
        };
    }
}
