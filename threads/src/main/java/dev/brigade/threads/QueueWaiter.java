package dev.brigade.threads;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One that waits at a {@link BoundedQueue}. What is not final is guarded by the queue's lock. */
final class QueueWaiter<E> {
    final Activity activity;
    private final Condition turn;
    /** What it puts, or what it was given; none if it was turned away, or waits for a place only. */
    @Nullable
    E item;

    /** The item's, once it has been served. */
    int number;

    /** It has been served or turned away, and is no longer among those that wait. */
    boolean done;

    /** It waited for a place only and has it. */
    boolean hasPlace;

    private @Nullable Wait wait; // from its beginning on

    QueueWaiter(Activity activity, Condition turn, @Nullable E item) {
        this.activity = activity;
        this.turn = turn;
        this.item = item;
    }

    /** Gives it the place that it waited for. */
    void hasPlace() {
        hasPlace = true;
        done();
    }

    /** Serves it, or turns it away if {@code item} is null. */
    void done(@Nullable E item, int number) {
        this.item = item;
        this.number = number;
        done();
    }

    /** From now on it waits for nobody, whenever it wakes: a guard must not see it before those that it no longer needs. */
    private void done() {
        done = true;
        if (wait != null) {
            wait.given();
        }
        turn.signal();
    }

    /**
     * Waits until it is done or its patience is over; an interrupt counts only if it is not done, and so does the end of a
     * deadlock.
     */
    void await(Patience patience, Wait wait) throws InterruptedException {
        this.wait = wait;
        try {
            switch (patience) {
                case Patience.None() -> {}
                case Patience.Endless() -> {
                    while (!done) {
                        turn.await();
                    }
                }
                case Patience.Nanos(long nanos) -> {
                    long left = nanos;
                    while (!done && left > 0) {
                        left = turn.awaitNanos(left);
                    }
                }
            }
        } catch (InterruptedException e) {
            Optional<DeadlockException> broken = wait.broken();
            if (!done) {
                if (broken.isPresent()) {
                    throw broken.get();
                }
                throw e;
            }
            if (broken.isEmpty()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long one is ready to wait. */
    sealed interface Patience {
        record None() implements Patience {}

        record Endless() implements Patience {}

        record Nanos(long nanos) implements Patience {}

        Patience NONE = new None();
        Patience ENDLESS = new Endless();

        static Patience of(long time, TimeUnit unit) {
            return time <= 0 ? NONE : new Nanos(unit.toNanos(time));
        }
    }
}
