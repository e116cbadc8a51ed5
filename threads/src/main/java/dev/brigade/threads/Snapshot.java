package dev.brigade.threads;

import java.util.List;

/**
 * What a {@link Recorder} knew at one moment. Immutable; what happened while it was made may be missing.
 *
 * @param takenNanos {@link System#nanoTime()} when it was made
 * @param running the activities that ran, by id
 * @param events what happened lately, in the order of time. An event without a time stands behind the one before it of
 *     its own activity; so two activities' events are in order as far as their times say, one activity's always
 * @param lost how many events, since the recorder was made, were thrown away before their time for want of room
 */
public record Snapshot(long takenNanos, List<Activity> running, List<Event> events, long lost) {
    public Snapshot {
        running = List.copyOf(running);
        events = List.copyOf(events);
    }
}
