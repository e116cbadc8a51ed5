package dev.brigade.check;

import dev.brigade.check.control.Facts;
import dev.brigade.check.control.SqlStep;
import dev.brigade.check.naming.Classifier;
import dev.brigade.check.naming.Naming;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.schedule.Waiting;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps of a run as reads and writes, for the classifier. A step that waits stands where it went on. Confined to one thread.
 *
 * @param threads the names of the columns
 * @param events those steps that touch something
 * @param places of each of these, which step of the run it is
 * @param waiting in a hang, or in a deadlock that was broken, by column the index of the step at which it waits
 */
record Told(
        List<String> threads,
        List<dev.brigade.check.naming.Event> events,
        List<Integer> places,
        SortedMap<Integer, Integer> waiting) {

    /** Of {@code steps}, which are those of {@code run} and those that could not be made. */
    static Told of(Run run, List<Event> steps, List<String> threads, Map<Task, Integer> columns) {
        Facts facts = new Facts();
        List<dev.brigade.check.naming.Event> told = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        IdentityHashMap<Operation, Integer> indices = new IdentityHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            if (goesOnLater(steps, i)) {
                continue;
            }
            int place = i;
            Operation operation = steps.get(i).operation();
            facts.of(columns.getOrDefault(steps.get(i).task(), 0), operation).ifPresent(one -> {
                indices.put(operation.whole(), told.size());
                told.add(one);
                places.add(place);
            });
        }
        SortedMap<Integer, Integer> waiting = new TreeMap<>();
        waits(run).forEach((operation, task) -> {
            Integer index = indices.get(operation);
            if (index != null) {
                waiting.putIfAbsent(columns.getOrDefault(task, 0), index);
            }
        });
        return new Told(threads, told, places, waiting);
    }

    /** Who waits in the hang, or waited in what would have become one, and at what. */
    private static IdentityHashMap<Operation, Task> waits(Run run) {
        IdentityHashMap<Operation, Task> waits = new IdentityHashMap<>();
        for (Waiting one : run.stalled().isEmpty() ? run.stuck() : run.stalled()) {
            waits.put(one.operation(), one.task());
        }
        if (waits.isEmpty()) {
            for (Event event : run.events()) {
                if (event.operation().whole() instanceof SqlStep step && step.wasInDeadlock()) {
                    waits.put(step, event.task());
                }
            }
        }
        return waits;
    }

    @SuppressWarnings("ReferenceEquality") // an operation is what it is
    private static boolean goesOnLater(List<Event> events, int i) {
        Event event = events.get(i);
        for (int k = i + 1; k < events.size(); k++) {
            Event later = events.get(k);
            if (later.task() == event.task()) {
                return later.operation() != later.operation().whole()
                        && later.operation().whole() == event.operation().whole();
            }
        }
        return false;
    }

    /** What it is called, with the steps of the run that matter. */
    Naming named(dev.brigade.check.naming.Run.End end) {
        return inRun(Classifier.name(asRun(end)));
    }

    /** A data race of two of these steps, by their indices. */
    Naming dataRace(int first, int second) {
        return inRun(Classifier.dataRace(asRun(dev.brigade.check.naming.Run.End.NORMAL), first, second));
    }

    private dev.brigade.check.naming.Run asRun(dev.brigade.check.naming.Run.End end) {
        return new dev.brigade.check.naming.Run(threads, events, end, waiting);
    }

    private Naming inRun(Naming naming) {
        TreeSet<Integer> matters = new TreeSet<>();
        naming.matters().forEach(index -> matters.add(places.get(index)));
        return new Naming(naming.anomaly(), naming.sentence(), matters);
    }
}
