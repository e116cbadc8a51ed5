package dev.brigade.data.cluster;

import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The locks in this process behind which those wait that want a cluster lock: fair, made when somebody wants one, and gone when
 * nobody holds or wants it any more, since keys are without number.
 *
 * <p>Safe from any thread. {@link Gate#users} counts who holds or wants a gate and changes only inside {@code compute} of its
 * entry; an entry goes when that becomes 0, so whoever has counted itself in finds the same lock as all others.
 */
public final class Gates {
    /** All that there are, to be told from the application's own locks. NamedLock has identity, so the map's equality is it. */
    private static final Set<Object> ALL = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static final class Gate {
        private final NamedLock lock;
        private int users;

        Gate(Wanted wanted) {
            lock = wanted.make();
            ALL.add(lock);
        }
    }

    /**
     * A gate that somebody wants.
     *
     * @param id that of the lock and its key
     * @param lock the name of the lock, for people; its gates are one family, for it has keys without number
     * @param key of the lock; empty if it is wanted without one
     */
    public record Wanted(String id, String lock, Optional<Object> key) {
        String name() {
            return key.map(it -> lock + "/" + it).orElse(lock);
        }

        NamedLock make() {
            return key.map(it -> NamedLock.ofFamily(new Family(MeetingPoint.Kind.LOCK, lock), name(), it))
                    .orElseGet(() -> new NamedLock(lock, true));
        }
    }

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    public static boolean isGate(Object point) {
        return ALL.contains(point);
    }

    /**
     * Waits for a gate, and holds it then.
     *
     * @return whether it was free in time
     * @throws IllegalStateException if the current thread holds it already
     */
    public boolean enter(Wanted wanted, Patience patience) throws InterruptedException {
        Gate gate = gates.compute(wanted.id(), (_, there) -> {
            Gate counted = there == null ? new Gate(wanted) : there;
            counted.users++;
            return counted;
        });
        boolean entered = false;
        try {
            if (gate.lock.isHeldByCurrentThread()) {
                throw new IllegalStateException(
                        "Cluster lock \"" + wanted.name() + "\" is held by the first transaction of "
                                + gate.lock.owner().map(Object::toString).orElse("this thread")
                                + ", and its separate one would wait for that for ever. Hold it in one of the two only.");
            }
            entered = take(gate.lock, patience);
            return entered;
        } finally {
            if (!entered) {
                forget(wanted.id());
            }
        }
    }

    private static boolean take(NamedLock lock, Patience patience) throws InterruptedException {
        if (patience.endless()) {
            lock.lockInterruptibly();
            return true;
        }
        long left = patience.left();
        return left == 0 ? lock.tryLock() : lock.tryLock(left, TimeUnit.NANOSECONDS);
    }

    /** Lets the next one in; by the thread that entered. */
    public void leave(String id) {
        Gate gate = gates.get(id);
        if (gate == null) {
            throw new IllegalStateException("Nobody is in the gate of " + id);
        }
        gate.lock.unlock();
        forget(id);
    }

    private void forget(String id) {
        gates.computeIfPresent(id, (_, gate) -> --gate.users == 0 ? null : gate);
    }

    /** How many there are: none when nobody holds or wants a lock. For tests. */
    public int size() {
        return gates.size();
    }
}
