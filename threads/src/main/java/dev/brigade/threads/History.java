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
 * <p>As long as there is room all are kept. When there is not, the oldest are sifted: those that are {@linkplain
 * Activity#isNotable notable} go on into a queue of their own, of the others a sample does that is spread evenly over the time
 * that is to be remembered, and the rest is thrown away, each activity whole. So the last moments are complete, however much goes
 * on, and of the minute before there is what somebody will ask for.
 *
 * <p>No lock: whoever adds an activity also sifts. The weight of each queue is changed by exactly an activity's weight when it
 * is added and by exactly that when it is polled, and polling hands each activity to one thread; so the sums are right, and when
 * {@link #add} returns the bound is kept. Two threads that sift at once may remove one activity more than was needed. An activity
 * that is being moved is in no queue for a moment.
 */
final class History {
    private static final int NOTABLE_PERCENT = 30;
    private static final int SAMPLE_PERCENT = 20;

    /** A queue and how much is in it. */
    private static final class Part {
        final Queue<Activity> activities = new ConcurrentLinkedQueue<>();
        final AtomicLong weight = new AtomicLong();

        void add(Activity activity, long more) {
            activities.add(activity);
            weight.addAndGet(more);
        }

        @Nullable
        Activity poll() {
            Activity oldest = activities.poll();
            if (oldest != null) {
                weight.addAndGet(-History.weight(oldest));
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
    private final LongAdder lost = new LongAdder();
    private final LongAdder sampledOut = new LongAdder();

    History(RecorderSettings settings) {
        this.settings = settings;
        this.keepNanos = settings.keep().toNanos();
        this.sampledUntil = new AtomicLong(System.nanoTime());
    }

    void add(Activity activity, long now) {
        long overwritten = activity.eventsLost();
        if (overwritten > 0) {
            lost.add(overwritten);
        }
        recent.add(activity, weight(activity));
        while (recent.weight.get() + sample.weight.get() + notable.weight.get() > settings.events() && sift(now)) {
            // until it fits
        }
        forgetOld(now);
    }

    /** Takes the oldest of the recent ones away, or on into another queue; false if there is none. */
    private boolean sift(long now) {
        Activity oldest = recent.poll();
        if (oldest == null) {
            return drop(sample) || drop(notable);
        }
        long own = weight(oldest);
        if (oldest.isNotable()) {
            moveInto(notable, NOTABLE_PERCENT, oldest, own);
        } else if (isOfSample(own, now)) {
            moveInto(sample, SAMPLE_PERCENT, oldest, own);
        } else {
            sampledOut.increment();
            thrownAway(oldest, own);
        }
        return true;
    }

    private void moveInto(Part part, int percent, Activity activity, long own) {
        part.add(activity, own);
        long most = (long) settings.events() * percent / 100;
        while (part.weight.get() > most && drop(part)) {
            // until it fits
        }
    }

    private boolean drop(Part part) {
        Activity oldest = part.poll();
        if (oldest == null) {
            return false;
        }
        thrownAway(oldest, weight(oldest));
        return true;
    }

    private void thrownAway(Activity activity, long own) {
        lost.add(own);
        activity.forget();
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
        Activity oldest = part.activities.peek();
        while (oldest != null && now - endedNanos(oldest) > keepNanos) {
            // Another thread may have polled it meanwhile, and this one then gets the next, hardly younger.
            Activity polled = part.poll();
            if (polled == null) {
                return;
            }
            polled.forget();
            oldest = part.activities.peek();
        }
    }

    /** Weakly consistent: one may come twice, when it is moved meanwhile. Of each queue the oldest first. */
    Iterable<Activity> activities() {
        // the recent ones first: what is moved on meanwhile is met there later
        return () -> Stream.of(recent, sample, notable)
                .flatMap(part -> part.activities.stream())
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

    /** Its begin, its end, and what its log still has. */
    private static long weight(Activity activity) {
        return 2 + activity.eventsWritten() - activity.eventsLost();
    }
}
