package dev.brigade.threads;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one key of a {@link KeyedLocks}. Two of equal keys of one family are equal, and the same lock. Only says which
 * lock is meant, so it costs nothing to have; safe from any thread.
 */
public final class KeyedLock implements Lock {
    private static final AtomicInteger UNNAMED_CONDITIONS = new AtomicInteger();

    private final KeyedLocks<?> family;
    private final Object key;

    /** How the lock inside is acquired. */
    @FunctionalInterface
    private interface Attempt<X extends Exception> {
        boolean run(KeyLock lock) throws X;
    }

    KeyedLock(KeyedLocks<?> family, Object key) {
        this.family = family;
        this.key = key;
    }

    /** For people: {@code dish[42]}. */
    public String name() {
        return family.name() + "[" + key + "]";
    }

    /** Who holds it; empty if nobody does. */
    public Optional<Activity> owner() {
        return family.existing(key).flatMap(OwnedLock::owner);
    }

    /** As {@link AnnouncedLock#waiters}. */
    public List<Activity> waiters() {
        return family.existing(key).map(AnnouncedLock::waiters).orElse(List.of());
    }

    public boolean isHeldByCurrentThread() {
        return family.held(key).isPresent();
    }

    /** How many times the current thread holds it. */
    public int holdCount() {
        return family.held(key).map(AnnouncedLock::holdCount).orElse(0);
    }

    /** Locks, until the returned {@link Held} is closed. */
    public Held hold() {
        Held held = new Held(this::unlock); // first, since there may be no memory for it
        lock();
        return held;
    }

    @Override
    public void lock() {
        acquire(lock -> {
            lock.lock();
            return true;
        });
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        this.<InterruptedException>acquire(lock -> {
            lock.lockInterruptibly();
            return true;
        });
    }

    /** Takes the lock if it is free at this moment, even if others queue. */
    @Override
    public boolean tryLock() {
        return acquire(AnnouncedLock::tryLock);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return this.<InterruptedException>acquire(lock -> lock.tryLock(time, unit));
    }

    /**
     * Releases the lock.
     *
     * @throws IllegalMonitorStateException if the current thread does not hold it
     */
    @Override
    public void unlock() {
        family.held(key).orElseThrow(() -> notHeld("unlock it")).unlock();
    }

    /** A condition of this lock, of its own. */
    @Override
    public KeyedCondition newCondition() {
        return condition(name() + " condition " + UNNAMED_CONDITIONS.incrementAndGet());
    }

    /** A condition of this lock; all of the same name are the same. */
    public KeyedCondition condition(String name) {
        return new KeyedCondition(this, Names.checked("condition", name));
    }

    /** The lock inside, which the current thread must hold. */
    KeyLock held(String wants) {
        return family.held(key).orElseThrow(() -> notHeld(wants));
    }

    /** The lock inside, if it is in use. */
    Optional<KeyLock> existing() {
        return family.existing(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyedLock lock && lock.family.equals(family) && lock.key.equals(key);
    }

    @Override
    public int hashCode() {
        return 31 * family.hashCode() + key.hashCode();
    }

    @Override
    public String toString() {
        return "lock \"" + name() + "\" held by " + Names.orNobody(owner());
    }

    private <X extends Exception> boolean acquire(Attempt<X> attempt) throws X {
        Optional<KeyLock> held = family.held(key);
        if (held.isPresent()) {
            return attempt.run(held.get());
        }
        KeyLock lock = family.pinned(key);
        boolean acquired = false;
        try {
            acquired = attempt.run(lock);
        } finally {
            if (acquired) {
                lock.keepsPin();
            } else {
                family.unpin(key);
            }
        }
        return acquired;
    }

    private IllegalMonitorStateException notHeld(String wants) {
        return new IllegalMonitorStateException("Lock \"" + name() + "\" is held by " + Names.orNobody(owner())
                + ", and "
                + Activity.current() + " on thread \"" + Thread.currentThread().getName() + "\" wants to " + wants
                + ". Only the thread that locked it may; use try (var _ = lock.hold())");
    }
}
