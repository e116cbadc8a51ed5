package dev.brigade.threads;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One wait of an activity for what others hold, from {@link Activity#awaits} to {@link #end}, which another thread may break
 * because it can't end otherwise.
 *
 * <p><b>Lives.</b> <i>Waiting</i> → <i>over</i>, by its own thread, or by who gives it what it waits for; or <i>waiting</i> → <i>breaking</i> → <i>broken</i>, by one
 * other thread. The first step is a compare-and-set, so just one of the two happens. Who breaks it interrupts the thread between
 * <i>breaking</i> and <i>broken</i>; the thread's own {@link #end} waits for <i>broken</i> and takes the interrupt back. So the
 * interrupt never reaches what the thread does next. (An interrupt that somebody else sends in these few instructions
 * is taken for ours.)
 *
 * <p><b>What is known of a thread that waits.</b> Between two moments at which the same wait is {@linkplain #isOn on}, its
 * thread has acquired nothing and let nothing go. That makes a deadlock that is seen in between a deadlock indeed.
 */
public final class Wait {

    private sealed interface Life {
        record Waiting() implements Life {}

        record Over() implements Life {}

        record Breaking(DeadlockException why) implements Life {}

        record Broken(DeadlockException why) implements Life {}
    }

    private static final Life WAITING = new Life.Waiting();
    private static final Life OVER = new Life.Over();
    private static final long POLL_NANOS = 100_000;

    /** One attempt to get what is waited for; a thread that is interrupted gives it up. */
    @FunctionalInterface
    interface Attempt {
        /** Returns whether it was got; false if the time was over. */
        boolean run() throws InterruptedException;
    }

    private final Activity activity;
    private final MeetingPoint at;
    private final int need;
    private final boolean timed;
    private final long since;
    private final Thread thread = Thread.currentThread();
    private final Status before;
    private final AtomicReference<Life> life = new AtomicReference<>(WAITING);

    Wait(Activity activity, MeetingPoint at, int need, boolean timed, long since, Status before) {
        this.activity = activity;
        this.at = at;
        this.need = need;
        this.timed = timed;
        this.since = since;
        this.before = before;
    }

    public Activity activity() {
        return activity;
    }

    public MeetingPoint at() {
        return at;
    }

    /** How many units it needs; what a unit is, the meeting point knows. */
    public int need() {
        return need;
    }

    /** Whether it ends by itself, after a time that the program has chosen: then it is no part of a deadlock. */
    public boolean isTimed() {
        return timed;
    }

    /** {@link System#nanoTime()} when it began. */
    public long sinceNanos() {
        return since;
    }

    /** Whether it goes on, and nobody has broken it. */
    public boolean isOn() {
        return life.get() instanceof Life.Waiting;
    }

    /** Whether it has been broken; for its own thread, when it wakes. */
    public Optional<DeadlockException> broken() {
        return Optional.ofNullable(why());
    }

    /**
     * Ends it with {@code why}, from any thread; returns false if it is over, or is about to end because its thread was
     * interrupted. Should what it waits for arrive at the same moment, the thread goes on as if nothing had been.
     */
    public boolean breakWith(DeadlockException why) {
        Life breaking = new Life.Breaking(why);
        if (thread.isInterrupted() || !life.compareAndSet(WAITING, breaking)) {
            return false;
        }
        try {
            thread.interrupt();
        } finally {
            life.set(new Life.Broken(why));
        }
        return true;
    }

    /**
     * Says that it has been given what it waits for, though its thread may not know yet: it blocks nobody any more, and
     * can't be broken. Of who gives it.
     */
    void given() {
        life.compareAndSet(WAITING, OVER);
    }

    /** It is over, however it ended: the activity does again what it did before. Of its own thread. */
    public void end() {
        if (!life.compareAndSet(WAITING, OVER) && !(life.get() instanceof Life.Over)) {
            while (life.get() instanceof Life.Breaking) {
                Thread.interrupted(); // or parking would end at once
                LockSupport.parkNanos(POLL_NANOS);
            }
            Thread.interrupted();
        }
        activity.endWait(before);
    }

    /**
     * Waits by {@code attempt}, which is interrupted when the wait is broken. Of its own thread; ends the wait.
     *
     * @param interruptible if not, an interrupt is kept for afterwards
     * @param undo gives back what was got, if the end of the wait can't be told of: who gets an error has nothing
     * @throws DeadlockException if it was broken
     */
    boolean by(boolean interruptible, Attempt attempt, Runnable undo) throws InterruptedException {
        boolean interrupted = false;
        boolean got = false;
        try {
            while (true) {
                try {
                    got = attempt.run();
                    return got;
                } catch (InterruptedException e) {
                    DeadlockException why = why();
                    if (why != null) {
                        throw why;
                    }
                    if (interruptible) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            try {
                end();
                got = false; // now it is the caller's
            } finally {
                if (got) {
                    undo.run();
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** As {@link #by}, not interruptible. */
    void uninterruptibly(Attempt attempt, Runnable undo) {
        try {
            by(false, attempt, undo);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted in a wait that keeps interrupts", e);
        }
    }

    private @Nullable DeadlockException why() {
        return switch (life.get()) {
            case Life.Breaking(DeadlockException why) -> why;
            case Life.Broken(DeadlockException why) -> why;
            case Life.Waiting(), Life.Over() -> null;
        };
    }

    @Override
    public String toString() {
        return activity + " waits for " + at;
    }
}
