package dev.brigade.web;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one route run when their transactions meet conflicts: freely at first; from their second run on one
 * after the other, in the <i>lane</i>; and while the lane is crowded, newcomers wait at its <i>entrance</i>. So the more
 * conflicts there are, the fewer run at once, and each request goes in its turn: with backoff instead, those that are
 * unlucky run dozens of times while newcomers overtake them.
 *
 * <p><b>States of a request.</b> <i>Free</i> (counted nowhere), <i>at the entrance</i> (in {@code entrance}), <i>queued</i>
 * (in {@code queue}), <i>in turn</i> ({@code turnTaken}, one at a time). Everything is changed under {@code guard}. A waiter is
 * taken out of its queue in the same step in which it is granted, so it can't be granted twice, and one that is interrupted
 * finds out under {@code guard} whether it has been granted meanwhile; then it passes its turn on.
 *
 * <p><b>Nobody waits for ever.</b> A request queues at the entrance only while the lane holds more than {@code CROWDED}, so
 * some request is in turn then. Each that leaves lets the next one in; it looks at {@code waiting}, which is volatile, and
 * which was true before the last of those that it could have missed began to wait. Whoever is let in leaves, too.
 *
 * <p>When there are no conflicts, entering and leaving are two volatile reads each.
 */
final class Lane implements MeetingPoint {
    /** So many in the lane mean that most newcomers would only meet a conflict too. */
    private static final int CROWDED = 4;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
    }

    private final String name;
    private final ReentrantLock guard = new ReentrantLock();
    // guarded by guard; the volatile ones are read without it on the fast path
    private final Deque<Waiter> entrance = new ArrayDeque<>();
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private boolean turnTaken;
    private volatile int crowd; // queued or in turn
    private volatile boolean waiting; // somebody is at the entrance

    Lane(String name) {
        this.name = name;
    }

    @Override
    public Kind kind() {
        return Kind.LOCK;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Before a request's first run; waits while the lane is crowded.
     *
     * @throws InterruptedException if interrupted while it waits; then it must not {@link #leave}
     */
    void enter() throws InterruptedException {
        if (crowd <= CROWDED && !waiting) {
            return;
        }
        Waiter waiter = new Waiter();
        guard.lock();
        try {
            if (crowd <= CROWDED && entrance.isEmpty()) {
                return;
            }
            entrance.add(waiter);
            waiting = true;
        } finally {
            guard.unlock();
        }
        if (!granted(waiter)) {
            guard.lock();
            try {
                if (entrance.remove(waiter)) {
                    waiting = !entrance.isEmpty();
                } else {
                    letIn();
                }
            } finally {
                guard.unlock();
            }
            throw new InterruptedException("Interrupted at the entrance of " + name);
        }
    }

    /**
     * After a request's first run has met a conflict; waits for its turn.
     *
     * @throws InterruptedException if interrupted while it waits; then it must not {@link #leave}
     */
    void queue() throws InterruptedException {
        Waiter waiter = new Waiter();
        guard.lock();
        try {
            boolean free = !turnTaken;
            turnTaken = true;
            if (!free) {
                queue.add(waiter);
            }
            count();
            if (free) {
                return;
            }
        } finally {
            guard.unlock();
        }
        if (!granted(waiter)) {
            guard.lock();
            try {
                if (queue.remove(waiter)) {
                    count();
                    letIn();
                } else {
                    endTurn();
                }
            } finally {
                guard.unlock();
            }
            throw new InterruptedException("Interrupted in " + name);
        }
    }

    /**
     * After a request's last run.
     *
     * @param inTurn whether it has been in the lane
     */
    void leave(boolean inTurn) {
        if (!inTurn && !waiting) {
            return;
        }
        guard.lock();
        try {
            if (inTurn) {
                endTurn();
            } else {
                letIn();
            }
        } finally {
            guard.unlock();
        }
    }

    /** How many are queued or in turn. */
    int crowd() {
        return crowd;
    }

    /** How many wait at the entrance. */
    int atEntrance() {
        guard.lock();
        try {
            return entrance.size();
        } finally {
            guard.unlock();
        }
    }

    private void endTurn() {
        Waiter next = queue.poll();
        turnTaken = next != null;
        count();
        if (next != null) {
            grant(next);
        }
        letIn();
    }

    private void count() {
        crowd = queue.size() + (turnTaken ? 1 : 0);
    }

    /** One for each that leaves; two when the lane is empty, so that more run at once again where there is no conflict. */
    private void letIn() {
        int places = crowd == 0 ? 2 : 1;
        while (places-- > 0 && crowd <= CROWDED) {
            Waiter next = entrance.poll();
            if (next == null) {
                break;
            }
            grant(next);
        }
        waiting = !entrance.isEmpty();
    }

    private static void grant(Waiter waiter) {
        waiter.granted = true;
        LockSupport.unpark(waiter.thread);
    }

    /** Waits; false if interrupted before it was granted. */
    private boolean granted(Waiter waiter) {
        Activity activity = Activity.current();
        @Nullable Status before = waiter.granted ? null : activity.enter(State.WAITS_FOR_LOCK, this, "");
        try {
            while (!waiter.granted) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    return false;
                }
            }
            return true;
        } finally {
            if (before != null) {
                activity.leave(before);
            }
        }
    }
}
