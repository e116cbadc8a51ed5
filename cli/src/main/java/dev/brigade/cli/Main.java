package dev.brigade.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./brigade run}, {@code routes}, {@code shared}, {@code check}, {@code migrate} and {@code top}. */
@Command(
        name = "brigade",
        description = "Runs an application from its compiled classes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Start.Run.class,
            Start.Routes.class,
            Start.Shared.class,
            Start.Migrate.class,
            Check.class,
            Top.class
        })
public final class Main {
    private Main() {}

    /** Ends the process only on an error: a server's own threads keep it alive after {@code run} has returned. */
    public static void main(String... args) {
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUnmatchedOptionsArePositionalParams(true) // they are the application's settings
                .setExecutionExceptionHandler((failure, line, _) -> {
                    int code = new Complaint(failure).print(line.getErr());
                    return line.getCommand() instanceof Check ? Check.FAILED : code; // 1 says that it found something
                });
    }
}
