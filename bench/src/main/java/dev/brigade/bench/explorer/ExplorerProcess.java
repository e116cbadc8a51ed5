package dev.brigade.bench.explorer;

import dev.brigade.bench.sctbench.Programs;
import dev.brigade.bench.subject.Parent;
import dev.brigade.check.Explored;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The main class of a process that explores. Is told a line for each order: a {@link SpeedCase} and for how many milliseconds to explore
 * it again and again, answered by how many schedules were run, the serial ones among them, in how many nanoseconds; {@code once}; or
 * {@code switches} and a text, answered by how often each smallest schedule of those of SCTBench's programs whose names contain it switches from a
 * thread that could go on.
 */
final class ExplorerProcess {
    static final String ONCE = "once";
    static final String SWITCHES = "switches";

    private ExplorerProcess() {}

    public static void main(String... args) {
        Parent parent = new Parent();
        for (var line = parent.hear(); line.isPresent(); line = parent.hear()) {
            String[] order = line.get().split(" ", 2);
            parent.say(
                    switch (order[0]) {
                        case ONCE ->
                            String.valueOf(SpeedCase.FIELD
                                    .explore(Duration.ofSeconds(10))
                                    .runs());
                        case SWITCHES -> switches(order[1]);
                        default -> speed(SpeedCase.valueOf(order[0]), Duration.ofMillis(Long.parseLong(order[1])));
                    });
        }
        System.exit(0);
    }

    private static String speed(SpeedCase subject, Duration during) {
        long began = System.nanoTime();
        long runs = 0;
        long nanos = 0;
        while (System.nanoTime() - began < during.toNanos()) {
            Explored explored = subject.explore(during);
            explored.finding().ifPresent(finding -> {
                throw new IllegalStateException("What is explored should be right: " + explored.report());
            });
            runs += explored.runs();
            nanos += explored.time().toNanos();
        }
        return runs + " " + nanos;
    }

    private static String switches(String only) {
        return Programs.all().stream()
                .filter(program -> program.name().contains(only))
                .map(program -> SctExploration.of(program, 1, SctExploration.MOST))
                .flatMap(explored -> explored.finding().stream())
                .map(finding -> String.valueOf(finding.switches()))
                .collect(Collectors.joining(" "));
    }
}
