package dev.brigade.check.search;

import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Strategy;

/** A family of schedules, run one after the other. Confined to one thread. */
public interface Search extends Strategy {

    /** Prepares the next schedule; false if there is none. */
    boolean next();

    /** The schedule that was prepared has been run, and gave this. */
    default void ran(Run run) {}
}
