package dev.brigade.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one activity holds at this moment: locks, permits, a connection, in the order in which they were acquired. Changed by
 * the activity's own thread. Others may read {@link #copy}, which may be a moment late: {@code count} is published with
 * release after the arrays, and read with acquire before them, as a larger array is after what it holds. A volatile write
 * would cost more than all the rest.
 */
final class Holdings {
    private static final int FIRST = 4;

    private static final VarHandle COUNT;
    private static final VarHandle POINTS;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Holdings.class, "count", int.class);
            POINTS = MethodHandles.lookup().findVarHandle(Holdings.class, "points", Object[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Most hold nothing, or nothing whose line is remembered. */
    private static final @Nullable Object[] NO_POINTS = new @Nullable Object[0];

    private static final @Nullable StackTraceElement[] NO_LINES = new @Nullable StackTraceElement[0];

    /** Meeting points; an array of that type would check the type of each that is put into it. */
    private @Nullable Object[] points = NO_POINTS; // read by others with acquire
    /** As long as the points if a line was ever given; else empty. */
    private @Nullable StackTraceElement[] lines = NO_LINES;

    private long dirty; // a bit for each of the first 64: rows were written under it
    private long apart; // likewise, in a separate transaction, which ends by itself
    private int count;

    /** Safe from any thread. */
    boolean isEmpty() {
        return (int) COUNT.getAcquire(this) == 0;
    }

    /** Also where it was acquired, of each or of none. */
    void add(MeetingPoint point, @Nullable StackTraceElement line) {
        int at = count;
        add(point);
        if (lines.length != points.length) {
            lines = Arrays.copyOf(lines, points.length);
        }
        lines[at] = line;
    }

    @SuppressWarnings("ReferenceEquality") // as in isAt
    void add(MeetingPoint point) {
        int at = count;
        @Nullable Object[] room = points;
        if (at == room.length) {
            room = Arrays.copyOf(room, Math.max(FIRST, 2 * at));
            POINTS.setRelease(this, room);
        }
        if (room[at] != point) { // as a rule the same was there before: then the collector's barrier is spared
            room[at] = point;
        }
        COUNT.setRelease(this, at + 1);
    }

    /** Removes the last acquired of {@code point}; returns whether rows were written under it. */
    boolean remove(MeetingPoint point) {
        int last = count - 1;
        if (last >= 0 && (dirty | apart) == 0 && isAt(last, point)) { // as a rule; its place is overwritten by the next
            COUNT.setRelease(this, last);
            return false;
        }
        int at = last;
        while (at >= 0 && !isAt(at, point)) {
            at--;
        }
        if (at < 0) {
            return false;
        }
        boolean written = ((dirty | apart) & bit(at)) != 0;
        for (int i = at; i < last; i++) {
            points[i] = points[i + 1];
            if (i + 1 < lines.length) {
                lines[i] = lines[i + 1];
            }
        }
        dirty = without(at, dirty);
        apart = without(at, apart);
        COUNT.setRelease(this, last);
        return written;
    }

    /** Rows were written under all that is held, in a separate transaction or not. */
    void written(boolean separately) {
        int held = count;
        long all = held >= Long.SIZE ? -1 : bit(held) - 1;
        if (separately) {
            apart = all;
        } else {
            dirty = all;
        }
    }

    /** What was so written has been committed or rolled back. */
    void settled(boolean separately) {
        if (separately) {
            apart = 0;
        } else {
            dirty = 0;
        }
    }

    /** Where the last acquired of {@code point} was acquired, if that is remembered. */
    Optional<StackTraceElement> line(MeetingPoint point) {
        for (int at = count - 1; at >= 0; at--) {
            if (isAt(at, point)) {
                return at < lines.length ? Optional.ofNullable(lines[at]) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The first acquired first. Safe from any thread. */
    List<MeetingPoint> copy() {
        int held = (int) COUNT.getAcquire(this);
        @Nullable Object[] now = (@Nullable Object[]) POINTS.getAcquire(this);
        List<MeetingPoint> copy = new ArrayList<>(held);
        for (int i = 0; i < Math.min(held, now.length); i++) {
            if (now[i] instanceof MeetingPoint point) {
                copy.add(point);
            }
        }
        return copy;
    }

    @SuppressWarnings("ReferenceEquality") // meeting points have identity
    private boolean isAt(int at, MeetingPoint point) {
        return points[at] == point;
    }

    /** The bits without that one; those that come after it move up. */
    private static long without(int at, long bits) {
        if (at >= Long.SIZE) {
            return bits;
        }
        long before = bit(at) - 1;
        return (bits & before) | ((bits >>> 1) & ~before);
    }

    private static long bit(int at) {
        return at < Long.SIZE ? 1L << at : 0;
    }
}
