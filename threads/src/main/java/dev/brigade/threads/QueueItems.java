package dev.brigade.threads;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Over the items that a queue had at one moment. Confined to one thread. */
final class QueueItems<E> implements Iterator<E> {
    private final Iterator<E> copy;
    private final Consumer<E> removal;
    private @Nullable E last;

    /** @param removal takes that very item out of the queue, if it is still there */
    QueueItems(List<E> copy, Consumer<E> removal) {
        this.copy = copy.iterator();
        this.removal = removal;
    }

    @Override
    public boolean hasNext() {
        return copy.hasNext();
    }

    @Override
    public E next() {
        E next = copy.next();
        last = next;
        return next;
    }

    @Override
    public void remove() {
        E item = last;
        if (item == null) {
            throw new IllegalStateException("remove() without next()");
        }
        last = null;
        removal.accept(item);
    }
}
