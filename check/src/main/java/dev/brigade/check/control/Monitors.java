package dev.brigade.check.control;

import dev.brigade.check.schedule.Task;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Who is in which monitor, as far as instrumented code enters and leaves them. Confined to the carrier. */
final class Monitors {

    private static final class Owned {
        @Nullable
        Task owner;

        int depth;
    }

    private final IdentityHashMap<Object, Owned> owned = new IdentityHashMap<>();

    void clear() {
        JdkCalls.clear(owned);
    }

    /** Who is in it; null if nobody is. */
    @Nullable
    Task owner(Object monitor) {
        Owned one = owned.get(monitor);
        return one == null ? null : one.owner;
    }

    /** How many times {@code by} is in it. Only the first time does it wait for others, and only the last one lets them in. */
    int depth(Object monitor, Task by) {
        Owned one = owned.get(monitor);
        return one == null || one.owner != by ? 0 : one.depth;
    }

    void entered(Object monitor, Task by) {
        Owned one = owned.computeIfAbsent(monitor, _ -> new Owned());
        if (one.owner != by) {
            one.owner = by;
            one.depth = 0;
        }
        one.depth++;
    }

    /** Returns whether it is free now. */
    boolean left(Object monitor, Task by) {
        Owned one = owned.get(monitor);
        if (one == null || one.owner != by) {
            return false;
        }
        if (--one.depth == 0) {
            one.owner = null;
            return true;
        }
        return false;
    }

    /** Let go to wait in its wait set. Returns how deep, to be given to {@link #again}. */
    int waits(Object monitor) {
        Owned one = owned.get(monitor);
        if (one == null) {
            return 1;
        }
        int depth = one.depth;
        one.owner = null;
        one.depth = 0;
        return depth;
    }

    /** Entered again after a wait. */
    void again(Object monitor, Task by, int depth) {
        Owned one = owned.computeIfAbsent(monitor, _ -> new Owned());
        one.owner = by;
        one.depth = depth;
    }
}
