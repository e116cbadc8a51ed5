package dev.brigade.check.race;

import static dev.brigade.check.race.VectorClock.epoch;
import static dev.brigade.check.race.VectorClock.threadOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data races of one run after the other: pairs of accesses that nothing orders, even if this run had them one after the
 * other and all went well.
 *
 * <p>The algorithm is FastTrack (Flanagan and Freund, "FastTrack: efficient and precise dynamic race detection", PLDI 2009). What
 * it reports is a race, always. If a place has races, one of them is reported at the very access that makes the first; those that
 * come after it at the same place may be missed. One thing differs from the paper: a release adds to what its object hands on and
 * doesn't replace it, so that the countdowns of a latch or the writers of a volatile field come together.
 *
 * <p>Confined to one thread. Holds the objects of a run until the next {@link #begin}.
 */
public final class RaceDetector {
    /** Stands for the whole object where others name a field. */
    private static final Object WHOLE = new Object();

    private VectorClock[] threads = {};
    /** What everybody knows. */
    private final VectorClock published = new VectorClock();

    private final Cells<Accesses> places = new Cells<>(Accesses::new);
    private final Cells<Released> syncs = new Cells<>(Released::new);
    private final List<Race> races = new ArrayList<>();
    private final Set<Long> reported = new HashSet<>();

    /** Forgets all of the last run. Costs what that run touched; memory is kept for the next. */
    public void begin() {
        for (int thread = 0; thread < threads.length; thread++) {
            threads[thread].clear();
            threads[thread].set(thread, 1);
        }
        published.clear();
        places.clear();
        syncs.clear();
        if (!races.isEmpty()) {
            races.clear();
            reported.clear();
        }
    }

    /** What {@code parent} did until now comes before all that {@code child} does from now on. */
    public void fork(int parent, int child) {
        clock(child).join(clock(parent));
        advance(parent);
    }

    /** What {@code ended} did until now comes before all that {@code waiter} does from now on. */
    public void join(int waiter, int ended) {
        clock(waiter).join(clock(ended));
        advance(ended);
    }

    /** What {@code thread} did until now comes before all that anybody does from now on. */
    public void publish(int thread) {
        published.join(clock(thread));
        for (VectorClock other : threads) {
            other.join(published);
        }
        advance(thread);
    }

    /** What others did before they released {@code sync}, by identity, comes before all that {@code thread} does from now on. */
    public void acquire(int thread, Object sync) {
        acquire(thread, sync, WHOLE);
    }

    /** What {@code thread} did until now comes before all that those do who acquire {@code sync}, by identity, from now on. */
    public void release(int thread, Object sync) {
        release(thread, sync, WHOLE);
    }

    /** As {@link #acquire(int, Object)} for one of several things that an object has, such as a volatile field that is read. */
    public void acquire(int thread, @Nullable Object owner, Object field) {
        Released released = syncs.find(owner, field);
        if (released != null) {
            clock(thread).join(released.clock);
        }
    }

    /** As {@link #release(int, Object)} for one of several things that an object has, such as a volatile field that is written. */
    public void release(int thread, @Nullable Object owner, Object field) {
        syncs.get(owner, field).clock.join(clock(thread));
        advance(thread);
    }

    /**
     * A thread reads.
     *
     * @param owner the object or array, by identity; null for a static field
     * @param field the field or element of it, by equality
     * @param site where in the code
     */
    public void read(int thread, @Nullable Object owner, Object field, int site) {
        Accesses place = places.get(owner, field);
        VectorClock clock = clock(thread);
        int time = clock.at(thread);
        long now = epoch(thread, time);
        if (place.read == now || (place.shared && place.readTime(thread) == time)) {
            return;
        }
        if (!clock.covers(place.write)) {
            report(place, threadOf(place.write), place.writeSite, true, thread, site, false);
        }
        if (!place.shared && clock.covers(place.read)) {
            place.read = now;
            place.readSite = site;
            return;
        }
        if (!place.shared) {
            place.share();
        }
        place.addRead(thread, time, site);
    }

    /**
     * A thread writes.
     *
     * @param owner the object or array, by identity; null for a static field
     * @param field the field or element of it, by equality
     * @param site where in the code
     */
    public void write(int thread, @Nullable Object owner, Object field, int site) {
        Accesses place = places.get(owner, field);
        VectorClock clock = clock(thread);
        long now = epoch(thread, clock.at(thread));
        if (place.write == now) {
            return;
        }
        if (!clock.covers(place.write)) {
            report(place, threadOf(place.write), place.writeSite, true, thread, site, true);
        }
        if (place.shared) {
            for (int reader = 0; reader < place.readers(); reader++) {
                if (place.readTime(reader) > clock.at(reader)) {
                    report(place, reader, place.readSite(reader), false, thread, site, true);
                }
            }
            // whoever comes next and is ordered after this write is ordered after these reads too
            place.forgetReads();
        } else if (!clock.covers(place.read)) {
            report(place, threadOf(place.read), place.readSite, false, thread, site, true);
        }
        place.write = now;
        place.writeSite = site;
    }

    /** The races of this run in the order in which they came, each pair of sites once. */
    public List<Race> races() {
        return List.copyOf(races);
    }

    private void report(
            Accesses place,
            int firstThread,
            int firstSite,
            boolean firstWrites,
            int secondThread,
            int secondSite,
            boolean secondWrites) {
        long sites = (long) Math.min(firstSite, secondSite) << Integer.SIZE
                | Integer.toUnsignedLong(Math.max(firstSite, secondSite));
        if (reported.add(sites)) {
            races.add(new Race(
                    place.owner,
                    place.field,
                    firstThread,
                    firstSite,
                    firstWrites,
                    secondThread,
                    secondSite,
                    secondWrites));
        }
    }

    /** What the thread does from now on is not known to who knows what it did until now. */
    private void advance(int thread) {
        clock(thread).set(thread, clock(thread).at(thread) + 1);
    }

    private VectorClock clock(int thread) {
        return thread < threads.length ? threads[thread] : newClock(thread);
    }

    private VectorClock newClock(int thread) {
        int known = threads.length;
        threads = Arrays.copyOf(threads, thread + 1);
        for (int added = known; added <= thread; added++) {
            threads[added] = new VectorClock();
            threads[added].join(published);
            threads[added].set(added, 1);
        }
        return threads[thread];
    }
}
