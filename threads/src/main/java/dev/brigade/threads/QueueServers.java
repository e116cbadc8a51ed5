package dev.brigade.threads;

import java.util.List;

/**
 * Who can make room in a {@link BoundedQueue}, as far as its owner has declared it. Immutable; of one moment, weakly
 * consistent.
 *
 * <p>A guard may take those who wait to put for deadlocked if nobody is {@code idle} and each of {@code activities} is
 * blocked for good: any one of them that goes on would make room.
 *
 * @param activities who works on items of the queue, and who has reserved a place that it may give back
 * @param idle whether a thread that takes waits for an item, or is between two: then the queue gets on by itself
 */
public record QueueServers(List<Activity> activities, boolean idle) {
    public QueueServers {
        activities = List.copyOf(activities);
    }
}
