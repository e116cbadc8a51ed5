package dev.brigade.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The items in a {@link BoundedQueue}, the oldest first, each with the number by which who puts it and who takes it can be told to
 * have met. A ring of two arrays that grows, so that an item costs no object of its own. Guarded by the queue's lock.
 */
final class NumberedItems<E> {
    private static final int FIRST = 16; // a power of two, as each length after it

    private @Nullable Object[] items = new @Nullable Object[FIRST];
    private int[] numbers = new int[FIRST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(E item, int number) {
        if (size == items.length) {
            grow();
        }
        int at = slot(size);
        items[at] = item;
        numbers[at] = number;
        size++;
    }

    /** The oldest item's number; it is there. */
    int oldestNumber() {
        return numbers[head];
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
        for (int i = index; i + 1 < size; i++) {
            items[slot(i)] = items[slot(i + 1)];
            numbers[slot(i)] = numbers[slot(i + 1)];
        }
        size--;
        items[slot(size)] = null;
    }

    private void grow() {
        @Nullable Object[] more = new @Nullable Object[2 * size];
        int[] moreNumbers = new int[2 * size];
        for (int i = 0; i < size; i++) {
            more[i] = items[slot(i)];
            moreNumbers[i] = numbers[slot(i)];
        }
        items = more;
        numbers = moreNumbers;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) & (items.length - 1);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what add has put there
    private E item(int index) {
        return (E) items[slot(index)];
    }
}
