package dev.brigade.check.schedule;

import java.util.List;

/**
 * Whether the explored threads waited for each other, so that only the time which they wait at most ended it. Remembers the first
 * time in a run. Confined to the carrier.
 */
final class Stall {
    private final Crew crew;
    private final VirtualTime time;
    private List<Waiting> waiting = List.of();

    Stall(Crew crew, VirtualTime time) {
        this.crew = crew;
        this.time = time;
    }

    /** A new run begins. */
    void clear() {
        waiting = List.of();
    }

    /** Who waited for what; empty if they never waited for each other. */
    List<Waiting> waiting() {
        return waiting;
    }

    /**
     * Nobody can go on until time passes.
     *
     * @param spinning who can go on and seems to do so for nothing, until time passes for it or for those for whom something is planned
     */
    void note(List<Task> spinning) {
        if (waiting.isEmpty() && isOne(spinning)) {
            waiting = crew.all().stream()
                    .filter(task -> !task.ended && task.isExplored() && !crew.hasChildAlive(task))
                    .map(Waiting::of)
                    .toList();
        }
    }

    /**
     * It is one if each of those whose wait ends when time passes, and each who can go on, waits for what is known to be another's. Who
     * sleeps, or waits for an item or a signal, goes on by itself, and then gives back what others want of it.
     */
    private boolean isOne(List<Task> spinning) {
        for (Task task : spinning) {
            if (!waitsForAnother(task)) {
                return false;
            }
        }
        for (Runnable plan : time.plans()) {
            Thread thread = VirtualThreads.threadOf(plan);
            Task owner = thread == null ? null : crew.of(thread);
            if (owner == null || !waitsForAnother(owner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean waitsForAnother(Task task) {
        return task.isExplored() && task.last.acquires() && task.last.obstacle().isPresent();
    }
}
