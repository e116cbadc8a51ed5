package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.control.Facts;
import dev.brigade.check.control.SqlStep;
import dev.brigade.check.control.Valued;
import dev.brigade.check.explore.Ending;
import dev.brigade.check.explore.Engine;
import dev.brigade.check.explore.Found;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.explore.Violation;
import dev.brigade.check.naming.Naming;
import dev.brigade.check.race.Race;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.Fix;
import dev.brigade.check.report.Outcome;
import dev.brigade.check.report.Subject;
import dev.brigade.check.report.TraceStep;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.ScheduleText;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.schedule.Waiting;
import dev.brigade.check.search.Diverged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes of a violation what a person reads: runs its schedule once more, with all values, and names what went wrong. */
final class Findings {
    private static final int MOST_STEPS_WITHOUT_CONTROL = 500;

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
        Run run = traced.run();
        List<String> threads = new ArrayList<>(names);
        List<Event> events = found.violation() == Violation.LEFT_CONTROL ? beginning(events(run)) : events(run);
        Map<Task, Integer> columns = columns(events, threads);
        Naming named = name(
                found.violation(),
                traced,
                found.ending().run().strangers(), // they need not come again
                Told.of(run, events, threads, columns));
        Naming naming = new BySlowness(events, threads, columns)
                .instead(found.violation(), named)
                .or(() -> new RanAgain(events, threads, columns, isOfSerial(traced.state(), verdict))
                        .instead(found.violation(), named))
                .orElse(named);
        List<Outcome> serial = verdict.serial().stream()
                .map(one -> new Outcome(
                        one.order().stream().map(names::get).collect(Collectors.joining(", then ")),
                        one.ending().results(),
                        one.ending().state()))
                .toList();
        int switches = (int) events.stream().filter(Event::couldGoOn).count();
        return new Finding(
                subject,
                naming.anomaly(),
                naming.sentence(),
                threads,
                steps(run, events, columns, naming.matters()),
                serial,
                new Outcome("", traced.results(), traced.state()),
                waits(run, traced.deadlocks()),
                Fixes.of(naming.anomaly(), isInDatabase(events, naming)).stream()
                        .map(text -> new Fix(text, ""))
                        .toList(),
                ScheduleText.of(found.ending().run().choices()),
                found.schedules(),
                switches);
    }

    /** Whether a serial order has left behind the same. */
    private static boolean isOfSerial(List<String> state, Verdict verdict) {
        return verdict.serial().stream().anyMatch(one -> one.ending().state().equals(state));
    }

    /** Whether steps of it make up an anomaly that has a name, whatever the outcomes of the serial orders are. */
    boolean isNamed(Ending ending) {
        Ending traced = traced(ending);
        List<Event> events = events(traced.run());
        List<String> threads = new ArrayList<>(names);
        Map<Task, Integer> columns = columns(events, threads);
        Told told = Told.of(traced.run(), events, threads, columns);
        return !name(Violation.NOT_SERIAL, traced, List.of(), told).matters().isEmpty();
    }

    /** Without control there may be any number of steps, and none of them tells more. */
    private static List<Event> beginning(List<Event> events) {
        return events.subList(0, Math.min(MOST_STEPS_WITHOUT_CONTROL, events.size()));
    }

    /** Whether it is an anomaly of rows, against which a stricter isolation may help. */
    static boolean isOfRows(Finding finding) {
        return switch (finding.anomaly()) {
            case LOST_UPDATE, WRITE_SKEW, READ_SKEW, PHANTOM, CHECK_THEN_ACT, DIRTY_READ, NOT_SERIAL ->
                finding.steps().stream()
                        .anyMatch(step -> step.matters()
                                && step.touches().stream().anyMatch(touched -> touched.startsWith("table ")));
            default -> false;
        };
    }

    /** Whether what matters are statements; of a hang, whether there are any. */
    private static boolean isInDatabase(List<Event> events, Naming naming) {
        for (int i = 0; i < events.size(); i++) {
            if ((naming.matters().isEmpty() || naming.matters().contains(i))
                    && events.get(i).operation().whole() instanceof SqlStep) {
                return true;
            }
        }
        return false;
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

    /** The steps of a run, and after them those that could not be made because it hangs. */
    private static List<Event> events(Run run) {
        List<Event> events = new ArrayList<>(run.events());
        for (Waiting waiting : run.stuck()) {
            if (!waiting.hasBegun()) {
                events.add(new Event(waiting.task(), waiting.operation(), false));
            }
        }
        return events;
    }

    /** The threads explored have a column each; what these start has one of its own. */
    private static Map<Task, Integer> columns(List<Event> events, List<String> threads) {
        Map<Task, Integer> columns = new LinkedHashMap<>();
        for (Event event : events) {
            columns.computeIfAbsent(event.task(), task -> {
                if (task.isRoot() && Character.isDigit(task.key().charAt(0))) {
                    return Integer.valueOf(task.key());
                }
                threads.add(task.name());
                return threads.size() - 1;
            });
        }
        return columns;
    }

    private static Naming name(Violation violation, Ending ending, List<String> strangers, Told told) {
        return switch (violation) {
            case DEADLOCK -> told.named(dev.brigade.check.naming.Run.End.DEADLOCK);
            case LOST_WAKE_UP -> told.named(dev.brigade.check.naming.Run.End.LOST_WAKE_UP);
            case LIVELOCK -> told.named(dev.brigade.check.naming.Run.End.LIVELOCK);
            case NOT_SERIAL -> told.named(dev.brigade.check.naming.Run.End.NORMAL);
            case UNEXPECTED_FAILURE -> told.named(dev.brigade.check.naming.Run.End.FAILURE);
            case DATA_RACE -> race(ending, told);
            case BROKEN_INVARIANT ->
                plain(
                        Anomaly.BROKEN_INVARIANT,
                        "It does not hold that " + String.join("; that ", ending.broken()) + ".");
            case UNCONTROLLED ->
                plain(
                        Anomaly.UNCONTROLLED,
                        "The same order of the threads ended differently when it was run again: bring back what they change before"
                                + " each run (given), and leave out what chance decides. What static fields hold stays from run to run: let the"
                                + " factory, or what is made anew for each run, make it.");
            case LEFT_CONTROL ->
                plain(
                        Anomaly.LEFT_CONTROL,
                        "Threads that are not under the explorer's control take part: " + String.join("; ", strangers)
                                + ".");
        };
    }

    private static Naming plain(Anomaly anomaly, String sentence) {
        return new Naming(anomaly, sentence, new TreeSet<>());
    }

    /** The race of the steps that the detector has named. */
    private static Naming race(Ending ending, Told told) {
        for (Race race : ending.races()) {
            Optional<Integer> first = Optional.empty();
            for (int i = 0; i < told.events().size(); i++) {
                Event event = ending.run().events().get(told.places().get(i));
                int site = Facts.site(event.operation());
                if (first.isEmpty() && event.task().id() == race.firstThread() && site == race.firstSite()) {
                    first = Optional.of(i);
                } else if (first.isPresent() && event.task().id() == race.secondThread() && site == race.secondSite()) {
                    try {
                        return told.dataRace(first.get(), i);
                    } catch (IllegalArgumentException e) {
                        break; // another object's field
                    }
                }
            }
        }
        return plain(Anomaly.DATA_RACE, Anomaly.DATA_RACE.meaning());
    }

    private static List<TraceStep> steps(
            Run run, List<Event> events, Map<Task, Integer> columns, Set<Integer> matters) {
        Facts facts = new Facts();
        Set<Task> stuck = run.stuck().stream().map(Waiting::task).collect(Collectors.toSet());
        List<TraceStep> steps = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            int column = columns.getOrDefault(event.task(), 0);
            steps.add(new TraceStep(
                    column,
                    event.operation().text(),
                    event.operation() instanceof Valued valued ? valued.value() : "",
                    facts.locations(column, event.operation()),
                    event.operation().where(),
                    List.of(),
                    reason(events, i, stuck),
                    matters.contains(i)));
        }
        return steps;
    }

    /** Why the step after {@code i} is another thread's. */
    private static String reason(List<Event> events, int i, Set<Task> stuck) {
        if (i + 1 == events.size() || events.get(i + 1).task() == events.get(i).task()) {
            return "";
        }
        if (events.get(i + 1).couldGoOn()) {
            return "the explorer switches here";
        }
        Task task = events.get(i).task();
        boolean goesOn = events.subList(i + 1, events.size()).stream().anyMatch(later -> later.task() == task);
        return goesOn || stuck.contains(task) ? "waits" : "has ended";
    }

    private static List<String> waits(Run run, List<String> deadlocks) {
        List<String> waits = new ArrayList<>(deadlocks);
        run.stalled().forEach(waiting -> waits.add(waiting.text()));
        if (run.end() == Run.End.STUCK && run.stalled().isEmpty()) {
            run.stuck().forEach(waiting -> waits.add(waiting.text()));
        }
        return waits;
    }
}
