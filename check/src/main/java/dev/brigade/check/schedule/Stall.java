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
     * @param asking who will get on when time passes, besides those for whom something is planned
     */
    void note(List<Task> asking) {
        if (waiting.isEmpty() && isOne(asking)) {
            waiting = crew.all().stream()
                    .filter(task -> !task.ended && task.isExplored() && !crew.hasChildAlive(task))
                    .map(Waiting::of)
                    .toList();
        }
    }

    /** It is one if no thread sleeps, and one waits for what is known to be another's, or each for what may be. */
    private boolean isOne(List<Task> asking) {
        boolean known = false;
        for (Task task : asking) {
            if (!task.isExplored() || !task.last.acquires()) {
                return false;
            }
            known |= task.last.obstacle().isPresent();
        }
        for (Runnable plan : time.plans()) {
            Thread thread = VirtualThreads.threadOf(plan);
            Task owner = thread == null ? null : crew.of(thread);
            if (owner == null || !owner.isExplored() || !owner.last.acquires()) {
                return false;
            }
            known |= owner.last.obstacle().isPresent();
        }
        return known || eachWaitsForOthers();
    }

    private boolean eachWaitsForOthers() {
        for (Task task : crew.all()) {
            if (!task.ended
                    && task.isExplored()
                    && !crew.hasChildAlive(task)
                    && !task.next().acquires()) {
                return false;
            }
        }
        return true;
    }
}
