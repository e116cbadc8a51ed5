package dev.brigade.bench.compare;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a comparison that say how long it measures. */
public final class PlanOptions {
    private static final Duration SMOKE = Duration.ofMillis(100);
    private static final int SMOKE_CONNECTIONS = 2;

    @Option(names = "--rounds", description = "Rounds in each launch (${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--launches", description = "How often the servers are started afresh (${DEFAULT-VALUE}).")
    private int launches = 1;

    @Option(names = "--seconds", description = "Length of a subject's turn in a round (${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds of load before the first round (${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(names = "--smoke", description = "Only try whether all of it works; the figures mean nothing.")
    private boolean smoke;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /**
     * Options of a benchmark.
     *
     * @param warmUp seconds of warm-up by default
     */
    public PlanOptions(double warmUp) {
        this.warmUp = warmUp;
    }

    /** A first phase with these connections. */
    public Plan plan(int connections) {
        if (smoke) {
            return new Plan(1, SMOKE, List.of(new Phase(SMOKE_CONNECTIONS, 1, SMOKE)));
        }
        if (launches < 1 || rounds < 1 || connections < 1 || seconds <= 0 || warmUp < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Launches, rounds, seconds and connections must be positive");
        }
        return new Plan(launches, ofSeconds(warmUp), List.of(new Phase(connections, rounds, ofSeconds(seconds))));
    }

    /** The same, and then a phase of fewer and longer rounds with more connections. */
    public Plan plan(int connections, int many) {
        Plan plan = plan(connections);
        Phase first = plan.phases().getFirst();
        Phase second = new Phase(
                smoke ? SMOKE_CONNECTIONS : many,
                Math.ceilDiv(first.rounds(), 2),
                first.round().multipliedBy(2));
        return many < 1 ? plan : new Plan(plan.launches(), plan.warmUp(), List.of(first, second));
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
