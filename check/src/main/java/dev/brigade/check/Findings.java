package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.control.Valued;
import dev.brigade.check.explore.Ending;
import dev.brigade.check.explore.Engine;
import dev.brigade.check.explore.Found;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.explore.Violation;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.Outcome;
import dev.brigade.check.report.Subject;
import dev.brigade.check.report.TraceStep;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.search.Diverged;
import dev.brigade.check.search.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes of a violation what a person reads: runs its schedule once more, with all values. */
final class Findings {
    private final Subject subject;
    private final List<String> names;
    private final Engine engine;
    private final Controller controller;

    Findings(Subject subject, List<String> names, Engine engine, Controller controller) {
        this.subject = subject;
        this.names = names;
        this.engine = engine;
        this.controller = controller;
    }

    Finding of(Found found, Verdict verdict) {
        Ending traced = traced(found.ending());
        Map<Task, Integer> columns = new LinkedHashMap<>();
        List<String> threads = new ArrayList<>(names);
        for (Event event : traced.run().events()) {
            Task task = event.task();
            columns.computeIfAbsent(task, _ -> {
                if (task.isRoot()) {
                    return Integer.valueOf(task.key());
                }
                threads.add(task.name());
                return threads.size() - 1;
            });
        }
        Anomaly anomaly = anomaly(found.violation());
        List<Outcome> serial = verdict.serial().stream()
                .map(one -> new Outcome(
                        one.order().stream().map(names::get).collect(Collectors.joining(", then ")),
                        one.ending().results(),
                        one.ending().state()))
                .toList();
        int switches = 0;
        for (Event event : traced.run().events()) {
            switches += event.couldGoOn() ? 1 : 0;
        }
        return new Finding(
                subject,
                anomaly,
                anomaly.meaning(),
                threads,
                steps(traced.run(), columns),
                serial,
                new Outcome("", found.ending().results(), found.ending().state()),
                waits(traced.run()),
                List.of(),
                Replay.text(found.ending().run().choices()),
                found.schedules(),
                switches);
    }

    private Ending traced(Ending ending) {
        controller.trace(true);
        try {
            return engine.again(ending);
        } catch (Diverged e) {
            return ending; // without values
        } finally {
            controller.trace(false);
        }
    }

    private static Anomaly anomaly(Violation violation) {
        return switch (violation) {
            case DEADLOCK -> Anomaly.DEADLOCK;
            case LOST_WAKE_UP -> Anomaly.LOST_WAKE_UP;
            case LIVELOCK -> Anomaly.LIVELOCK;
            case BROKEN_INVARIANT -> Anomaly.BROKEN_INVARIANT;
            case UNEXPECTED_FAILURE -> Anomaly.UNEXPECTED_FAILURE;
            case NOT_SERIAL -> Anomaly.NOT_SERIAL;
            case DATA_RACE -> Anomaly.DATA_RACE;
            case UNCONTROLLED -> Anomaly.UNCONTROLLED;
            case LEFT_CONTROL -> Anomaly.LEFT_CONTROL;
        };
    }

    private static List<TraceStep> steps(Run run, Map<Task, Integer> columns) {
        List<TraceStep> steps = new ArrayList<>();
        List<Event> events = run.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            String subject = event.operation().subject();
            steps.add(new TraceStep(
                    columns.getOrDefault(event.task(), 0),
                    event.operation().text(),
                    event.operation() instanceof Valued valued ? valued.value() : "",
                    subject.isEmpty() ? List.of() : List.of(subject),
                    event.operation().where(),
                    List.of(),
                    reason(events, i),
                    false));
        }
        return steps;
    }

    /** Why the step after {@code i} is another thread's. */
    private static String reason(List<Event> events, int i) {
        if (i + 1 == events.size() || events.get(i + 1).task() == events.get(i).task()) {
            return "";
        }
        Task task = events.get(i).task();
        boolean goesOn = events.subList(i + 1, events.size()).stream().anyMatch(later -> later.task() == task);
        if (events.get(i + 1).couldGoOn()) {
            return "the explorer switches here";
        }
        return goesOn || !task.hasEnded() ? "waits" : "has ended";
    }

    private static List<String> waits(Run run) {
        List<String> waits = new ArrayList<>();
        if (run.end() == Run.End.STUCK) {
            for (Task task : run.stuck()) {
                waits.add(task.name() + " waits: "
                        + task.next()
                                .obstacle()
                                .map(what -> "for " + what)
                                .orElseGet(() -> "it " + task.last().text())
                        + (task.last().where().isEmpty()
                                ? ""
                                : ", after " + task.last().where()));
            }
        }
        return waits;
    }
}
