package dev.brigade.threads;

import dev.brigade.threads.QueueWaiter.Patience;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue with a name, whose waiters can be seen, and which can be closed. Safe from any thread.
 *
 * <p>Fair, by hand-off ({@link HandOff}): who waits is served in the order of arrival, and nobody overtakes.
 *
 * <p><b>Closing.</b> {@link #close} ends the queue in good order: from then on nothing can be put, what is in it can still
 * be taken, and then those who take learn that it is over. A consumer's loop is:
 *
 * {@snippet :
 * BoundedQueue<String> pass = new BoundedQueue<>("pass", 20);
 * pass.put("soup");
 * pass.close();
 * for (var item = pass.takeUnlessClosed(); item.isPresent(); item = pass.takeUnlessClosed()) {
 *     System.out.println(item.get());
 * }
 * }
 *
 * @param <E> the items; never null
 */
public final class BoundedQueue<E> extends AbstractQueue<E> implements BlockingQueue<E>, MeetingPoint {
    private final String name;
    private final int capacity;
    private final HandOff<E> inside;
    private volatile @Nullable Service service;

    /** Who takes from the queue for a living. */
    private record Service(Supplier<List<Activity>> workers, int threads) {}

    /**
     * @throws IllegalArgumentException if the name is blank or the capacity is less than 1
     */
    public BoundedQueue(String name, int capacity) {
        this.name = Names.checked("queue", name);
        this.capacity = Names.positive("Queue", name, "places", capacity);
        this.inside = new HandOff<>(this, capacity);
    }

    @Override
    public Kind kind() {
        return Kind.QUEUE;
    }

    @Override
    public String name() {
        return name;
    }

    /** How many items it holds at most. */
    public int capacity() {
        return capacity;
    }

    /** Who waits for room, the longest waiting first. Weakly consistent. */
    public List<Activity> waitingToPut() {
        return inside.putters();
    }

    /** Who waits for an item, the longest waiting first. Weakly consistent. */
    public List<Activity> waitingToTake() {
        return inside.takers();
    }

    /**
     * Says who takes from the queue as long as it is open, so that {@link #servers} can tell.
     *
     * @param workers who works on items at this moment; called by any thread, quick, and takes no locks
     * @param threads how many items are worked on at once; fewer workers mean that one is free
     */
    public void servedBy(Supplier<List<Activity>> workers, int threads) {
        service = new Service(workers, threads);
    }

    /** Who can make room in the queue; empty if nobody has {@linkplain #servedBy said} who takes from it. */
    public Optional<QueueServers> servers() {
        return Optional.ofNullable(service).map(known -> {
            List<Activity> all = new ArrayList<>(known.workers().get());
            boolean idle = all.size() < known.threads() || !inside.takers().isEmpty();
            all.addAll(inside.reservers());
            return new QueueServers(all, idle);
        });
    }

    /** Any of its {@link #servers}, if all of them are busy. */
    @Override
    public Blockers blockers(int need) {
        return servers()
                .filter(known -> !known.idle())
                .map(known -> new Blockers(
                        known.activities().stream().collect(Collectors.toMap(one -> one, _ -> 1, Integer::sum)), need))
                .orElse(Blockers.UNKNOWN);
    }

    public boolean isClosed() {
        return inside.isClosed();
    }

    /**
     * Closes the queue: who waits to put or puts later gets a {@link QueueClosedException} and keeps its item; what is in
     * the queue can be taken. Closing twice does nothing more.
     */
    public void close() {
        inside.close();
    }

    /**
     * Puts the item, waiting for room if there is none.
     *
     * @throws QueueClosedException if the queue is closed, or is closed during the wait
     */
    @Override
    public void put(E item) throws InterruptedException {
        put(item, Patience.ENDLESS, interruptibly());
    }

    /**
     * Puts the item if there is room within that time.
     *
     * @throws QueueClosedException if the queue is closed, or is closed during the wait
     */
    @Override
    public boolean offer(E item, long time, TimeUnit unit) throws InterruptedException {
        return put(item, Patience.of(time, unit), interruptibly());
    }

    /**
     * Puts the item if there is room at this moment.
     *
     * @throws QueueClosedException if the queue is closed
     */
    @Override
    public boolean offer(E item) {
        try {
            return put(item, Patience.NONE, Activity.current());
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted without a wait", e);
        }
    }

    /**
     * Puts the item if there is room at this moment.
     *
     * @throws QueueClosedException if the queue is closed
     * @throws IllegalStateException if it is full
     */
    @Override
    public boolean add(E item) {
        if (!offer(item)) {
            throw new IllegalStateException("Queue \"" + name + "\" is full: it holds " + capacity
                    + " items. Wait with put(), answer a refused offer(), or give it more places");
        }
        return true;
    }

    /**
     * Keeps a place for an item that is not to be put yet, waiting for one within that time: so what puts the item later can't
     * be held up or refused. The place counts as taken until its item has been taken, or it is given back.
     *
     * @return empty if there was no place in time
     * @throws QueueClosedException if the queue is closed, or is closed during the wait
     */
    public Optional<QueuePlace<E>> reserve(long time, TimeUnit unit) throws InterruptedException {
        Activity me = interruptibly();
        me.before(Step.TRY_ACQUIRE, this);
        return switch (inside.reserve(Patience.of(time, unit), me)) {
            case PUT -> {
                me.acquired(this);
                yield Optional.of(new QueuePlace<>(this, inside, me));
            }
            case FULL -> Optional.empty();
            case CLOSED -> throw closed(me);
        };
    }

    /**
     * Takes the oldest item, waiting for one if there is none.
     *
     * @throws QueueClosedException if the queue is closed and has no items left, or gets so during the wait
     */
    @Override
    public E take() throws InterruptedException {
        E item = take(Patience.ENDLESS, interruptibly());
        if (item == null) {
            throw new QueueClosedException(
                    "Queue \"" + name + "\" is closed and drained; to end without an exception use takeUnlessClosed()");
        }
        return item;
    }

    /** Takes the oldest item, waiting for one if there is none; empty if the queue is closed and has no items left. */
    public Optional<E> takeUnlessClosed() throws InterruptedException {
        return Optional.ofNullable(take(Patience.ENDLESS, interruptibly()));
    }

    /** Takes the oldest item; null if there is none within that time, or the queue is closed and has no items left. */
    @Override
    public @Nullable E poll(long time, TimeUnit unit) throws InterruptedException {
        return take(Patience.of(time, unit), interruptibly());
    }

    @Override
    public @Nullable E poll() {
        try {
            return take(Patience.NONE, Activity.current());
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted without a wait", e);
        }
    }

    @Override
    public @Nullable E peek() {
        return look(inside::peek);
    }

    @Override
    public int size() {
        return look(inside::size);
    }

    /** How many items have been put since it was made; begins anew after four thousand million. */
    public long puts() {
        return inside.come();
    }

    @Override
    public int remainingCapacity() {
        return capacity - look(() -> inside.size() + inside.reserved());
    }

    /** Takes what is in it, and of those that waited to put when it began; so it ends, however fast others put. */
    @Override
    public int drainTo(Collection<? super E> to) {
        return drainTo(to, Integer.MAX_VALUE);
    }

    /** As {@link #drainTo(Collection)}, at most so many. */
    @Override
    @SuppressWarnings("ReferenceEquality") // this queue, not one like it
    public int drainTo(Collection<? super E> to, int most) {
        if (to == this) {
            throw new IllegalArgumentException("Queue \"" + name + "\" can't be drained into itself");
        }
        Objects.requireNonNull(to, "Drained into nothing");
        int there = Math.min(most, look(inside::available));
        int taken = 0;
        for (; taken < there; taken++) {
            E item = poll();
            if (item == null) {
                break;
            }
            to.add(item);
        }
        return taken;
    }

    /** Removes what {@link #drainTo(Collection)} would take. */
    @Override
    public void clear() {
        for (int left = look(inside::available); left > 0 && poll() != null; left--) {
            // until all that was there is gone
        }
    }

    @Override
    public boolean remove(@Nullable Object item) {
        return removeFirst(each -> each.equals(item));
    }

    /** Over the items of this moment. Its {@code remove} removes that very item, if it is still in the queue. */
    @Override
    @SuppressWarnings("ReferenceEquality") // this item, not one like it
    public Iterator<E> iterator() {
        return new QueueItems<>(look(inside::copy), item -> removeFirst(each -> each == item));
    }

    @Override
    public String toString() {
        int reserved = inside.reserved();
        return "queue \"" + name + "\" with " + inside.size() + " of " + capacity + " places taken"
                + (reserved > 0 ? ", " + reserved + " reserved" : "")
                + (isClosed() ? ", closed" : "");
    }

    private boolean removeFirst(Predicate<? super E> which) {
        Activity me = Activity.current();
        me.before(Step.TAKE, this);
        boolean removed = inside.removeFirst(which);
        if (removed) {
            me.after(Step.TAKE, this);
        }
        return removed;
    }

    private <T extends @Nullable Object> T look(Supplier<T> what) {
        Activity me = Activity.current();
        me.before(Step.LOOK, this);
        T seen = what.get();
        me.after(Step.LOOK, this);
        return seen;
    }

    private boolean put(E item, Patience patience, Activity me) throws InterruptedException {
        Objects.requireNonNull(item, () -> "Queue \"" + name + "\" takes no null");
        me.before(Step.PUT, this);
        return switch (inside.put(item, patience, me)) {
            case PUT -> {
                me.record(Entry.PUT, me.itemNumber(), this);
                me.after(Step.PUT, this);
                yield true;
            }
            case FULL -> false;
            case CLOSED -> throw closed(me);
        };
    }

    private QueueClosedException closed(Activity me) {
        return new QueueClosedException("Queue \"" + name + "\" is closed, and " + me
                + " wants to put an item into it; stop those that put before it is closed");
    }

    private @Nullable E take(Patience patience, Activity me) throws InterruptedException {
        me.before(Step.TAKE, this);
        E item = inside.take(patience, me);
        if (item != null) {
            me.record(Entry.TAKEN, me.itemNumber(), this);
            me.after(Step.TAKE, this);
        }
        return item;
    }

    private static Activity interruptibly() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Activity.current();
    }
}
