package dev.brigade.check.schedule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Threads that a run has and nobody explores: what its preparation has started, such as consumers of queues, and such as do something every
 * few seconds, for ever. Says for how long a run goes on because of them: until what the explored threads have caused is done. For that
 * time passes; for those that go on by themselves it does not, and one that takes all steps of a run is noted, so that no verdict is given.
 *
 * <p>A thread is at work on what an explored one has caused once that one has woken it, or one of those that are so at work; it may wait for
 * time only so often, for it may also be one that looks at a queue every second. Confined to the carrier.
 */
final class Background {
    /** So many plans are carried out when the explored threads have ended. */
    private static final int MOST_LATE = 1_000;
    /** So many of them may be of one thread that serves: as many as an item may need that is tried again and again. */
    private static final int MOST_LATE_OF_ONE = 20;
    /** So many plans are carried out while the explored threads wait, none of them for time. */
    private static final int MOST_ALONE = 1_000;
    /** So often threads may go on that serve, while a run is prepared or looked at. */
    private static final int MOST_TURNS = 100_000;

    private final Crew crew;
    private final VirtualTime time;
    private final Strangers strangers;
    private List<Task> roots = List.of();
    private boolean exploring;
    private int late;
    private int alone;
    private int turns;
    private boolean blamed;

    Background(Crew crew, VirtualTime time, Strangers strangers) {
        this.crew = crew;
        this.time = time;
        this.strangers = strangers;
    }

    /** A new run begins. */
    void clear() {
        blamed = false;
    }

    /**
     * A part of a run begins.
     *
     * @param those whose end ends it
     * @param explored whether these are the explored ones
     */
    void begins(List<Task> those, boolean explored) {
        roots = those;
        exploring = explored;
        late = 0;
        alone = 0;
        turns = 0;
    }

    /** Whether those that the part is about have ended. */
    boolean isOver() {
        for (int i = 0; i < roots.size(); i++) {
            if (!roots.get(i).ended) {
                return false;
            }
        }
        return true;
    }

    /** Whether the part is that of the explored threads. */
    boolean isExploring() {
        return exploring;
    }

    /** {@code by} lets {@code woken} go on, or has started it. */
    void wakes(Task by, Task woken) {
        if (exploring && by != woken && (by.isExplored() || by.caused)) {
            woken.caused = true;
        }
    }

    /** {@code task} goes on. */
    void goesOn(Task task) {
        if (task.isExplored() || roots.contains(task)) {
            alone = 0;
        } else if (!exploring) {
            turns++;
        }
    }

    /** Whether those who serve go on for so long that the part does not end. */
    boolean isEndless() {
        return turns > MOST_TURNS;
    }

    /** Nobody can go on: whether the next plan is carried out. */
    boolean letsTimePass() {
        if (!time.hasPlans()) {
            return false;
        }
        if (!isOver()) {
            return alone < MOST_ALONE || anyOfThosePlans();
        }
        return exploring && late < MOST_LATE && anyIsAtWork();
    }

    private boolean anyOfThosePlans() {
        for (Runnable plan : time.plans()) {
            Task owner = owner(plan);
            if (owner != null && (owner.isExplored() || roots.contains(owner))) {
                return true;
            }
        }
        return false;
    }

    private boolean anyIsAtWork() {
        for (Runnable plan : time.plans()) {
            Task owner = owner(plan);
            if (owner != null && (owner.isExplored() || (owner.caused && owner.latePlans < MOST_LATE_OF_ONE))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Task owner(Runnable plan) {
        Thread thread = VirtualThreads.threadOf(plan);
        return thread == null ? null : crew.of(thread);
    }

    /** The next plan is carried out. */
    void timePasses() {
        if (!isOver()) {
            alone++;
            return;
        }
        Task owner = owner(time.next());
        if (owner != null) {
            owner.latePlans++;
        }
        if (++late == MOST_LATE) {
            crew.all().stream()
                    .max((a, b) -> Integer.compare(a.latePlans, b.latePlans))
                    .ifPresent(this::note);
        }
    }

    /**
     * The run has come to no end. Notes who is to blame, unless the explored threads are.
     *
     * @param last who went on last
     */
    void blame(@Nullable Task last) {
        long explored = 0;
        long others = 0;
        Optional<Task> busiest = Optional.empty();
        for (Task task : crew.all()) {
            if (task.isExplored() || roots.contains(task)) {
                explored += task.steps;
            } else {
                others += task.steps;
                busiest = busiest.filter(most -> most.steps >= task.steps).or(() -> Optional.of(task));
            }
        }
        if (exploring && others > explored) {
            busiest.ifPresent(this::note);
        } else if (!exploring && last != null && !roots.contains(last)) {
            note(last);
        }
    }

    private void note(Task task) {
        blamed = true;
        String where = task.last.where();
        strangers.note("thread \"" + task.name() + "\" runs on" + (where.isEmpty() ? "" : ", at " + where)
                + ": its steps are not explored");
    }

    /** Whether somebody was noted in this run. */
    boolean isBlamed() {
        return blamed;
    }
}
