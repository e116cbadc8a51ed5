package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said of threads that wait in vain, or run in vain. Which of them it is, the explorer knows. */
final class Hangs {
    private Hangs() {}

    /** What matters are the steps at which threads wait, and what they do at locks and rows that others use too. */
    static Naming named(Run run, Anomaly anomaly) {
        Map<String, Set<Integer>> users = users(run, anomaly != Anomaly.LIVELOCK);
        Set<String> shared = users.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        TreeSet<Integer> steps = new TreeSet<>(run.waiting().values());
        for (int i = 0; i < run.events().size(); i++) {
            if (run.events().get(i).accesses().stream()
                    .anyMatch(access -> shared.contains(access.location().name()))) {
                steps.add(i);
            }
        }
        return Naming.of(anomaly, anomaly == Anomaly.LIVELOCK ? around(run, shared) : waits(run, anomaly), steps);
    }

    private static Map<String, Set<Integer>> users(Run run, boolean locksOnly) {
        Map<String, Set<Integer>> users = new HashMap<>();
        for (Event event : run.events()) {
            if (!locksOnly || event.kind() == Event.Kind.LOCK || event.isSql() || event.kind() == Event.Kind.ABORT) {
                event.accesses()
                        .forEach(access -> users.computeIfAbsent(
                                        access.location().name(), any -> new HashSet<>())
                                .add(event.thread()));
            }
        }
        return users;
    }

    private static String waits(Run run, Anomaly anomaly) {
        List<String> parts = new ArrayList<>();
        run.waiting()
                .forEach((thread, step) -> run.events().get(step).accesses().stream()
                        .findFirst()
                        .ifPresent(access -> parts.add(name(run, thread) + " waits for "
                                + access.location().text())));
        if (parts.isEmpty()) {
            return anomaly.meaning();
        }
        return String.join("; ", parts) + (anomaly == Anomaly.LOST_WAKE_UP ? ", and nobody is left to signal." : ".");
    }

    private static String around(Run run, Set<String> shared) {
        String things = shared.stream()
                .map(name -> Location.of(name).text())
                .sorted()
                .limit(3)
                .collect(Collectors.joining(", "));
        return String.join(" and ", run.threads()) + " go on and on" + (things.isEmpty() ? "" : " around " + things)
                + ".";
    }

    private static String name(Run run, int thread) {
        return thread < run.threads().size() ? run.threads().get(thread) : "t" + thread;
    }
}
