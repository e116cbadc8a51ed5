package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said of runs that did not end. Which of them it is, the explorer knows. */
final class Hangs {
    private Hangs() {}

    /**
     * Each thread's last step is what it waits at, if another thread was there too; what threads do at the same locks and rows
     * matters.
     */
    static Naming named(Run run, Anomaly anomaly) {
        Map<String, Set<Integer>> users = users(run, anomaly != Anomaly.LIVELOCK);
        Set<String> shared = users.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        TreeSet<Integer> steps = new TreeSet<>();
        Map<Integer, Event> last = new TreeMap<>();
        for (int i = 0; i < run.events().size(); i++) {
            Event event = run.events().get(i);
            if (event.accesses().stream()
                    .anyMatch(access -> shared.contains(access.location().name()))) {
                steps.add(i);
            }
            last.put(event.thread(), event);
        }
        List<String> parts = new ArrayList<>();
        last.forEach((thread, event) -> {
            if (event.kind() == Event.Kind.LOCK || (event.isSql() && anomaly == Anomaly.DEADLOCK)) {
                event.accesses().stream()
                        .filter(access -> anomaly == Anomaly.LOST_WAKE_UP
                                || shared.contains(access.location().name()))
                        .findFirst()
                        .ifPresent(access -> parts.add(name(run, thread) + " waits for "
                                + access.location().text()));
            }
        });
        return Naming.of(anomaly, sentence(run, anomaly, parts, shared), steps);
    }

    private static Map<String, Set<Integer>> users(Run run, boolean locksOnly) {
        Map<String, Set<Integer>> users = new HashMap<>();
        for (Event event : run.events()) {
            if (!locksOnly || event.kind() == Event.Kind.LOCK || event.isSql()) {
                event.accesses()
                        .forEach(access -> users.computeIfAbsent(
                                        access.location().name(), any -> new HashSet<>())
                                .add(event.thread()));
            }
        }
        return users;
    }

    private static String sentence(Run run, Anomaly anomaly, List<String> parts, Set<String> shared) {
        if (anomaly == Anomaly.LIVELOCK) {
            String things = shared.stream()
                    .map(name -> Location.of(name).text())
                    .sorted()
                    .limit(3)
                    .collect(Collectors.joining(", "));
            return String.join(" and ", run.threads()) + " go on and on" + (things.isEmpty() ? "" : " around " + things)
                    + ".";
        }
        if (parts.isEmpty()) {
            return anomaly.meaning();
        }
        return String.join("; ", parts) + (anomaly == Anomaly.LOST_WAKE_UP ? ", and nobody is left to signal." : ".");
    }

    private static String name(Run run, int thread) {
        return thread < run.threads().size() ? run.threads().get(thread) : "t" + thread;
    }
}
