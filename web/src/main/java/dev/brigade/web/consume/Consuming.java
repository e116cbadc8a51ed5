package dev.brigade.web.consume;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.queues.ConsumerTotals;
import dev.brigade.web.queues.ConsumerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes items from one queue and has each {@linkplain Tries tried} on a thread of its own.
 *
 * <p><b>Threads.</b> Each <i>taker</i> takes an item, waits for one of the {@code slots}, of which there are as many as takers,
 * starts the item's own thread and waits for its end. A slot is what limits how many items are worked on at once. An item that
 * has failed and is tried again leaves its slot and its taker, and waits on a thread of its own, first for the time and then
 * for a slot; if already as many wait as {@code waitingPlaces} allows, or the database is away, it keeps its slot and waits in it. So what is out of
 * the queue and not settled is bounded: one item for each taker, and as many as wait for their next try.
 *
 * <p><b>Items.</b> An item is {@code inHand} from when it was taken until it is settled, once: it has
 * succeeded, has finally failed, or is left when the application stops.
 *
 * <p><b>Stop.</b> By one thread, in the order {@link #beginStop}, {@link #isQuiet} until it is, {@link #closeQueue}, {@link
 * #hasEnded} until it has; {@link #cutOff} until it has, if one of these takes too long; {@link #settleRest}. Takers are not interrupted: they go on until the
 * queue is closed and empty; or, if nothing more is begun, until they have the next item, which is left. From then on the
 * thread that stops makes room, but only for those whose work it waits for ({@link #relieve}).
 */
final class Consuming<T> {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** More than any number of those that wait for a slot, and not so many that the semaphore would overflow. */
    private static final int SLOTS_FOR_ALL = 1 << 30;

    /** Before something is tried again that the database, or a lack of memory, has kept from being begun. */
    private static final long WHILE_IT_PASSES = TimeUnit.MILLISECONDS.toNanos(500);

    /** Starts a thread of that name, or throws: there may be no memory for one. */
    @FunctionalInterface
    interface Threads {
        void start(String name, Runnable body);
    }

    private final Resources resources;
    private final Declaration<T> declared;
    private final Threads threads;
    private final BoundedQueue<T> queue;
    private final ConsumerCounts counts = new ConsumerCounts();
    private final Semaphore slots;
    private final Semaphore waitingPlaces;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final InHand<T> inHand = new InHand<>();
    private final Stopping stopping = new Stopping();
    private final Tries<T> tries;
    private final List<Thread> takers = new ArrayList<>(); // of the thread that starts and then of the one that stops
    private final List<Activity> takersAsSeen = new CopyOnWriteArrayList<>();

    Consuming(Resources resources, Declaration<T> declared, Threads threads) {
        this.resources = resources;
        this.declared = declared;
        this.threads = threads;
        this.queue = declared.queue();
        this.slots = new Semaphore(declared.threads(), true);
        this.waitingPlaces = new Semaphore(queue.capacity());
        this.tries = new Tries<>(resources, declared, threads, counts, inHand, stopping, () -> pause(WHILE_IT_PASSES));
    }

    void start() {
        queue.servedBy(tries::activities, declared.threads());
        for (int i = 1; i <= declared.threads(); i++) {
            takers.add(Thread.ofVirtual()
                    .name("takes from " + queue.name() + ", " + i)
                    .start(this::takeAll));
        }
    }

    private void takeAll() {
        takersAsSeen.add(Activity.current());
        boolean more = true;
        while (more) {
            try {
                more = takeOne();
            } catch (InterruptedException e) {
                // nobody of ours sends one
            } catch (RuntimeException
                    | Error e) { // no memory, say: without its takers the queue would fill up for good
                tellAndPause(e);
            }
        }
    }

    /** Does not throw, though all of it takes memory. */
    private void tellAndPause(Throwable failure) {
        try {
            FailureLog.tell(() -> LOG.error("Nothing could be taken from queue \"{}\"", queue.name(), failure));
            pause(WHILE_IT_PASSES);
        } catch (RuntimeException | Error e) {
            // no memory for the words, nor to wait: it tries again at once
        }
    }

    /** Returns whether there may be another. */
    private boolean takeOne() throws InterruptedException {
        Optional<T> item = queue.takeUnlessClosed();
        if (item.isEmpty()) {
            return false;
        }
        counts.taken.increment();
        inSlot(inHand.take(item.get(), Activity.current().itemNumber()));
        return !worksOnNothing(); // so those who would put without end wait for room, as ever
    }

    private void inSlot(Taken<T> taken) {
        slots.acquireUninterruptibly();
        try {
            workUntilSettled(taken);
        } finally {
            slots.release();
        }
    }

    /** Or until it waits for its next try elsewhere. */
    private void workUntilSettled(Taken<T> taken) {
        while (true) {
            if (!mayBegin()) {
                inHand.leave(taken);
                return;
            }
            boolean heldUp;
            try {
                heldUp = !tries.run(taken) || taken.wasHeldUp();
            } finally {
                inProgress.decrementAndGet();
            }
            if (taken.isClaimed()) {
                return;
            }
            long delay = heldUp
                    ? WHILE_IT_PASSES
                    : declared.delayAfter(taken.tries()).toNanos();
            if (!heldUp && waitsElsewhere(taken, delay)) {
                return;
            }
            if (!pause(delay)) {
                inHand.leave(taken);
                return;
            }
        }
    }

    /** False if as many do so as may, or there is no memory for a thread: then it waits where it is. */
    private boolean waitsElsewhere(Taken<T> taken, long delay) {
        if (!waitingPlaces.tryAcquire()) {
            return false;
        }
        boolean started = false;
        try {
            threads.start("waits to try an item of " + queue.name() + " again", () -> later(taken, delay));
            started = true;
        } catch (RuntimeException | Error e) {
            FailureLog.tell(() -> LOG.debug("{} waits for its next try in its slot", taken, e));
        } finally {
            if (!started) {
                waitingPlaces.release();
            }
        }
        return started;
    }

    private void later(Taken<T> taken, long delay) {
        boolean goesOn;
        try {
            goesOn = pause(delay);
        } finally {
            waitingPlaces.release();
        }
        if (goesOn) {
            inSlot(taken);
        } else {
            inHand.leave(taken);
        }
    }

    private boolean pause(long delay) {
        waiting.incrementAndGet();
        try {
            return stopping.pause(delay, declared.drains());
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * Whether work may begin, which counts as in progress from then on. Looked at again after it is counted: so who has begun a
     * stop and then finds nothing in progress knows that nothing will be, unless it drains.
     */
    private boolean mayBegin() {
        if (worksOnNothing()) {
            return false;
        }
        inProgress.incrementAndGet();
        if (worksOnNothing()) {
            inProgress.decrementAndGet();
            return false;
        }
        return true;
    }

    private boolean worksOnNothing() {
        return stopping.isOver() || (stopping.hasBegun() && !declared.drains());
    }

    /** From now on nothing more is begun, unless it drains; and what can't be done before {@code end} is not begun either. */
    void beginStop(long end) {
        stopping.begin(end);
        if (worksOnNothing()) {
            inHand.leaveAll(queue);
        }
    }

    /** If its items are not worked on any more, makes room for those that work on items of other queues, or on requests. */
    void relieve() {
        if (worksOnNothing()
                && queue.waitingToPut().stream().anyMatch(putter -> putter.kind() != Activity.Kind.OTHER)) {
            inHand.leaveAll(queue);
        }
    }

    /**
     * Whether nothing is worked on and nothing to be worked on. If it is said of several at two moments, and none of them has
     * {@linkplain #taken taken} an item in between, it was so for all of them at once.
     */
    boolean isQuiet() {
        if (worksOnNothing()) {
            return inProgress.get() == 0;
        }
        boolean nothingToTake = takersAsSeen.size() == takers.size()
                && queue.waitingToTake().containsAll(takersAsSeen); // somebody waits, so there is no item
        return (nothingToTake && inHand.isEmpty()) || hasEnded();
    }

    /** How many items were taken so far to be worked on. */
    long taken() {
        return worksOnNothing() ? 0 : inHand.taken();
    }

    /** Nothing can be put any more. */
    void closeQueue() {
        queue.close();
    }

    /** Whether the queue is closed, and nothing left of it. */
    boolean hasEnded() {
        return inHand.isEmpty() && takers.stream().noneMatch(Thread::isAlive);
    }

    /** Nothing is worked on any more; what is worked on is rolled back, unless it commits at this moment. */
    void cutOff() {
        if (!stopping.isOver()) {
            stopping.end();
            inHand.leaveAll(queue); // before it is closed, so that those who wait to put get rid of their items
            queue.close();
            slots.release(SLOTS_FOR_ALL);
        }
        inHand.cutOff();
    }

    /** Hands back what is left, or names it in the log; also what is still worked on, since nobody waits for it any more. */
    void settleRest() {
        inHand.abandonAll();
        inHand.leaveAll(queue);
        new Leftovers<>(resources, declared, inHand.removeLeft()).settle();
    }

    ConsumerTotals totals() {
        return new ConsumerTotals(queue.name(), declared.threads(), counts.view(), waiting.get(), tries.size());
    }

    ConsumerView view() {
        return new ConsumerView(
                queue.name(),
                declared.threads(),
                queue.size(),
                queue.capacity(),
                counts.view(),
                waiting.get(),
                tries.view());
    }
}
