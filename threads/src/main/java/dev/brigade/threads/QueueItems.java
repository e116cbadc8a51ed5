package dev.brigade.threads;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Over the items that a queue had at one moment. Confined to one thread. */
final class QueueItems<E> implements Iterator<E> {
    private final HandOff<E> inside;
    private final Iterator<E> copy;
    private @Nullable E last;

    QueueItems(HandOff<E> inside) {
        this.inside = inside;
        this.copy = inside.copy().iterator();
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
    @SuppressWarnings("ReferenceEquality") // this item, not one like it
    public void remove() {
        E item = last;
        if (item == null) {
            throw new IllegalStateException("remove() without next()");
        }
        last = null;
        inside.removeFirst(each -> each == item);
    }
}
