package dev.brigade.web;

import dev.brigade.threads.BoundedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The work of an application that no request asks for, as it is declared while the application is built, by one thread. */
final class DeclaredWork {
    private final List<Consumption<?>> consumptions = new ArrayList<>();
    private final List<App.StartHook> startHooks = new ArrayList<>();

    <T> Consumption<T> consume(BoundedQueue<T> queue, int threads, App.Consumer<? super T> consumer) {
        if (consumptions.stream().anyMatch(one -> one.queue().equals(queue))) {
            throw new IllegalStateException("Queue \"" + queue.name()
                    + "\" is consumed already; give that more threads, or a queue of its own to each kind of item");
        }
        Consumption<T> consumption = new Consumption<>(queue, threads, consumer);
        consumptions.add(consumption);
        return consumption;
    }

    void onStart(App.StartHook hook) {
        startHooks.add(hook);
    }

    List<Consumption<?>> consumptions() {
        return consumptions;
    }

    List<App.StartHook> startHooks() {
        return startHooks;
    }

    /**
     * The longest that a transaction of this work may be expected to send nothing.
     *
     * @param unlimited for work that has no deadline
     * @param margin beyond each deadline
     */
    Duration longestTransaction(Duration unlimited, Duration margin) {
        Duration longest = Duration.ZERO;
        for (Consumption<?> consumption : consumptions) {
            Duration needed = consumption.deadline().isZero()
                    ? unlimited
                    : consumption.deadline().plus(margin);
            longest = needed.compareTo(longest) > 0 ? needed : longest;
        }
        return longest;
    }
}
