package dev.brigade.web.background;

import dev.brigade.data.Work;
import dev.brigade.threads.Activity;
import java.time.Duration;

/**
 * A piece of work that is no request: in a transaction, again from the beginning when that met a conflict with another, until
 * its deadline. Run once, by one thread; all else may be called from any thread.
 */
public interface JobRun {

    /** What is to be done. */
    @FunctionalInterface
    interface Body {
        void run(Work work) throws Exception;
    }

    /** How it ended. */
    sealed interface Ended {
        /**
         * It has returned.
         *
         * @param committed unless it wanted to roll back
         */
        record Done(boolean committed) implements Ended {}

        /**
         * It was rolled back.
         *
         * @param runs how often it was run because of conflicts
         * @param cancelled because of its deadline, or since somebody cancelled it
         * @param outcomeUnknown whether it may have committed all the same
         */
        record Failed(Throwable error, int runs, boolean cancelled, boolean outcomeUnknown) implements Ended {}
    }

    /** Who does it. */
    Activity activity();

    /**
     * Does it, on the current thread.
     *
     * @param name what it is, for people
     * @param deadline zero for none
     */
    Ended run(String name, Duration deadline, Body body);

    /**
     * Ends it without its work being done; false if it may have been done, or was not begun. Once this has returned true
     * nothing of it will ever commit. Waits for nothing.
     */
    boolean cutOff(String why);
}
