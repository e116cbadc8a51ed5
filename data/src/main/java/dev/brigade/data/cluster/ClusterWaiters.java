package dev.brigade.data.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those of this process that wait at cluster conditions, the longest waiting first.
 *
 * <p><b>States of a waiter</b>, all changed under {@link #lock}. <i>Ready</i>, from {@link #ready}: it looks at the rows, or sleeps;
 * what happens from here on wakes it. <i>Woken</i>: it will look at the rows again. <i>Gone</i>, from {@link #leave}. It becomes
 * ready before it looks at the rows and not after, so what is committed while it looks is not missed. A signal for one that comes
 * to a waiter which goes without having {@linkplain #looked looked} again is passed on to the next; if there is none, whoever
 * leaves is told, for another node may have one.
 */
public final class ClusterWaiters {
    public static final class Waiter {
        private final String id;
        private final Condition changed;
        private boolean woken;
        private boolean alone; // woken by a signal that was for one only
        private boolean uses; // is looking because of such a signal

        private Waiter(String id, Condition changed) {
            this.id = id;
            this.changed = changed;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Waiter>> all = new HashMap<>(); // guarded by lock

    /** A new waiter at condition {@code id}, behind those that are there. */
    public Waiter enter(String id) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(id, lock.newCondition());
            all.computeIfAbsent(id, _ -> new ArrayList<>()).add(waiter);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** Before {@code waiter} looks at the rows. */
    public void ready(Waiter waiter) {
        lock.lock();
        try {
            waiter.woken = false;
            waiter.uses |= waiter.alone;
            waiter.alone = false;
        } finally {
            lock.unlock();
        }
    }

    /** After {@code waiter} has looked at the rows, and seen them: what woke it before that is spent. */
    public void looked(Waiter waiter) {
        lock.lock();
        try {
            waiter.uses = false;
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until {@code waiter} is woken, has been since it was ready, or {@code nanos} are over. */
    public void sleep(Waiter waiter, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!waiter.woken && left > 0) {
                left = waiter.changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a signal for one is left over that nobody here can use. */
    public boolean leave(Waiter waiter) {
        lock.lock();
        try {
            List<Waiter> others = all.get(waiter.id);
            if (others != null && others.remove(waiter) && others.isEmpty()) {
                all.remove(waiter.id);
            }
            boolean over = false;
            if (waiter.alone) {
                over |= !wakeOne(waiter.id);
            }
            if (waiter.uses) {
                over |= !wakeOne(waiter.id);
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody at condition {@code id} has not been woken. */
    public boolean isAwaited(String id) {
        lock.lock();
        try {
            return at(id).stream().anyMatch(waiter -> !waiter.woken);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the one who waits longest; returns whether there was one who had not been woken. */
    public boolean wakeOne(String id) {
        lock.lock();
        try {
            for (Waiter waiter : at(id)) {
                if (!waiter.woken) {
                    waiter.alone = true;
                    wake(waiter);
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    public void wakeAll(String id) {
        lock.lock();
        try {
            at(id).forEach(ClusterWaiters::wake);
        } finally {
            lock.unlock();
        }
    }

    /** At all conditions. */
    public void wakeEverybody() {
        lock.lock();
        try {
            all.values().forEach(waiters -> waiters.forEach(ClusterWaiters::wake));
        } finally {
            lock.unlock();
        }
    }

    /** How many wait, or look at the rows. For tests. */
    public int size() {
        lock.lock();
        try {
            return all.values().stream().mapToInt(List::size).sum();
        } finally {
            lock.unlock();
        }
    }

    private List<Waiter> at(String id) {
        return all.getOrDefault(id, List.of());
    }

    private static void wake(Waiter waiter) {
        waiter.woken = true;
        waiter.changed.signal();
    }
}
