package dev.brigade.web;

import dev.brigade.threads.BoundedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The work of an application that no request asks for, as it is declared while the application is built, by one thread. */
final class DeclaredWork {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final List<Consumption<?>> consumptions = new ArrayList<>();
    private final List<WorkHandler> startHooks = new ArrayList<>();
    private final List<WorkHandler> stopHooks = new ArrayList<>();
    private final Map<String, Every> periodic = new LinkedHashMap<>();

    /** What is done every so often. */
    record Every(Duration period, WorkHandler work) {}

    <T> Consumption<T> consume(
            BoundedQueue<T> queue,
            int threads,
            App.Consumer<? super T> consumer,
            BiConsumer<String, Object> handedOver) {
        if (consumptions.stream().anyMatch(one -> one.queue().equals(queue))) {
            throw new IllegalStateException("Queue \"" + queue.name()
                    + "\" is consumed already; give that more threads, or a queue of its own to each kind of item");
        }
        Consumption<T> consumption = new Consumption<>(queue, threads, consumer, handedOver);
        consumptions.add(consumption);
        return consumption;
    }

    void onStart(WorkHandler hook) {
        startHooks.add(hook);
    }

    void onStop(WorkHandler hook) {
        stopHooks.add(hook);
    }

    void every(Duration period, String name, WorkHandler body) {
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("\"" + name + "\" can't be done every " + period + "; say " + SHORTEST
                    + " to " + LONGEST.toDays() + " days");
        }
        if (name.isBlank() || periodic.putIfAbsent(name, new Every(period, body)) != null) {
            throw new IllegalArgumentException(
                    "What is done every " + period + " needs a name of its own for logs, and \"" + name + "\" is "
                            + (name.isBlank() ? "none" : "taken"));
        }
    }

    Map<String, Every> periodic() {
        return periodic;
    }

    List<WorkHandler> stopHooks() {
        return stopHooks;
    }

    List<Consumption<?>> consumptions() {
        return consumptions;
    }

    List<WorkHandler> startHooks() {
        return startHooks;
    }

    /**
     * The longest that a transaction of this work may be expected to send nothing.
     *
     * @param unlimited for work that has no deadline
     * @param margin beyond each deadline
     */
    Duration longestTransaction(Duration unlimited, Duration margin) {
        Duration longest = periodic.isEmpty() ? Duration.ZERO : unlimited;
        for (Consumption<?> consumption : consumptions) {
            Duration needed = consumption.deadline().isZero()
                    ? unlimited
                    : consumption.deadline().plus(margin);
            longest = needed.compareTo(longest) > 0 ? needed : longest;
        }
        return longest;
    }
}
