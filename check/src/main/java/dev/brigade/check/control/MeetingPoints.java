package dev.brigade.check.control;

import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Step;
import dev.brigade.threads.Watcher;

/**
 * Makes points of what Brigade's own locks, conditions, queues, semaphores and pools announce. Statements and commits are not its
 * business: they are seen at the connection. Confined to the carrier.
 */
final class MeetingPoints implements Watcher {
    private final Scheduler scheduler;
    private final RaceDetector races;
    private final Values values;

    MeetingPoints(Scheduler scheduler, RaceDetector races, Values values) {
        this.scheduler = scheduler;
        this.races = races;
        this.values = values;
    }

    @Override
    public void before(Activity activity, Step step, MeetingPoint at) {
        Task me = scheduler.current();
        if (me == null || isOfTheDatabase(step)) {
            return;
        }
        if (scheduler.isExploring()) {
            MeetingStep next = new MeetingStep(at, step, activity, values.isTracing() ? Lines.here() : "");
            if (me.attachment() instanceof CallStep call) {
                next.isOf(call);
            }
            if (step == Step.RELEASE) {
                scheduler.pointWithoutEnd(next);
            } else {
                scheduler.point(next);
            }
        } else if (step != Step.RELEASE) {
            scheduler.passes();
        }
        if (step != Step.ACQUIRE && step != Step.TRY_ACQUIRE && step != Step.TAKE && step != Step.LOOK) {
            races.release(me.id(), MeetingStep.class, MeetingStep.part(at));
            Object lock = step == Step.AWAIT ? MeetingStep.partOfLock(at) : null;
            if (lock != null) {
                races.release(me.id(), MeetingStep.class, lock);
            }
        }
    }

    @Override
    public void after(Activity activity, Step step, MeetingPoint at) {
        Task me = scheduler.current();
        if (me != null && step == Step.ACQUIRE && me.last() instanceof MeetingStep made) {
            made.succeeds();
        }
        if (me != null && (step == Step.ACQUIRE || step == Step.TAKE || step == Step.LOOK || step == Step.AWAIT)) {
            races.acquire(me.id(), MeetingStep.class, MeetingStep.part(at));
            Object lock = step == Step.AWAIT ? MeetingStep.partOfLock(at) : null;
            if (lock != null) {
                races.acquire(me.id(), MeetingStep.class, lock);
            }
        }
    }

    private static boolean isOfTheDatabase(Step step) {
        return step == Step.STATEMENT || step == Step.COMMIT || step == Step.ROLLBACK;
    }
}
