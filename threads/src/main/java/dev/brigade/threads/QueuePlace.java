package dev.brigade.threads;

import java.util.Objects;

/**
 * A place in a {@link BoundedQueue} that is kept for one item, from {@link BoundedQueue#reserve}: {@link #put} puts it without
 * a wait, {@link #close} gives the place back. What comes second does nothing more.
 *
 * <p>Confined to the thread that reserved it.
 *
 * @param <E> the items of the queue
 */
public final class QueuePlace<E> implements AutoCloseable {
    private final BoundedQueue<E> queue;
    private final HandOff<E> inside;
    private final Activity owner;
    private boolean open = true;

    QueuePlace(BoundedQueue<E> queue, HandOff<E> inside, Activity owner) {
        this.queue = queue;
        this.inside = inside;
        this.owner = owner;
    }

    /** The queue in which it is. */
    public BoundedQueue<E> queue() {
        return queue;
    }

    /**
     * Puts the item into this place. Never waits, and works also if the queue has been closed since: the place was promised.
     *
     * @throws IllegalStateException if the place has been used or given back
     */
    public void put(E item) {
        Objects.requireNonNull(item, () -> "Queue \"" + queue.name() + "\" takes no null");
        if (!open) {
            throw new IllegalStateException(
                    owner + " has used or given back its place in queue \"" + queue.name() + "\"; reserve another");
        }
        owner.before(Step.PUT, queue);
        open = false;
        inside.putReserved(item, owner);
        owner.record(Entry.PUT, owner.itemNumber(), queue);
        owner.after(Step.PUT, queue);
        owner.released(queue);
    }

    /** Gives the place back unless it has been used. */
    @Override
    public void close() {
        if (open) {
            open = false;
            inside.giveBack(owner);
            owner.released(queue);
        }
    }
}
