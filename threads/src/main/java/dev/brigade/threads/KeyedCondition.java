package dev.brigade.threads;

import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition of a {@link KeyedLock}: a {@link NamedCondition}, found by its name for as long as the key's lock is in use,
 * which it is while somebody waits here. Two of the same lock and name are the same condition. Safe from any thread.
 */
@SuppressWarnings("WaitNotInLoop") // the loop is the caller's
public final class KeyedCondition implements Condition {
    private final KeyedLock lock;
    private final String name;

    KeyedCondition(KeyedLock lock, String name) {
        this.lock = lock;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The lock that it belongs to. */
    public KeyedLock lock() {
        return lock;
    }

    /** Who is in the wait set, the longest waiting first. Weakly consistent; needs no lock. */
    public List<Activity> waiters() {
        return lock.existing().map(inside -> inside.condition(name).waiters()).orElse(List.of());
    }

    @Override
    public void await() throws InterruptedException {
        inside("wait").await();
    }

    @Override
    public void awaitUninterruptibly() {
        inside("wait").awaitUninterruptibly();
    }

    /** As {@link NamedCondition#awaitNanos}. */
    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        return inside("wait").awaitNanos(nanos);
    }

    /** @return whether it was signalled */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return inside("wait").await(time, unit);
    }

    /** @return whether it was signalled */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return inside("wait").awaitUntil(deadline);
    }

    @Override
    public void signal() {
        inside("signal").signal();
    }

    @Override
    public void signalAll() {
        inside("signal").signalAll();
    }

    @Override
    public String toString() {
        return "condition \"" + name + "\" of " + lock;
    }

    private NamedCondition inside(String verb) {
        return lock.held(verb + " at its condition \"" + name + "\"").condition(name);
    }
}
