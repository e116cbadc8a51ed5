package dev.brigade.web.consume;

import dev.brigade.data.Work;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.BoundedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the items of a queue are worked on. Immutable.
 *
 * @param threads how many are worked on at once
 * @param retries how often an item whose work failed is tried again
 * @param delay before the second try
 * @param deadline of each try; zero for none
 * @param drains whether what is in the queue is worked on when the application stops
 * @param <T> the items
 */
public record Declaration<T>(
        BoundedQueue<T> queue,
        int threads,
        OfItem<T> consumer,
        TransactionOptions transaction,
        int retries,
        Duration delay,
        Duration deadline,
        Optional<OfFailure<T>> failureHook,
        Optional<OfLeft<T>> handBack,
        boolean drains) {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /** What is done with an item. */
    @FunctionalInterface
    public interface OfItem<T> {
        void run(Work work, T item) throws Exception;
    }

    /** What is done about an item that has finally failed. */
    @FunctionalInterface
    public interface OfFailure<T> {
        void run(Work work, T item, Throwable error) throws Exception;
    }

    /** What is done with the items that are left. */
    @FunctionalInterface
    public interface OfLeft<T> {
        void run(Work work, List<T> items) throws Exception;
    }

    /** The pause after the try of that number, counted from 1: twice as long each time, up to a minute or the first, if that is longer. */
    public Duration delayAfter(int tries) {
        Duration longest = delay.compareTo(LONGEST_DELAY) > 0 ? delay : LONGEST_DELAY;
        Duration doubled = delay;
        for (int i = 1; i < tries && doubled.compareTo(longest) < 0; i++) {
            doubled = doubled.multipliedBy(2);
        }
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
