package dev.brigade.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one activity did, as numbers and references in a ring, so that recording costs a few stores and no allocation.
 *
 * <p>One thread writes (the activity's own); any thread reads, at any moment, and never makes the writer wait. The ring
 * starts small, doubles up to {@link #MOST}, and then overwrites its oldest entry; {@link #lost} says how many are gone.
 *
 * <p>Why a reader sees only whole entries: entry {@code n} is stored first and then published by {@code written = n + 1}
 * with release; the reader takes {@code written} with acquire, so all entries below it are whole. Once the ring is full,
 * entry {@code n} overwrites {@code n - MOST}. The writer's release fence makes {@code written = n} visible before any
 * part of entry {@code n}; so a reader that copied something of entry {@code n} reads {@code written >= n} afterwards, and
 * drops {@code n - MOST} and all before it. A ring that is not of full size is never overwritten, only replaced: a reader
 * that holds the old one has all entries it may read, since it read {@code written} before it read the ring.
 */
final class EventLog {

    /** Entries in a full ring, a power of two. The oldest is always about to be overwritten and not read. */
    static final int MOST = 1024;

    /** What most requests need. */
    private static final int FIRST = 8;

    private static final VarHandle WRITTEN;

    static {
        try {
            WRITTEN = MethodHandles.lookup().findVarHandle(EventLog.class, "written", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Ring ring = new Ring(FIRST);
    private volatile long written;
    private boolean namesOthers; // of the activity's own thread, and of who knows that it has ended

    /** Of the activity's own thread only. {@code other} is what the entry's kind says: an activity, a text or nothing. */
    void add(Entry entry, int number, MeetingPoint at, @Nullable Object other) {
        if (other == null) {
            addBare(entry.untimed(number), at);
        } else {
            add(Entry.withOther(entry.untimed(number)), 0, at, other);
        }
    }

    /** As {@link #add(Entry, int, MeetingPoint, Object)}, with the time. */
    void add(Entry entry, int number, MeetingPoint at, @Nullable Object other, long nanos) {
        add(other == null ? entry.timed(number) : Entry.withOther(entry.timed(number)), nanos, at, other);
    }

    private void add(long code, long nanos, MeetingPoint at, @Nullable Object other) {
        namesOthers |= other instanceof Activity;
        long index = written;
        Ring to = room(index);
        VarHandle.releaseFence(); // the last value of written is visible before any part of this entry
        to.store(index, code, nanos, at, other);
        WRITTEN.setRelease(this, index + 1);
    }

    /** Most entries have neither time nor other: what an older entry has left in their place is not read. */
    private void addBare(long code, MeetingPoint at) {
        long index = written;
        Ring to = room(index);
        VarHandle.releaseFence();
        to.store(index, code, at);
        WRITTEN.setRelease(this, index + 1);
    }

    private Ring room(long index) {
        Ring to = ring;
        if (index == to.size() && index < MOST) {
            to = to.doubled();
            ring = to;
        }
        return to;
    }

    boolean namesOthers() {
        return namesOthers;
    }

    /** How many entries were written in all. */
    long written() {
        return written;
    }

    /** How many entries were overwritten and can't be read any more. */
    long lost() {
        return Math.max(0, written - (MOST - 1));
    }

    /**
     * Adds what came after the first {@code from} entries to {@code events}, oldest first, and returns how many there are in all
     * with these. Safe from any thread.
     */
    long read(Activity activity, long from, List<? super Event> events) {
        long end = written; // before the ring: see above
        Ring copy = ring.copy();
        VarHandle.acquireFence(); // all of the copy was read before written is read again
        long writtenSince = written;
        long begin = copy.size() < MOST ? 0 : Math.max(0, writtenSince - (MOST - 1));
        for (long i = Math.max(from, begin); i < end; i++) {
            events.add(copy.event(activity, i));
        }
        return end;
    }

    /** Two numbers (code, time) and two references (where, other) for each entry. */
    private static final class Ring {
        private final long[] numbers;
        private final @Nullable Object[] references;

        Ring(int size) {
            this(new long[2 * size], new @Nullable Object[2 * size]);
        }

        private Ring(long[] numbers, @Nullable Object[] references) {
            this.numbers = numbers;
            this.references = references;
        }

        int size() {
            return numbers.length / 2;
        }

        Ring doubled() {
            return new Ring(
                    Arrays.copyOf(numbers, 2 * numbers.length), Arrays.copyOf(references, 2 * references.length));
        }

        Ring copy() {
            return new Ring(numbers.clone(), references.clone());
        }

        void store(long index, long code, long nanos, MeetingPoint at, @Nullable Object other) {
            int slot = slot(index);
            numbers[slot] = code;
            numbers[slot + 1] = nanos;
            refer(slot, at);
            refer(slot + 1, other);
        }

        void store(long index, long code, MeetingPoint at) {
            int slot = slot(index);
            numbers[slot] = code;
            refer(slot, at);
        }

        /** Often the place holds the same already: then the collector's barrier is spared. */
        @SuppressWarnings("ReferenceEquality")
        private void refer(int slot, @Nullable Object to) {
            if (references[slot] != to) {
                references[slot] = to;
            }
        }

        Event event(Activity activity, long index) {
            int slot = slot(index);
            Object at = references[slot];
            if (!(at instanceof MeetingPoint point)) {
                throw new IllegalStateException("Entry " + index + " of the log of " + activity + " is not whole");
            }
            return Entry.event(activity, numbers[slot], numbers[slot + 1], point, references[slot + 1]);
        }

        private int slot(long index) {
            return 2 * ((int) index & (size() - 1));
        }
    }
}
