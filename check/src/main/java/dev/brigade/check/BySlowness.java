package dev.brigade.check;

import dev.brigade.check.control.SleepStep;
import dev.brigade.check.explore.Violation;
import dev.brigade.check.naming.Naming;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What explains a wrong outcome if nothing else does: sleeps and time limits that ended early, as if the other threads were slow. */
record BySlowness(List<Event> events, List<String> threads, Map<Task, Integer> columns) {

    /** What is said instead of {@code named}; empty if that says more, or nothing ended early. */
    Optional<Naming> instead(Violation violation, Naming named) {
        boolean isOutcome = violation == Violation.NOT_SERIAL
                || violation == Violation.UNEXPECTED_FAILURE
                || violation == Violation.BROKEN_INVARIANT;
        if (!isOutcome || !named.matters().isEmpty()) {
            return Optional.empty();
        }
        SortedSet<Integer> sleeps = steps(SleepStep.class::isInstance);
        if (!sleeps.isEmpty()) {
            return Optional.of(new Naming(
                    Anomaly.SLEEP_FOR_WAIT,
                    who(sleeps) + " goes on after a sleep as if the others had got on meanwhile; they may be slower.",
                    sleeps));
        }
        SortedSet<Integer> limits = steps(BySlowness::isEndOfLimit);
        if (!limits.isEmpty()) {
            return Optional.of(new Naming(
                    Anomaly.SWALLOWED_TIMEOUT,
                    who(limits) + " goes on, its time over, as if it had not waited in vain; the others may be slower.",
                    limits));
        }
        return Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // the rest of an operation, or the operation itself
    private static boolean isEndOfLimit(Operation operation) {
        return operation.whole() != operation && operation.isOutOfTime();
    }

    private SortedSet<Integer> steps(Predicate<Operation> which) {
        SortedSet<Integer> steps = new TreeSet<>();
        for (int i = 0; i < events.size(); i++) {
            if (which.test(events.get(i).operation())) {
                steps.add(i);
            }
        }
        return steps;
    }

    private String who(SortedSet<Integer> steps) {
        return threads.get(columns.getOrDefault(events.get(steps.getFirst()).task(), 0));
    }
}
