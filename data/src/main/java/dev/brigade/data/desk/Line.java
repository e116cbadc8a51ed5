package dev.brigade.data.desk;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at a {@link Desk}, in the order in which they are served: first come, first served. Who runs again has come before: it was
 * served once and met a conflict, so it goes before those that have not been served yet, or it would wait through the whole line for each of
 * its runs. As each of these follows one of its own turns, and there is a most of them, nobody waits for ever behind such.
 *
 * <p>Guarded by the lock of its desk.
 */
final class Line {
    private final Set<Waiter> again = new LinkedHashSet<>();
    private final Set<Waiter> first = new LinkedHashSet<>();

    void add(Waiter waiter) {
        (waiter.runsAgain ? again : first).add(waiter);
    }

    /** False if it does not wait any more. */
    boolean remove(Waiter waiter) {
        return (waiter.runsAgain ? again : first).remove(waiter);
    }

    /** Takes out who is next; null if nobody waits. */
    @Nullable
    Waiter next() {
        Iterator<Waiter> line = (again.isEmpty() ? first : again).iterator();
        if (!line.hasNext()) {
            return null;
        }
        Waiter next = line.next();
        line.remove();
        return next;
    }

    int size() {
        return again.size() + first.size();
    }
}
