package dev.brigade.threads;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The activities that have ended, within the bounds of {@link RecorderSettings}. Safe from any thread.
 *
 * <p>As long as there is room all are kept. When there is not, or so much goes on that there will not be, the oldest are sifted:
 * those that are {@linkplain Activity#isNotable notable} go on into a queue of their own, of the others a sample does that is spread
 * evenly over the time that is to be remembered, and the rest is thrown away, each activity whole. So the last moments are
 * complete, however much goes on, and of the minute before there is what somebody will ask for.
 *
 * <p>Not to wait until there is no room matters on a busy server: what is remembered is copied by each collection until it is old,
 * and when half a second of a busy server was, that took most of the time that recording cost. So the last moments get a tenth
 * of the room if more happens than will fit, and a few requests of it once that has gone on for some seconds.
 *
 * <p>No lock: whoever adds an activity also sifts. The weight of each queue is changed by exactly an activity's weight when it
 * is added and by exactly that when it is polled, and polling hands each activity to one thread; so the sums are right, and when
 * {@link #add} returns the bound is kept. Two threads that sift at once may remove one activity more than was needed. An activity
 * that is being moved is in no queue for a moment.
 */
final class History {
    private static final int NOTABLE_PERCENT = 30;
    private static final int SAMPLE_PERCENT = 10;
    /** As much of the last moments is kept in a short rush, however fast it comes. */
    private static final int RECENT_PERCENT = 10;

    /** A rush is long, when what came would fill so much of the memory at the pace that fits. */
    private static final int LONG_RUSH_PERCENT = 50;

    /** It counts no further, so that it is no long one any more when a tenth of the time to be remembered was calm. */
    private static final int MOST_RUSH_PERCENT = 60;

    /** As much of the last moments is kept in a long rush. */
    private static final int FEWEST_RECENT = 1000;

    /** A log of at least so many events is thrown away with its activity's place here, in case others still know the activity. */
    private static final int LONG_LOG = 64;

    /**
     * What is asked of each activity before it is forgotten, beside each other: by then the activity itself and its log have long left
     * the processor's caches, and to look at them again would cost more than to have recorded them.
     */
    private record Ended(Activity activity, long weight, long nanos, boolean isNotable, boolean mustForget) {
        static Ended of(Activity activity, long now) {
            long written = activity.eventsWritten();
            return new Ended(
                    activity,
                    2 + written - activity.eventsLost(), // its begin, its end, and what its log still has
                    now,
                    activity.isNotable(),
                    activity.namesOthers() || written >= LONG_LOG);
        }

        void forget() {
            if (mustForget) {
                activity.forget();
            }
        }
    }

    /** A queue and how much is in it. */
    private static final class Part {
        final Queue<Ended> all = new ConcurrentLinkedQueue<>();
        final AtomicLong weight = new AtomicLong();

        void add(Ended one) {
            all.add(one);
            weight.addAndGet(one.weight());
        }

        @Nullable
        Ended poll() {
            Ended oldest = all.poll();
            if (oldest != null) {
                weight.addAndGet(-oldest.weight());
            }
            return oldest;
        }
    }

    private final RecorderSettings settings;
    private final long keepNanos;
    private final Part recent = new Part();
    private final Part notable = new Part();
    private final Part sample = new Part();
    private final AtomicLong sampledUntil; // nanoTime up to which the sample has had its share
    private final AtomicLong dueUntil; // nanoTime up to which what came so far would have come, at the pace that fits
    private final LongAdder lost = new LongAdder();
    private final LongAdder sampledOut = new LongAdder();

    History(RecorderSettings settings) {
        this.settings = settings;
        this.keepNanos = settings.keep().toNanos();
        this.sampledUntil = new AtomicLong(System.nanoTime());
        this.dueUntil = new AtomicLong(sampledUntil.get());
    }

    void add(Activity activity, long now) {
        long overwritten = activity.eventsLost();
        if (overwritten > 0) {
            lost.add(overwritten);
        }
        Ended ended = Ended.of(activity, now);
        recent.add(ended);
        long recently = recentlyAtMost(rush(ended.weight(), now));
        while ((isFull() || recent.weight.get() > recently) && sift(now)) {
            // until it fits
        }
        forgetOld(now);
    }

    private boolean isFull() {
        return recent.weight.get() + sample.weight.get() + notable.weight.get() > settings.events();
    }

    /**
     * For how long, in nanoseconds, nothing would have to come for all to have come at a pace at which all of the time that is to be
     * remembered fits, with one more of that weight. Source: the virtual scheduling algorithm of ITU-T I.371.
     */
    private long rush(long weight, long now) {
        long each = keepNanos / Math.max(1, settings.events());
        long most = keepNanos / 100 * MOST_RUSH_PERCENT;
        long due = dueUntil.updateAndGet(until -> Math.min(Math.max(0, until - now) + each * weight, most) + now);
        return due - now;
    }

    /** How much of the last moments is kept. */
    private long recentlyAtMost(long rush) {
        long onePercent = keepNanos / 100;
        if (rush < onePercent * RECENT_PERCENT) {
            return Long.MAX_VALUE;
        }
        long part = (long) settings.events() * RECENT_PERCENT / 100;
        return rush < onePercent * LONG_RUSH_PERCENT ? Math.max(FEWEST_RECENT, part) : FEWEST_RECENT;
    }

    /** Takes the oldest of the recent ones away, or on into another queue; false if there is none. */
    private boolean sift(long now) {
        Ended oldest = recent.poll();
        if (oldest == null) {
            return drop(sample) || drop(notable);
        }
        if (oldest.isNotable()) {
            moveInto(notable, NOTABLE_PERCENT, oldest);
        } else if (isOfSample(oldest.weight(), now)) {
            moveInto(sample, SAMPLE_PERCENT, oldest);
        } else {
            sampledOut.increment();
            thrownAway(oldest);
        }
        return true;
    }

    private void moveInto(Part part, int percent, Ended one) {
        part.add(one);
        long most = (long) settings.events() * percent / 100;
        while (part.weight.get() > most && drop(part)) {
            // until it fits
        }
    }

    private boolean drop(Part part) {
        Ended oldest = part.poll();
        if (oldest == null) {
            return false;
        }
        thrownAway(oldest);
        return true;
    }

    private void thrownAway(Ended one) {
        lost.add(one.weight());
        one.forget();
    }

    /** Whether the sample has not had its share of the time so far: it may grow by its bound within the time that is remembered. */
    private boolean isOfSample(long own, long now) {
        long most = Math.max(1, (long) settings.events() * SAMPLE_PERCENT / 100);
        long until = sampledUntil.get();
        if (until - now > 0) {
            return false;
        }
        long from = now - until > keepNanos ? now - keepNanos : until; // a silence is made up for, but not without end
        return sampledUntil.compareAndSet(until, from + keepNanos / most * own);
    }

    /** Removes what is older than the settings say. */
    void forgetOld(long now) {
        forgetOld(recent, now);
        forgetOld(sample, now);
        forgetOld(notable, now);
    }

    private void forgetOld(Part part, long now) {
        Ended oldest = part.all.peek();
        while (oldest != null && now - oldest.nanos() > keepNanos) {
            // Another thread may have polled it meanwhile, and this one then gets the next, hardly younger.
            Ended polled = part.poll();
            if (polled == null) {
                return;
            }
            polled.forget();
            oldest = part.all.peek();
        }
    }

    /** Weakly consistent: one may come twice, when it is moved meanwhile. Of each queue the oldest first. */
    Iterable<Activity> activities() {
        // the recent ones first: what is moved on meanwhile is met there later
        return () -> Stream.of(recent, sample, notable)
                .flatMap(part -> part.all.stream())
                .map(Ended::activity)
                .iterator();
    }

    long lost() {
        return lost.sum();
    }

    /** How many activities were thrown away in favour of others that are worth more, or of a sample. */
    long sampledOut() {
        return sampledOut.sum();
    }

    static long endedNanos(Activity activity) {
        return activity.status().sinceNanos();
    }
}
