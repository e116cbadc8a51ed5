package dev.brigade.threads;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The order of arrival at something fair, when an interrupt throws somebody out of the queue who goes on to wait: a wait that
 * can be broken is interruptible inside, and {@code java.util.concurrent} then forgets the thread's place.
 *
 * <p>{@code lost} has those that have come too early or too late: who was thrown out, from before it queues again until it ends; and
 * who got the thing before it, gave it back, and queues again. Whoever gets the thing while one is there that began to wait
 * earlier does so too. So the queue turns until the earliest is at its head. That one never gives it back, so somebody always
 * goes on; and once nobody is lost the queue is in order. Safe from any thread: each changes its own entry only.
 */
final class KeptPlaces {

    private static final long PAUSE_NANOS = 1_000;

    private final AtomicReference<Set<Wait>> lost =
            new AtomicReference<>(Set.of()); // copied, for it is nearly always empty

    /**
     * As {@link Wait#uninterruptibly}, in turn.
     *
     * @param undo gives back at once what an attempt got
     */
    void uninterruptibly(Wait wait, Wait.Attempt attempt, Runnable undo) {
        try {
            wait.uninterruptibly(
                    () -> {
                        try {
                            return inTurn(wait, attempt, undo);
                        } catch (InterruptedException e) {
                            lose(wait); // it comes again
                            throw e;
                        }
                    },
                    undo);
        } finally {
            find(wait);
        }
    }

    /** As {@link Wait#by}, interruptible and in turn. */
    boolean interruptibly(Wait wait, Wait.Attempt attempt, Runnable undo) throws InterruptedException {
        try {
            return wait.by(true, () -> inTurn(wait, attempt, undo), undo);
        } finally {
            find(wait);
        }
    }

    private boolean inTurn(Wait wait, Wait.Attempt attempt, Runnable undo) throws InterruptedException {
        while (attempt.run()) {
            Set<Wait> others = lost.get();
            if (others.isEmpty() || others.stream().noneMatch(other -> isEarlier(other, wait))) {
                return true;
            }
            try {
                lose(wait);
            } finally {
                undo.run();
            }
            LockSupport.parkNanos(PAUSE_NANOS); // it may be that nobody has queued yet
        }
        return false;
    }

    private void lose(Wait wait) {
        lost.updateAndGet(now -> {
            Set<Wait> with = new HashSet<>(now);
            with.add(wait);
            return with;
        });
    }

    private void find(Wait wait) {
        Set<Wait> all = lost.get();
        if (!all.isEmpty() && all.contains(wait)) { // put there by this thread, or not at all
            lost.updateAndGet(now -> {
                Set<Wait> without = new HashSet<>(now);
                without.remove(wait);
                return without;
            });
        }
    }

    private static boolean isEarlier(Wait one, Wait other) {
        return one.sinceNanos() - other.sinceNanos() < 0;
    }
}
