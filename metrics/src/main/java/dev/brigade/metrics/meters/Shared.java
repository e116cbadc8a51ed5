package dev.brigade.metrics.meters;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.State;
import dev.brigade.web.metering.Measured;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what threads share, by the names of families: what is declared, and what somebody has been seen to hold or to wait for.
 *
 * <p>Safe from any thread. {@code last} is a count that all meters which are read at about the same time have in common; it, and the names for which there are
 * meters, are guarded by this object's monitor, under which they are made too. No thread that is counted ever waits for it.
 */
public final class Shared {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final String LOCKS = "lock";
    private static final String CONDITIONS = "condition";

    private final Reading reading;
    private final Measured measured;
    private final Labels labels;
    private final Set<String> known = new HashSet<>();
    private @Nullable Census last;
    private long lastNanos;

    public Shared(Reading reading, Measured measured, Labels labels) {
        this.reading = reading;
        this.measured = measured;
        this.labels = labels;
    }

    /** Makes the meters of what is known at this moment. */
    public void begin() {
        reading.gauge(
                "http.server.active.requests",
                "Requests that are worked on, or whose answer is being written",
                Tags.empty(),
                () -> look().running(Activity.Kind.REQUEST));
        for (Activity.Kind kind : List.of(Activity.Kind.REQUEST, Activity.Kind.CONSUMER, Activity.Kind.JOB)) {
            for (State state : State.values()) {
                if (state != State.ENDED) {
                    Census.KindInState both = new Census.KindInState(kind, state);
                    reading.gauge(
                            "brigade.activities",
                            "What the threads of requests, consumers and jobs do",
                            Tags.of("kind", text(kind), "state", text(state)),
                            () -> look().states().getOrDefault(both, 0));
                }
            }
        }
        count();
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A count of this moment, or of one just past. */
    private synchronized Census look() {
        Census counted = last;
        return counted == null || System.nanoTime() - lastNanos > FRESH ? count() : counted;
    }

    /** Counts anew, and makes the meters of what threads have come to share. */
    synchronized Census count() {
        Census counted = Census.of(measured.recorder());
        last = counted;
        lastNanos = System.nanoTime();
        measured.points().get().forEach(this::declared);
        counted.held().keySet().forEach(this::lock);
        counted.waiting().keySet().forEach(this::waitedFor);
        return counted;
    }

    private void declared(MeetingPoint point) {
        switch (point) {
            case BoundedQueue<?> queue -> queue(queue);
            case NamedSemaphore semaphore -> semaphore(semaphore);
            default -> lock(point.family());
        }
    }

    private void waitedFor(Census.Waiting waiting) {
        switch (waiting.state()) {
            case WAITS_FOR_LOCK -> lock(waiting.family());
            case IN_WAIT_SET -> condition(waiting.family());
            default -> {} // semaphores and queues are declared
        }
    }

    /** Whether it is the first of its name. */
    private boolean isNew(String group, String label) {
        return known.add(group + " " + label);
    }

    private void lock(Family family) {
        if (family.kind() != MeetingPoint.Kind.LOCK || Waits.isLane(family)) {
            return;
        }
        String label = labels.of(LOCKS, family.name());
        if (isNew(LOCKS, label)) {
            Tags tags = Tags.of("lock", label);
            reading.gauge(
                    "brigade.lock.held", "Locks of that name that are held", tags, () -> count(look().held(), label));
            reading.gauge(
                    "brigade.lock.waiting",
                    "Threads that wait for a lock of that name",
                    tags,
                    () -> waiting(State.WAITS_FOR_LOCK, LOCKS, label));
        }
    }

    private void condition(Family family) {
        String label = labels.of(CONDITIONS, family.name());
        if (isNew(CONDITIONS, label)) {
            reading.gauge(
                    "brigade.condition.waiting",
                    "Threads in the wait set of a condition",
                    Tags.of("condition", label),
                    () -> waiting(State.IN_WAIT_SET, CONDITIONS, label));
        }
    }

    private void semaphore(NamedSemaphore semaphore) {
        String group = "semaphore";
        String label = labels.of(group, semaphore.name());
        if (!label.equals(Labels.OTHER) && isNew(group, label)) {
            Tags tags = Tags.of(group, label);
            reading.gauge("brigade.semaphore.permits", "Permits that there are", tags, semaphore::permits);
            reading.gauge(
                    "brigade.semaphore.held",
                    "Permits that somebody has",
                    tags,
                    () -> semaphore.permits() - semaphore.availablePermits());
            reading.gauge(
                    "brigade.semaphore.waiting",
                    "Threads that wait for permits",
                    tags,
                    () -> waiting(State.WAITS_FOR_PERMIT, group, label));
        }
    }

    private void queue(BoundedQueue<?> queue) {
        String group = "queue";
        String label = labels.of(group, queue.name());
        if (!label.equals(Labels.OTHER) && isNew(group, label)) {
            Tags tags = Tags.of(group, label);
            reading.gauge("brigade.queue.items", "Items in the queue", tags, queue::size);
            reading.gauge("brigade.queue.capacity", "Items that it holds at most", tags, queue::capacity);
            reading.counter("brigade.queue.puts", "Items put into the queue", tags, queue::puts);
            String meaning = "Threads that wait for room, to put, or for an item, to take";
            reading.gauge(
                    "brigade.queue.waiting",
                    meaning,
                    tags.and("to", "put"),
                    () -> waiting(State.WAITS_TO_PUT, group, label));
            reading.gauge(
                    "brigade.queue.waiting",
                    meaning,
                    tags.and("to", "take"),
                    () -> waiting(State.WAITS_TO_TAKE, group, label));
        }
    }

    private double count(Map<Family, Integer> counts, String label) {
        return counts.entrySet().stream()
                .filter(one -> labels.of(LOCKS, one.getKey().name()).equals(label))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private double waiting(State state, String group, String label) {
        return look().waiting().entrySet().stream()
                .filter(one -> one.getKey().state() == state
                        && labels.of(group, one.getKey().family().name()).equals(label))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
