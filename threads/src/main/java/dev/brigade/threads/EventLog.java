package dev.brigade.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one activity did, as numbers and references in a ring, so that recording costs a few stores and no allocation.
 *
 * <p>One thread writes (the activity's own) until the activity has {@linkplain #end ended}; any thread reads, at any moment, and never
 * makes the writer wait. The ring starts small, doubles up to {@link #MOST}, and then overwrites its oldest entry; {@link #lost} says
 * how many are gone.
 *
 * <p>Why a reader sees only whole entries: entry {@code n} is stored first and then published by {@code written = n + 1}
 * with release; the reader takes {@code written} with acquire, so all entries below it are whole. Once the ring is full,
 * entry {@code n} overwrites {@code n - MOST}. The writer's release fence makes {@code written = n} visible before any
 * part of entry {@code n}; so a reader that copied something of entry {@code n} reads {@code written >= n} afterwards, and
 * drops {@code n - MOST} and all before it. A ring that is not of full size is never overwritten, only replaced: a reader
 * that holds the old one has all entries it may read, since it read {@code written} before it read the ring. A copy of the ring
 * is put in its place before an entry is stored in it that the old one has no room for, and so before that is published. At first
 * there is none, and again when the log is {@linkplain #forget forgotten}.
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

    private static final Ring NONE = new Ring(0);

    // of the activity's own thread: the arrays of the ring
    private long[] codes = NONE.codes();
    private long[] times = NONE.times();
    private @Nullable Object[] places = NONE.places();
    private @Nullable Object[] others = NONE.others();
    private volatile Ring ring = NONE;
    private long written; // read by others with acquire
    private boolean ended; // of the activity's own thread
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
        long index = written;
        int slot = Ring.slot(index);
        if (slot < codes.length || grow()) {
            namesOthers |= other instanceof Activity;
            VarHandle.releaseFence(); // the last value of written is visible before any part of this entry
            codes[slot] = code;
            times[slot] = nanos;
            refer(places, slot, at);
            refer(others, slot, other);
            WRITTEN.setRelease(this, index + 1);
        }
    }

    /**
     * Most entries have neither time nor other: what an older entry has left in their place is not read. This is done so often that
     * it is short, and has what is seldom out of its way.
     */
    private void addBare(long code, MeetingPoint at) {
        long index = written;
        int slot = Ring.slot(index);
        long[] all = codes;
        if (slot < all.length) {
            VarHandle.releaseFence();
            all[slot] = code;
            refer(places, slot, at);
            WRITTEN.setRelease(this, index + 1);
        } else if (grow()) {
            addBare(code, at);
        }
    }

    /** Makes room for the next entry; false if there will be no more. */
    private boolean grow() {
        if (ended) {
            return false;
        }
        Ring larger = ring.grown();
        codes = larger.codes(); // now there is memory for all of them, which must be of one length
        times = larger.times();
        places = larger.places();
        others = larger.others();
        ring = larger;
        return true;
    }

    /** Takes no more from now on; of the activity's own thread. */
    void end() {
        ended = true;
        codes = NONE.codes();
        times = NONE.times();
        places = NONE.places();
        others = NONE.others();
    }

    /** Throws what was written away, after the {@link #end}. */
    void forget() {
        ring = NONE;
    }

    /** Often the place holds the same already: then the collector's barrier is spared. */
    @SuppressWarnings("ReferenceEquality")
    private static void refer(@Nullable Object[] all, int slot, @Nullable Object to) {
        if (all[slot] != to) {
            all[slot] = to;
        }
    }

    boolean namesOthers() {
        return namesOthers;
    }

    /** How many entries were written in all. */
    long written() {
        return (long) WRITTEN.getAcquire(this);
    }

    /** How many entries were overwritten and can't be read any more. */
    long lost() {
        return Math.max(0, written() - (MOST - 1));
    }

    /**
     * Adds what came after the first {@code from} entries to {@code events}, oldest first, and returns how many there are in all
     * with these. Safe from any thread.
     */
    long read(Activity activity, long from, List<? super Event> events) {
        long end = written(); // before the ring: see above
        Ring copy = ring.copy();
        VarHandle.acquireFence(); // all of the copy was read before written is read again
        long writtenSince = written();
        if (copy.size() == 0) {
            return end; // nothing was written, or it is forgotten
        }
        long begin = copy.size() < MOST ? 0 : Math.max(0, writtenSince - (MOST - 1));
        for (long i = Math.max(from, begin); i < end; i++) {
            events.add(copy.event(activity, i));
        }
        return end;
    }

    /** For each entry its code, its time, where it was, and the other. */
    private record Ring(
            long[] codes,
            long[] times,
            @Nullable Object[] places,
            @Nullable Object[] others) {

        Ring(int size) {
            this(new long[size], new long[size], new @Nullable Object[size], new @Nullable Object[size]);
        }

        int size() {
            return codes.length;
        }

        Ring copy() {
            return new Ring(codes.clone(), times.clone(), places.clone(), others.clone());
        }

        Ring grown() {
            int longer = Math.max(FIRST, 2 * size());
            return new Ring(
                    Arrays.copyOf(codes, longer),
                    Arrays.copyOf(times, longer),
                    Arrays.copyOf(places, longer),
                    Arrays.copyOf(others, longer));
        }

        Event event(Activity activity, long index) {
            int slot = slot(index);
            if (!(places[slot] instanceof MeetingPoint point)) {
                throw new IllegalStateException("Entry " + index + " of the log of " + activity + " is not whole");
            }
            return Entry.event(activity, codes[slot], times[slot], point, others[slot]);
        }

        /** In a ring of full size; in a smaller one there is none yet that would go round. */
        static int slot(long index) {
            return (int) index & (MOST - 1);
        }
    }
}
