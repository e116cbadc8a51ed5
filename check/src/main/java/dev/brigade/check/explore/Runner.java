package dev.brigade.check.explore;

import dev.brigade.check.control.Controller;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs a subject once under a strategy. Confined to the thread that explores. */
final class Runner {
    /** In {@code Task java.util.concurrent.FutureTask@3b9a45b3 rejected}: of an object without a text, and another in each run. */
    private static final Pattern IDENTITY = Pattern.compile("(?<=\\b[\\w$]{1,80}\\.[\\w$.]{1,200};?)@[0-9a-f]{1,8}\\b");

    private final Subject subject;
    private final Controller controller;
    private final List<String> names;
    private final List<Integer> all;
    private int runs;
    private boolean couldEndEarly;

    Runner(Subject subject, Controller controller) {
        this.subject = subject;
        this.controller = controller;
        this.names = subject.names();
        this.all = IntStream.range(0, names.size()).boxed().toList();
    }

    List<String> names() {
        return names;
    }

    /** Which threads are interchangeable. */
    Kinds kinds() {
        List<?> codes = subject.codes();
        return new Kinds(codes.stream().map(codes::indexOf).toList());
    }

    /** How many runs there were. */
    int runs() {
        return runs;
    }

    /** Whether an explored thread has slept, or waited with a time limit, in any of them. */
    boolean couldEndEarly() {
        return couldEndEarly;
    }

    Ending run(Strategy strategy) {
        return run(strategy, all);
    }

    /** Runs only {@code those} threads; the others count as aborted. */
    Ending run(Strategy strategy, List<Integer> those) {
        if (controller.scheduler().isLeft()) {
            throw new ExplorationException("The exploration was given up");
        }
        runs++;
        String[] results = new String[names.size()];
        Arrays.fill(results, "…");
        Throwable[] failures = new Throwable[names.size()];
        Boolean[] aborted = new Boolean[names.size()];
        Arrays.fill(aborted, true);
        List<Scheduler.Body> bodies = new ArrayList<>(those.size());
        for (int number : those) {
            aborted[number] = false;
            bodies.add(new Scheduler.Body(
                    names.get(number), String.valueOf(number), () -> body(number, results, failures, aborted)));
        }
        List<String> state = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Failure failure = new Failure();
        try {
            subject.reset();
        } catch (Exception e) {
            throw new ExplorationException("What the runs start from could not be brought back: " + e, e);
        }
        Run run = controller.run(
                () -> failure.guard("prepare", subject::setUp),
                bodies,
                () -> failure.guard("look at the end", () -> {
                    state.addAll(subject.state());
                    broken.addAll(subject.broken());
                }),
                strategy);
        couldEndEarly |= controller.scheduler().couldEndEarly();
        failure.rethrow();
        Subject.End end = new Subject.End(List.of(results), state);
        if (run.end() == Run.End.COMPLETE) {
            end = subject.end(end.results(), end.state());
        }
        List<String> deadlocks = List.copyOf(subject.deadlocks());
        try {
            subject.tearDown();
        } catch (Exception e) {
            throw new ExplorationException("A run could not be tidied up: " + e, e);
        }
        List<Optional<Throwable>> thrown = new ArrayList<>(failures.length);
        for (Throwable one : failures) {
            thrown.add(Optional.ofNullable(one));
        }
        return new Ending(
                run, end.results(), List.of(aborted), thrown, end.state(), broken, deadlocks, controller.races());
    }

    private void body(int number, String[] results, @Nullable Throwable[] failures, Boolean[] aborted) {
        try {
            results[number] = controller.asActivity(names.get(number), () -> subject.run(number));
        } catch (Throwable e) {
            if (controller.isOver()) {
                return;
            }
            failures[number] = e;
            aborted[number] = subject.isAbort(e);
            results[number] = aborted[number] ? "aborted" : "throws " + describe(e);
        }
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName()
                + (message == null ? "" : ": " + IDENTITY.matcher(message).replaceAll("@…"));
    }

    /** What the code around the threads throws ends the exploration, with the reason. */
    private static final class Failure {
        private @Nullable ExplorationException thrown;

        interface Code {
            void run() throws Exception;
        }

        void guard(String what, Code code) {
            try {
                code.run();
            } catch (Exception | AssertionError e) {
                if (thrown == null) { // what follows from it is not the reason
                    thrown = new ExplorationException("The code that should " + what + " has failed: " + e, e);
                }
            }
        }

        void rethrow() {
            if (thrown != null) {
                throw thrown;
            }
        }
    }
}
