package dev.brigade.check.report;

import java.util.List;

/** What a report shows of a schedule, from above. */
sealed interface Row {

    /**
     * A step.
     *
     * @param number of the step, from 1
     * @param holds what its thread holds, if that changed since it was shown last; otherwise empty
     */
    record Shown(int number, TraceStep step, String holds) implements Row {}

    /** Steps of one thread, one after another, that do not matter. */
    record Folded(int number, int thread, List<TraceStep> steps) implements Row {
        String text() {
            return "… " + Words.count(steps.size(), "step that matters", "steps that matter") + " to nobody else";
        }
    }

    /** Another thread goes on. */
    record Switch(int from, int to, String reason) implements Row {}

    /** Steps of threads that are not shown. */
    record Aside(List<Integer> threads, List<TraceStep> steps, String reason) implements Row {
        String text() {
            String those = threads.size() == 1 ? "a thread that takes" : "threads that take";
            return Words.count(steps.size(), "step", "steps") + " of " + those + " no part"
                    + (reason.isEmpty() ? "" : " (before: " + reason + ")");
        }
    }

    /** Rows left out because there are too many. */
    record Gap(int rows) implements Row {}
}
