package dev.brigade.bench.micro;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How often and how long JMH measures, as options of a command. */
public final class MicroOptions {
    @Option(names = "--forks", description = "How often the JVM is started afresh for each method (${DEFAULT-VALUE}).")
    private int forks = 3;

    @Option(names = "--rounds", description = "Rounds in each JVM (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--milliseconds", description = "Length of a round, and of one of warm-up (${DEFAULT-VALUE}).")
    private int milliseconds = 1000;

    int forks() {
        return forks;
    }

    int rounds() {
        return rounds;
    }

    int milliseconds() {
        return milliseconds;
    }

    /** For people, after it was checked that all are positive. */
    public String text(CommandSpec spec) {
        if (forks < 1 || rounds < 1 || milliseconds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Forks, rounds and milliseconds must be positive");
        }
        return forks + " × " + rounds + " rounds of " + milliseconds + " ms after as many of warm-up";
    }
}
