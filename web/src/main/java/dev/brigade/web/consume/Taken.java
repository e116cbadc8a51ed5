package dev.brigade.web.consume;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An item that was taken from its queue, until it is settled: worked on, finally failed, or left to be handed back. Safe from
 * any thread.
 *
 * <p>Settled once: whoever {@link #claim}s it does so. That is its worker, except when its work was cut off so that it can
 * never commit, and the worker does not notice: then it is the thread that stops the application.
 */
final class Taken<T> {
    private static final int LONGEST_TEXT = 100;

    private final T item;
    private final long number;
    private final int itemNumber;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final long sinceNanos = System.nanoTime();
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger lostConnections = new AtomicInteger();
    private volatile boolean heldUp;
    private volatile @Nullable WorkRun run;
    private volatile CountDownLatch ended = new CountDownLatch(0);

    /**
     * @param number in the order in which items were taken
     * @param itemNumber under which its queue had it
     */
    Taken(T item, long number, int itemNumber) {
        this.itemNumber = itemNumber;
        this.item = item;
        this.number = number;
    }

    T item() {
        return item;
    }

    long number() {
        return number;
    }

    /** Under which its queue had it. */
    int itemNumber() {
        return itemNumber;
    }

    /** How often its work was begun; what runs again after a conflict, or since the database was away, does not count. */
    int tries() {
        return tries.get();
    }

    /** {@link System#nanoTime()} when it was taken. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** A try begins; by whoever has it in hand, after the one before has ended. */
    void begins(WorkRun next) {
        ended = new CountDownLatch(1);
        run = next;
        heldUp = false;
        tries.incrementAndGet();
    }

    /** The try that has ended does not count, since the database was away; by its worker. */
    void holdUp(boolean byLostConnection) {
        heldUp = true;
        tries.decrementAndGet();
        if (byLostConnection) {
            losesConnection();
        }
    }

    /** One more. */
    void losesConnection() {
        lostConnections.incrementAndGet();
    }

    /** Whether its last try did not count. */
    boolean wasHeldUp() {
        return heldUp;
    }

    /** How many of its tries have lost their connection. */
    int lostConnections() {
        return lostConnections.get();
    }

    /** Its work goes on with another run: that of the failure hook. */
    void continues(WorkRun next) {
        run = next;
    }

    /** What is done about it at this moment, or was done last. */
    Optional<WorkRun> run() {
        return Optional.ofNullable(run);
    }

    /** Whether the caller, and nobody else, settles it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }

    /** The try has ended, or nobody shall wait for its end any more. */
    void ends() {
        ended.countDown();
    }

    /** Waits until the try has ended. */
    void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The item for people, in one line; never throws, since it is the application's code that is asked. */
    static String text(Object item) {
        String text;
        try {
            text = String.valueOf(item).replaceAll("\\s+", " ");
        } catch (RuntimeException | Error e) {
            text = item.getClass().getName() + " whose toString() failed";
        }
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    @Override
    public String toString() {
        return text(item);
    }
}
