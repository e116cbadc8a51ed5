package dev.brigade.web.admission;

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
 * How the requests of one route run when their transactions meet conflicts. As long as there are none the lane is
 * <i>open</i> and nothing is counted. With a conflict it becomes as {@linkplain Width wide} as pays: so many requests run at
 * once, newcomers wait at its entrance in order of arrival, without a connection. Who has met a conflict keeps its place and
 * runs again at once, since the one that it met has just committed. Who has met {@link #PATIENCE} goes <i>alone</i>: nobody
 * else begins a run until it has ended. So a request runs a few times, not dozens of times while others overtake it.
 *
 * <p><b>States of a turn.</b> <i>Uncounted</i>: it began while the lane was open. <i>At the entrance</i>: in {@code
 * entrance}. <i>Running</i>: counted in {@code running}. <i>Held up</i>: in {@code again} and counted, since it keeps its
 * place. <i>Alone</i>: running, and {@code alone}. <i>Out</i>. All is changed under {@code guard}. A waiter is taken out of
 * its queue in the step that grants it, so none is granted twice, and one that is interrupted finds out under {@code guard}
 * whether it was granted meanwhile, and gives up what it has.
 *
 * <p><b>Nobody waits for ever.</b> Each change ends with {@link #letIn}. After it, somebody is held up only while another
 * goes alone, and somebody is at the entrance only while one goes alone or as many run as there are places, one at least
 * of which is not held up. Whoever runs leaves, and lets in.
 *
 * <p><b>Nobody overtakes.</b> {@code open} becomes true only when nobody goes alone, and then all who wait are let in before
 * {@code guard} is released; so who finds it true passes nobody. Requests that began uncounted run out in a moment; one that
 * meets a conflict is counted from then on, even if that is one more than there are places.
 *
 * <p>When there are no conflicts, entering is a volatile read and leaving reads a field of the thread's own.
 *
 * <p>Rejected, since measured to be slower on one row or on ten: all further runs one after the other while others run
 * freely (the one in turn loses dozens of times against newcomers), and backoff.
 */
public final class Lane implements MeetingPoint {
    /** So many conflicts of one request are bad luck enough. */
    static final int PATIENCE = 4;

    private final String name;
    private final ReentrantLock guard = new ReentrantLock();
    // guarded by guard; open is read without it on the fast path
    private final Deque<Turn> entrance = new ArrayDeque<>();
    private final Deque<Turn> again = new ArrayDeque<>();
    private final Width width = new Width();
    private int running;
    private @Nullable Turn alone;
    private volatile boolean open = true;

    public Lane(String name) {
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

    /** One request's way through the lane. Confined to its thread, but for {@code granted}. */
    public final class Turn {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
        private boolean counted;
        private int conflicts;

        private Turn() {}

        /**
         * After a run has met a conflict; waits while another goes alone.
         *
         * @throws InterruptedException if interrupted while it waits; then it is out
         */
        public void again() throws InterruptedException {
            guard.lock();
            try {
                conflicts++;
                width.narrow();
                open = false;
                if (!counted) {
                    counted = true;
                    running++;
                }
                if (isAlone(this)) {
                    return;
                }
                granted = false;
                again.add(this);
                letIn();
            } finally {
                guard.unlock();
            }
            await(this);
        }

        /** After the last run. Does nothing if it is out. */
        public void leave() {
            if (!counted) {
                return;
            }
            guard.lock();
            try {
                width.widen();
                end(this);
            } finally {
                guard.unlock();
            }
        }
    }

    /**
     * Before a request's first run; waits while there is no place.
     *
     * @throws InterruptedException if interrupted while it waits
     */
    public Turn enter() throws InterruptedException {
        Turn turn = new Turn();
        if (open) {
            return turn;
        }
        guard.lock();
        try {
            if (open) {
                return turn;
            }
            turn.counted = true;
            entrance.add(turn);
            letIn();
        } finally {
            guard.unlock();
        }
        await(turn);
        return turn;
    }

    /** How many have a place: run, or wait to run again. */
    int running() {
        guard.lock();
        try {
            return running;
        } finally {
            guard.unlock();
        }
    }

    /** How many wait, at the entrance or to run again. */
    int waiting() {
        guard.lock();
        try {
            return entrance.size() + again.size();
        } finally {
            guard.unlock();
        }
    }

    /** How many may run at once; the requests that began while it was open are not counted. */
    int places() {
        guard.lock();
        try {
            return width.places();
        } finally {
            guard.unlock();
        }
    }

    /** Grants all that may be granted now: first those that run again, then newcomers. */
    private void letIn() {
        open = width.isOpen() && alone == null;
        while (alone == null && !again.isEmpty()) {
            Turn next = again.remove();
            if (next.conflicts >= PATIENCE) {
                alone = next;
                open = false;
            }
            grant(next);
        }
        while (alone == null && !entrance.isEmpty() && (open || running < width.places())) {
            running++;
            grant(entrance.remove());
        }
    }

    private static void grant(Turn turn) {
        turn.granted = true;
        LockSupport.unpark(turn.thread);
    }

    /** Takes a turn out, wherever it is. */
    private void end(Turn turn) {
        if (!entrance.remove(turn)) {
            again.remove(turn);
            running--;
            if (isAlone(turn)) {
                alone = null;
            }
        }
        turn.counted = false;
        letIn();
    }

    @SuppressWarnings("ReferenceEquality") // a turn is equal to itself only
    private boolean isAlone(Turn turn) {
        return alone == turn;
    }

    private void await(Turn turn) throws InterruptedException {
        if (turn.granted) {
            return;
        }
        Activity activity = Activity.current();
        Status before = activity.enter(State.WAITS_FOR_LOCK, this, "");
        try {
            while (!turn.granted) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    giveUp(turn);
                    throw new InterruptedException("Interrupted in " + name);
                }
            }
        } finally {
            activity.leave(before);
        }
    }

    private void giveUp(Turn turn) {
        guard.lock();
        try {
            end(turn);
        } finally {
            guard.unlock();
        }
    }
}
