package dev.brigade.threads;

import java.util.Collection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A reentrant lock with a name, whose owner and waiters can be seen. It is a {@link ReentrantLock} inside and keeps its
 * contract, fair or not; the thread that locks is the one that unlocks. Safe from any thread.
 *
 * {@snippet :
 * NamedLock oven = new NamedLock("oven");
 * NamedCondition free = oven.condition("oven free");
 * boolean[] taken = {false};
 * try (var _ = oven.hold()) {
 *     while (taken[0]) {
 *         free.await();
 *     }
 *     taken[0] = true;
 * }
 * }
 */
public sealed class NamedLock extends OwnedLock permits KeyLock {
    private final QueueingLock inside;
    private volatile boolean heldForLong;

    /** A lock that, when it is released, may be taken by whoever comes at that moment: fast. */
    public NamedLock(String name) {
        this(name, false);
    }

    /** A lock that, if {@code fair}, is taken in the order of arrival, as {@link ReentrantLock} describes it. */
    public NamedLock(String name, boolean fair) {
        this(Names.checked("lock", name), new Family(Kind.LOCK, name), fair);
    }

    NamedLock(String name, Family family, boolean fair) {
        super(name, family);
        this.inside = new QueueingLock(fair);
    }

    /**
     * A fair lock that is one of many of a {@code family}, for who makes and forgets them by itself; see {@link KeyedLocks} for such
     * a family ready-made.
     *
     * @param key which of them it is; if keys of its class have an order, it is its {@linkplain #placeInFamily place}
     */
    public static NamedLock ofFamily(Family family, String name, Object key) {
        return new KeyLock(Names.checked("lock", name), key, family, true, () -> {});
    }

    @Override
    public boolean isFair() {
        return inside.isFair();
    }

    /**
     * Says that it may be held while time passes, since it stands for a thing that is in use, such as an oven in which
     * something bakes: the guard does not warn of that.
     */
    public NamedLock heldForLong() {
        heldForLong = true;
        return this;
    }

    /** Whether it {@linkplain #heldForLong may be held} while time passes. */
    public boolean isHeldForLong() {
        return heldForLong;
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return inside.isHeldByCurrentThread();
    }

    @Override
    public int holdCount() {
        return inside.getHoldCount();
    }

    @Override
    Lock inner() {
        return inside;
    }

    @Override
    Collection<Thread> queued() {
        return inside.queued();
    }

    @Override
    boolean hasQueuedThreads() {
        return inside.hasQueuedThreads();
    }

    @Override
    boolean mayOvertake() {
        return !inside.isFair();
    }

    @Override
    boolean isQueued(Thread thread) {
        return inside.hasQueuedThread(thread);
    }
}
