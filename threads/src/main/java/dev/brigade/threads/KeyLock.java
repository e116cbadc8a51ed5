package dev.brigade.threads;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of one key of a {@link KeyedLocks}, as long as somebody holds it or waits for it.
 *
 * <p>{@code pins} counts who needs it: those that are about to acquire it, and the one who holds it. It is read and changed
 * only by {@link KeyedLocks}, within {@code compute} of its map for this key, which lets one in at a time. {@code heldByPin},
 * whether the present holder has pinned it, and {@code waitingByPin}, which of those in wait sets have, are guarded by the lock
 * itself.
 */
final class KeyLock extends NamedLock {
    private final Object key;
    private final Runnable unpin;
    private final Map<String, NamedCondition> conditions = new ConcurrentHashMap<>(1);
    private final Set<Thread> waitingByPin = new HashSet<>(0);
    private boolean heldByPin;
    int pins;

    /** @param unpin called by its holder before it lets go */
    KeyLock(String name, Object key, Family family, boolean fair, Runnable unpin) {
        super(name, family, fair);
        this.key = key;
        this.unpin = unpin;
    }

    /** Its key, if keys of that type have an order. */
    @Override
    public Optional<Comparable<?>> placeInFamily() {
        return key instanceof Comparable<?> place ? Optional.of(place) : Optional.empty();
    }

    /** Its holder, which has pinned it, keeps the pin until it lets go. */
    void keepsPin() {
        heldByPin = true;
    }

    /** The same for the same name, so that who waits and who signals mean the same, each with a handle of its own. */
    @Override
    public NamedCondition condition(String name) {
        return conditions.computeIfAbsent(name, super::condition);
    }

    @Override
    void lastUnlock() {
        if (heldByPin) {
            heldByPin = false;
            unpin.run();
        }
    }

    @Override
    Activity ownerWaits(Activity me) {
        if (heldByPin) {
            heldByPin = false;
            waitingByPin.add(Thread.currentThread());
        }
        return super.ownerWaits(me);
    }

    @Override
    void ownedAgain(Activity holder) {
        heldByPin = waitingByPin.remove(Thread.currentThread());
        super.ownedAgain(holder);
    }
}
