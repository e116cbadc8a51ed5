package dev.brigade.bench.explorer;

import dev.brigade.bench.sctbench.Program;
import dev.brigade.bench.sctbench.Programs;
import dev.brigade.bench.subject.Parent;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Finding;

/**
 * The main class of a process that looks for the bugs of programs with the explorer. Is told a line for each: how many runs at most,
 * the seed, and the program's name. Says whether it has {@code failed} or {@code hung} or {@code passed}, after how many runs, the serial
 * ones among them, and the nanoseconds until the report was there.
 */
final class SctProcess {
    private SctProcess() {}

    public static void main(String... args) {
        Parent parent = new Parent();
        for (var line = parent.hear(); line.isPresent(); line = parent.hear()) {
            String[] order = line.get().split(" ", 3);
            Program<?> program = Programs.named(order[2]).orElseThrow();
            parent.say(explore(program, Long.parseLong(order[1]), Integer.parseInt(order[0])));
        }
        System.exit(0);
    }

    private static String explore(Program<?> program, long seed, int most) {
        long began = System.nanoTime();
        Explored explored = SctExploration.of(program, seed, most);
        long nanos = System.nanoTime() - began;
        return explored.finding().map(SctProcess::what).orElse("passed") + " " + explored.runs() + " " + nanos;
    }

    /** A data race is neither. */
    private static String what(Finding finding) {
        return switch (finding.anomaly()) {
            case DEADLOCK, LOST_WAKE_UP, LIVELOCK -> "hung";
            default ->
                finding.found().results().stream().anyMatch(result -> result.contains("AssertionError"))
                        ? "failed"
                        : "passed";
        };
    }
}
