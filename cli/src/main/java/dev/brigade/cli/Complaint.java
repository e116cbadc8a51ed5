package dev.brigade.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stopped an application from starting, as its developer reads it. Where Brigade itself refused, its message says
 * what to do, and one line says which place of the application it is about; anything else keeps its stack trace.
 *
 * @param failure what {@code app()} or {@code run} threw
 */
record Complaint(Throwable failure) {
    private static final List<String> BRIGADE =
            List.of("dev.brigade.threads.", "dev.brigade.data.", "dev.brigade.web.", "dev.brigade.check.");

    /** Prints it and returns the exit code. */
    int print(PrintWriter out) {
        if (failure instanceof UserMistake) { // it is about the command, and no line of code
            out.println(failure.getMessage());
            return 2;
        }
        if (isRefusal()) {
            out.println(failure.getMessage());
            place().ifPresent(frame -> out.println("  at " + frame));
            return 2;
        }
        failure.printStackTrace(out);
        return 1;
    }

    /** Whether Brigade threw it, with a message meant for people: one of its own exceptions, or an illegal argument or state. */
    private boolean isRefusal() {
        boolean meantForPeople = isBrigade(failure.getClass().getName() + ".")
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        StackTraceElement[] stack = failure.getStackTrace();
        return meantForPeople && failure.getMessage() != null && stack.length > 0 && isBrigade(stack[0].getClassName());
    }

    /** The innermost line of the application's own code. */
    private Optional<StackTraceElement> place() {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> !isBrigade(frame.getClassName()))
                .filter(frame -> frame.getModuleName() == null)
                .filter(frame -> !frame.getClassName().startsWith("dev.brigade.cli.")
                        && !frame.getClassName().startsWith("picocli."))
                .findFirst();
    }

    private static boolean isBrigade(String className) {
        return BRIGADE.stream().anyMatch(className::startsWith);
    }
}
