package dev.brigade.check.explore;

import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.search.Segments;
import dev.brigade.check.search.Segments.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Schedules directed at the pairs of steps that can conflict, as the serial runs predict: one thread runs until just before such a
 * step, another one then runs to its end, or until just before its own such step. Threads that do the same are interchangeable, so
 * two of each kind stand for all.
 */
final class Directed {
    private static final int MOST_STEPS_LOOKED_AT = 400;
    /** So many one after the other that read the same: who goes round and round reads no more in other runs. */
    private static final int MOST_REPEATED = 100;

    private static final int MOST_PLANS = 1000;
    private static final int MOST_PLANS_OF_TWO = 150;
    private static final int MOST_PLANS_OF_ALL = 20;

    private record Step(int index, String subject, boolean changes) {}

    private final Map<String, List<Step>> stepsOf = new LinkedHashMap<>();

    /** @param serials runs of one thread after the other */
    Directed(List<List<Event>> serials) {
        for (List<Event> events : serials) {
            Map<String, List<Step>> here = new LinkedHashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Event event : events) {
                String key = event.task().key();
                Operation operation = event.operation();
                int index = counts.merge(key, 1, Integer::sum) - 1;
                List<Step> steps = here.computeIfAbsent(key, _ -> new ArrayList<>());
                if (!operation.subject().isEmpty()
                        && steps.size() < MOST_STEPS_LOOKED_AT
                        && !isRepeated(steps, operation)) {
                    steps.add(new Step(index, operation.subject(), operation.changes()));
                }
            }
            here.forEach((key, steps) -> {
                List<Step> known = stepsOf.get(key);
                if (known == null || goesFurther(steps, known)) {
                    stepsOf.put(key, steps);
                }
            });
        }
    }

    private static boolean isRepeated(List<Step> steps, Operation operation) {
        if (operation.changes() || steps.size() < MOST_REPEATED) {
            return false;
        }
        for (Step step : steps.subList(steps.size() - MOST_REPEATED, steps.size())) {
            if (step.changes() || !step.subject().equals(operation.subject())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a way through the same code changes more than another one, or is longer: who is refused may read more for its answer. */
    private static boolean goesFurther(List<Step> one, List<Step> other) {
        long more = changes(one) - changes(other);
        return more > 0 || (more == 0 && one.size() > other.size());
    }

    private static long changes(List<Step> steps) {
        return steps.stream().filter(Step::changes).count();
    }

    /** What several threads touch, at least one changing it. */
    Set<String> shared() {
        Map<String, Set<String>> touch = new LinkedHashMap<>();
        Set<String> changed = new LinkedHashSet<>();
        stepsOf.forEach((key, steps) -> steps.forEach(step -> {
            touch.computeIfAbsent(step.subject(), _ -> new LinkedHashSet<>()).add(key);
            if (step.changes()) {
                changed.add(step.subject());
            }
        }));
        Set<String> shared = new LinkedHashSet<>();
        touch.forEach((subject, keys) -> {
            if (keys.size() > 1 && changed.contains(subject)) {
                shared.add(subject);
            }
        });
        return shared;
    }

    /** The schedules, the most promising first. */
    List<Segments> plans() {
        Set<List<Turn>> one = new LinkedHashSet<>();
        Set<List<Turn>> two = new LinkedHashSet<>();
        List<String> those = representatives();
        for (String a : those) {
            for (String b : those) {
                if (a.equals(b)) {
                    continue;
                }
                for (Step i : conflicting(a, b)) {
                    one.add(List.of(new Turn(a, i.index()), new Turn(b, Segments.TO_THE_END)));
                    for (Step j : conflicting(b, a)) {
                        if (two.size() < MOST_PLANS_OF_TWO) {
                            two.add(List.of(
                                    new Turn(a, i.index()),
                                    new Turn(b, j.index()),
                                    new Turn(a, Segments.TO_THE_END),
                                    new Turn(b, Segments.TO_THE_END)));
                        }
                    }
                }
            }
        }
        List<Segments> plans = new ArrayList<>();
        one.stream().limit(MOST_PLANS).forEach(turns -> plans.add(new Segments(turns)));
        ofAll().forEach(turns -> plans.add(new Segments(turns)));
        two.forEach(turns -> plans.add(new Segments(turns)));
        return plans;
    }

    /**
     * If there are more than two: each of them runs until just before the first step at which it can meet another one, or the second,
     * and so on; then they go on one after the other. So a circle of locks closes, however many there are in it.
     */
    private Set<List<Turn>> ofAll() {
        Set<List<Turn>> plans = new LinkedHashSet<>();
        if (stepsOf.size() < 3) {
            return plans;
        }
        Set<String> shared = shared();
        for (int place = 0; place < MOST_PLANS_OF_ALL; place++) {
            List<Turn> turns = new ArrayList<>();
            for (Map.Entry<String, List<Step>> one : stepsOf.entrySet()) {
                one.getValue().stream()
                        .filter(step -> shared.contains(step.subject()))
                        .skip(place)
                        .findFirst()
                        .ifPresent(step -> turns.add(new Turn(one.getKey(), step.index())));
            }
            if (turns.size() < 2) {
                return plans;
            }
            plans.add(turns);
        }
        return plans;
    }

    /** Two of each kind of thread that does the same. */
    private List<String> representatives() {
        Map<List<String>, Integer> kinds = new LinkedHashMap<>();
        List<String> chosen = new ArrayList<>();
        stepsOf.forEach((key, steps) -> {
            List<String> kind = steps.stream()
                    .map(step -> step.subject() + (step.changes() ? "!" : ""))
                    .toList();
            if (kinds.merge(kind, 1, Integer::sum) <= 2) {
                chosen.add(key);
            }
        });
        return chosen;
    }

    /** Steps of {@code a}, not its first of all, that conflict with some step of {@code b}. */
    private List<Step> conflicting(String a, String b) {
        List<Step> found = new ArrayList<>();
        for (Step step : stepsOf.getOrDefault(a, List.of())) {
            for (Step other : stepsOf.getOrDefault(b, List.of())) {
                if (step.subject().equals(other.subject()) && (step.changes() || other.changes())) {
                    found.add(step);
                    break;
                }
            }
        }
        return found;
    }
}
