package dev.brigade.check;

import dev.brigade.check.control.SqlStep;
import dev.brigade.check.explore.Violation;
import dev.brigade.check.naming.Naming;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What explains a wrong outcome if the rows are right: a transaction that was tried again, by code that had changed more than rows.
 *
 * @param rowsAreRight whether what was left behind is what a serial order leaves
 */
record RanAgain(List<Event> events, List<String> threads, Map<Task, Integer> columns, boolean rowsAreRight) {

    /** What is said instead of {@code named}; empty if that says more, or nobody was told to try again and did. */
    Optional<Naming> instead(Violation violation, Naming named) {
        boolean isOutcome = violation == Violation.NOT_SERIAL || violation == Violation.BROKEN_INVARIANT;
        if (!isOutcome || (!rowsAreRight && !named.matters().isEmpty())) {
            return Optional.empty();
        }
        for (int i = 0; i < events.size(); i++) {
            Optional<Integer> again = again(i);
            if (again.isPresent() && changedBefore(i)) {
                Task task = events.get(i).task();
                String who = threads.get(columns.getOrDefault(task, 0));
                SortedSet<Integer> matters = new TreeSet<>(List.of(i, again.get()));
                return Optional.of(new Naming(
                        violation == Violation.NOT_SERIAL ? Anomaly.NOT_SERIAL : named.anomaly(),
                        (violation == Violation.NOT_SERIAL ? "" : named.sentence() + " ")
                                + "The database told " + who
                                + " to try again, and it ran again; whatever it had changed in memory before stayed changed.",
                        matters));
            }
        }
        return Optional.empty();
    }

    /** Whether its thread had changed something that is no row. */
    @SuppressWarnings("ReferenceEquality") // a task is what it is
    private boolean changedBefore(int i) {
        Task task = events.get(i).task();
        return events.subList(0, i).stream()
                .filter(event -> event.task() == task)
                .map(event -> event.operation().whole())
                .anyMatch(operation -> operation.changes() && !(operation instanceof SqlStep));
    }

    /** Of a statement whose transaction the database has ended, the next one of its thread. */
    @SuppressWarnings("ReferenceEquality") // a task is what it is
    private Optional<Integer> again(int i) {
        if (!(events.get(i).operation().whole() instanceof SqlStep step) || !step.wasAborted()) {
            return Optional.empty();
        }
        for (int k = i + 1; k < events.size(); k++) {
            if (events.get(k).task() == events.get(i).task()
                    && events.get(k).operation().whole() instanceof SqlStep later
                    && later != step
                    && later.isStatement()) {
                return Optional.of(k);
            }
        }
        return Optional.empty();
    }
}
