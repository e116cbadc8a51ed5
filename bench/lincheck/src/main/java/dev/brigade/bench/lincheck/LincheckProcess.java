package dev.brigade.bench.lincheck;

import dev.brigade.bench.sctbench.Program;
import dev.brigade.bench.sctbench.Programs;
import dev.brigade.bench.subject.Parent;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Looks for the bugs of programs with Lincheck's model checking of any code that starts threads. Is told a line for each: how many
 * invocations at most, and the program's name. Says whether it has {@code failed} or {@code hung} or {@code passed}, after how many
 * invocations, and the nanoseconds until the report was there.
 */
final class LincheckProcess {
    private LincheckProcess() {}

    public static void main(String... args) {
        Parent parent = new Parent();
        for (var line = parent.hear(); line.isPresent(); line = parent.hear()) {
            String[] order = line.get().split(" ", 2);
            parent.say(explore(Programs.named(order[1]).orElseThrow(), Integer.parseInt(order[0])));
        }
        System.exit(0); // Lincheck leaves threads behind
    }

    private static String explore(Program<?> program, int most) {
        Invocation<?> invocation = new Invocation<>(program);
        long began = System.nanoTime();
        try {
            Lincheck.runConcurrentTest(most, invocation);
            return "passed " + invocation.count() + " " + (System.nanoTime() - began);
        } catch (LincheckAssertionError found) {
            long nanos = System.nanoTime() - began;
            boolean hung = String.valueOf(found.getMessage()).contains("has hung");
            return (hung ? "hung " : "failed ") + invocation.count() + " " + nanos;
        }
    }
}
