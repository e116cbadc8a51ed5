package dev.brigade.check.suite;

import java.util.List;
import java.util.function.ToIntFunction;

/** Medians over findings: at least half of them have no more than that. */
public final class Medians {
    private Medians() {}

    /** Of the schedules that were run until the first that shows it. */
    public static int schedules(List<Result> findings) {
        return of(findings, Result::schedules);
    }

    /** Of the preemptions of the smallest schedule that shows it. */
    public static int preemptions(List<Result> findings) {
        return of(findings, Result::preemptions);
    }

    private static int of(List<Result> findings, ToIntFunction<Result> figure) {
        List<Integer> sorted =
                findings.stream().mapToInt(figure).sorted().boxed().toList();
        return sorted.get(sorted.size() / 2);
    }
}
