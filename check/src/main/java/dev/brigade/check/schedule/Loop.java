package dev.brigade.check.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a run, on the carrier: mounts one thread after the other. Before each choice it takes in what other threads have brought
 * meanwhile, and waits for those that will bring something by themselves; where nobody can go on, it says how the run ends.
 */
final class Loop {
    /** So often those that are left are interrupted when a run is over, and so many turns they have after that. */
    private static final int ROUNDS = 3;

    private static final int TURNS = 1000;

    private final Scheduler scheduler;
    private final Crew crew;
    private final Ready ready;
    private final VirtualTime time;
    private final MonitorWaits monitors;
    private final Outsiders outsiders;
    private final Strangers strangers;
    private final Background background;
    private final Standstill standstill;

    Loop(
            Scheduler scheduler,
            Crew crew,
            Ready ready,
            VirtualTime time,
            MonitorWaits monitors,
            Outsiders outsiders,
            Strangers strangers,
            Background background,
            Standstill standstill) {
        this.scheduler = scheduler;
        this.crew = crew;
        this.ready = ready;
        this.time = time;
        this.monitors = monitors;
        this.outsiders = outsiders;
        this.strangers = strangers;
        this.background = background;
        this.standstill = standstill;
    }

    /** Lets threads run until {@code roots} have ended and nobody can go on. */
    Run.End run(List<Task> roots, boolean explored) {
        background.begins(roots, explored);
        while (true) {
            time.advanceToEarly();
            arrive();
            if (isAnswering()) {
                continue;
            }
            if (scheduler.isRefused()) {
                return Run.End.ENDLESS;
            }
            if (scheduler.isEndless() || background.isEndless()) {
                background.blame(scheduler.last());
                return Run.End.ENDLESS;
            }
            Task next = scheduler.next();
            if (next != null) {
                scheduler.mount(next);
                continue;
            }
            if (strangers.bringFirst(crew.all(), scheduler::hasArrived) || standstill.ends()) {
                continue;
            }
            if (background.isOver()) {
                return Run.End.COMPLETE;
            }
            if (outsiders.breaksUp() || strangers.bring(scheduler::hasArrived)) {
                continue;
            }
            return Run.End.STUCK;
        }
    }

    /** Takes in what other threads have brought, those too to whom the JDK hands a monitor over. */
    private void arrive() {
        scheduler.arrive();
        if (!monitors.isEmpty()) {
            monitors.settle(crew, scheduler::arrive);
        }
    }

    /** Whether somebody has asked outside, and has gone on with the answer or been waited for a little. */
    private boolean isAnswering() {
        return outsiders.any() && (resumesOutsider() || outsiders.await(scheduler::hasArrived));
    }

    /**
     * Lets one go on that has been answered, if there is one. The end of an answer is no point: where it stands was decided when
     * it was asked for, which is also why it does not count as the last that ran.
     */
    private boolean resumesOutsider() {
        Task task = outsiders.answered();
        if (task == null) {
            return false;
        }
        scheduler.mountWithoutTurn(task);
        return true;
    }

    /** Ends the threads that are left, which are told at their points that the run is over, as far as they let themselves be ended. */
    void endThoseLeft() {
        crew.all()
                .forEach(task ->
                        task.thread().setUncaughtExceptionHandler((_, _) -> {})); // what they say of it tells nothing
        for (int round = 0; round < ROUNDS && crew.anyAlive(); round++) {
            for (Task task : List.copyOf(crew.all())) {
                if (!task.ended && (round > 0 || !task.outside)) { // to interrupt a call would close its connection
                    task.thread().interrupt();
                }
            }
            for (int i = 0; i < TURNS; i++) {
                arrive();
                if (isAnswering()) {
                    continue;
                }
                @Nullable Task next = ready.first();
                if (next == null) {
                    break;
                }
                scheduler.mount(next);
            }
        }
    }
}
