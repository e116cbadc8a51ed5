package dev.brigade.threads;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The activities that have ended, oldest first, within the bounds of {@link RecorderSettings}. Safe from any thread.
 *
 * <p>No lock: whoever adds an activity also removes what is too old or too much. {@code weight} is changed by exactly an
 * activity's weight when it is added and by exactly that when it is polled, and polling hands each activity to one thread;
 * so the sum is right, and when {@link #add} returns the bound is kept. Two threads that trim at once may remove one
 * activity more than was needed.
 */
final class History {
    private final RecorderSettings settings;
    private final long keepNanos;
    private final Queue<Activity> ended = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final LongAdder lost = new LongAdder();

    History(RecorderSettings settings) {
        this.settings = settings;
        this.keepNanos = settings.keep().toNanos();
    }

    void add(Activity activity, long now) {
        long overwritten = activity.eventsLost();
        if (overwritten > 0) {
            lost.add(overwritten);
        }
        ended.add(activity);
        long sum = weight.addAndGet(weight(activity));
        while (sum > settings.events()) {
            Activity oldest = ended.poll();
            if (oldest == null) {
                return;
            }
            sum = weight.addAndGet(-weight(oldest));
            lost.add(weight(oldest));
            oldest.forget();
        }
        forgetOld(now);
    }

    /** Removes what is older than the settings say. */
    void forgetOld(long now) {
        Activity oldest = ended.peek();
        while (oldest != null && now - endedNanos(oldest) > keepNanos) {
            // Another thread may have polled it meanwhile, and this one then gets the next, hardly younger.
            Activity polled = ended.poll();
            if (polled == null) {
                return;
            }
            weight.addAndGet(-weight(polled));
            polled.forget();
            oldest = ended.peek();
        }
    }

    /** Oldest first, weakly consistent. */
    Iterable<Activity> activities() {
        return ended;
    }

    long lost() {
        return lost.sum();
    }

    static long endedNanos(Activity activity) {
        return activity.status().sinceNanos();
    }

    /** Its begin, its end, and what its log still has. */
    private static long weight(Activity activity) {
        return 2 + activity.eventsWritten() - activity.eventsLost();
    }
}
