package dev.brigade.check.schedule;

import java.util.concurrent.TimeUnit;

/**
 * Sleeps and time limits that end early, if the strategy wants it: time passes although others could go on, as if these were slow. So
 * it is for the first sleeps of each explored thread, and the first limit at which it would wait. Confined to the carrier.
 */
final class EarlyEnds {
    /** A thread that sleeps again and again waits for something: then only time helps. */
    private static final int MOST_SLEEPS = 2;

    /** So does one that tries again and again. With two of them, what tries three times has fifty times as many schedules, and not ten. */
    private static final int MOST_LIMITS = 1;

    /** Nobody else is slower than that; who sleeps or waits longer, often for as long as there are numbers, waits to be interrupted. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

    private boolean wanted;
    private boolean any;

    /** A new run begins. */
    void begin(boolean endEarly) {
        wanted = endEarly;
        any = false;
    }

    /** Whether an explored thread has slept in this run, or waited with a limit. */
    boolean any() {
        return any;
    }

    /** An explored thread is about to sleep. Returns whether its sleep ends early. */
    boolean sleeps(Task task, Operation sleep) {
        any = true;
        task.last = sleep; // else it would seem to wait for the lock that it took just before
        task.sleepsEarly = wanted && task.earlySleeps < MOST_SLEEPS;
        if (task.sleepsEarly) {
            task.earlySleeps++;
        }
        return task.sleepsEarly;
    }

    /** Whether a plan that {@code task} makes to go on when it comes due is carried out early. */
    boolean isEarly(Task task, long nanos) {
        if (task.sleepsEarly) {
            task.sleepsEarly = false;
            return nanos <= LONGEST_NANOS;
        }
        if (!task.isExplored() || nanos > LONGEST_NANOS || !task.last.isLimited()) {
            return false;
        }
        any = true;
        if (!wanted || task.earlyLimits == MOST_LIMITS) {
            return false;
        }
        task.earlyLimits++;
        task.last.endsEarly();
        return true;
    }
}
