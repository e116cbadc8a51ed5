package dev.brigade.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The items in a {@link BoundedQueue}, the oldest first, and their numbers, by which who puts one and who takes it can be told to have
 * met. Guarded by the queue's lock.
 *
 * <p>The items are in a ring that grows, and their numbers follow each other, so that an item costs no object and no place for its
 * number: on two processors each further place that is written with an item costs as much as all the rest. Only once one has
 * been removed from between others are the numbers kept, until the ring is empty.
 */
final class NumberedItems<E> {
    private static final int FIRST = 16; // a power of two, as each length after it

    private @Nullable Object[] items = new @Nullable Object[FIRST];
    private int head;
    private int size;
    private int last; // the number that was given last
    private int @Nullable [] numbers; // as long as the items; null as long as they follow each other

    int size() {
        return size;
    }

    /** How many have come since it was made; after four thousand million it begins anew. */
    long come() {
        return Integer.toUnsignedLong(last);
    }

    /** Returns its number. */
    int add(E item) {
        if (size == items.length) {
            grow();
        }
        int at = slot(size);
        items[at] = item;
        last++;
        if (numbers != null) {
            numbers[at] = last;
        }
        size++;
        return last;
    }

    /** The number of an item that comes and goes at this moment; there are no others. */
    int pass() {
        return ++last;
    }

    /** The oldest item's number; it is there. */
    int oldestNumber() {
        return number(0);
    }

    @Nullable
    E peek() {
        return size == 0 ? null : item(0);
    }

    @Nullable
    E poll() {
        E oldest = peek();
        if (oldest != null) {
            items[head] = null;
            head = slot(1);
            size--;
            if (size == 0) {
                numbers = null;
            }
        }
        return oldest;
    }

    /** Removes the oldest item of which this is true; false if there is none. */
    boolean removeFirst(Predicate<? super E> which) {
        for (int i = 0; i < size; i++) {
            if (which.test(item(i))) {
                remove(i);
                return true;
            }
        }
        return false;
    }

    List<E> copy() {
        List<E> copy = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            copy.add(item(i));
        }
        return copy;
    }

    private void remove(int index) {
        int[] kept = kept();
        for (int i = index; i > 0; i--) {
            items[slot(i)] = items[slot(i - 1)];
            kept[slot(i)] = kept[slot(i - 1)];
        }
        poll();
    }

    private int[] kept() {
        int[] kept = numbers;
        if (kept == null) {
            kept = new int[items.length];
            for (int i = 0; i < size; i++) {
                kept[slot(i)] = number(i);
            }
            numbers = kept;
        }
        return kept;
    }

    private void grow() {
        @Nullable Object[] more = new @Nullable Object[2 * size];
        int[] moreNumbers = numbers == null ? null : new int[2 * size];
        for (int i = 0; i < size; i++) {
            more[i] = items[slot(i)];
            if (moreNumbers != null) {
                moreNumbers[i] = number(i);
            }
        }
        items = more;
        numbers = moreNumbers;
        head = 0;
    }

    private int number(int index) {
        return numbers == null ? last - size + 1 + index : numbers[slot(index)];
    }

    private int slot(int index) {
        return (head + index) & (items.length - 1);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what add has put there
    private E item(int index) {
        return (E) items[slot(index)];
    }
}
