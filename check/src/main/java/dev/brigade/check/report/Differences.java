package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the serial orders give, against what a schedule gave.
 *
 * @param serial the outcomes of the serial orders, equal ones once
 * @param found what the schedule gave
 * @param same how many values are left out because they are the same everywhere
 * @param together whether each of the found values occurs in some serial order, but in none all of them
 */
record Differences(List<Group> serial, List<Value> found, int same, boolean together) {

    /**
     * An outcome of serial orders.
     *
     * @param orders which ones, for people
     */
    record Group(String orders, List<String> values) {}

    /**
     * A value that was found.
     *
     * @param isWrong whether no serial order gives it
     */
    record Value(String text, boolean isWrong) {}

    static Differences of(Finding finding, boolean isComplete) {
        Map<List<String>, List<String>> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : finding.serial()) {
            outcomes.computeIfAbsent(values(finding, outcome), any -> new ArrayList<>())
                    .add(outcome.order());
        }
        List<String> found = values(finding, finding.found());
        Map<String, Integer> least = counts(found);
        Map<String, Integer> most = new HashMap<>();
        for (List<String> values : outcomes.keySet()) {
            Map<String, Integer> counts = counts(values);
            least.replaceAll((value, count) -> Math.min(count, counts.getOrDefault(value, 0)));
            counts.forEach((value, count) -> most.merge(value, count, Math::max));
        }
        Map<String, Integer> hidden = isComplete || outcomes.isEmpty() ? Map.of() : least;

        List<Group> groups = new ArrayList<>();
        outcomes.forEach((values, orders) ->
                groups.add(new Group(label(orders, finding.serial().size()), without(values, hidden))));
        List<Value> shown = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String value : without(found, hidden)) {
            int before = hidden.getOrDefault(value, 0);
            int number = seen.merge(value, 1, Integer::sum) + before;
            shown.add(new Value(value, !outcomes.isEmpty() && number > most.getOrDefault(value, 0)));
        }
        lacking(outcomes, found).forEach(value -> shown.add(new Value("without " + value, true)));
        boolean together = !outcomes.isEmpty()
                && !outcomes.containsKey(found)
                && shown.stream().noneMatch(Value::isWrong);
        int same = hidden.values().stream().mapToInt(Integer::intValue).sum();
        return new Differences(groups, shown, same, together);
    }

    /** What all serial orders have, if this schedule left less behind than any of them. */
    private static List<String> lacking(Map<List<String>, List<String>> outcomes, List<String> found) {
        if (outcomes.isEmpty() || outcomes.keySet().stream().anyMatch(values -> values.size() <= found.size())) {
            return List.of();
        }
        Map<String, Integer> counts = counts(found);
        return outcomes.keySet().iterator().next().stream()
                .distinct()
                .filter(value -> !counts.containsKey(value)
                        && outcomes.keySet().stream().allMatch(values -> values.contains(value)))
                .toList();
    }

    private static List<String> values(Finding finding, Outcome outcome) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < outcome.results().size(); i++) {
            String thread = i < finding.threads().size() ? finding.threads().get(i) : "t" + i;
            values.add(thread + ": " + outcome.results().get(i));
        }
        values.addAll(outcome.state());
        return values;
    }

    private static Map<String, Integer> counts(List<String> values) {
        Map<String, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static List<String> without(List<String> values, Map<String, Integer> hidden) {
        Map<String, Integer> left = new HashMap<>(hidden);
        return values.stream()
                .filter(value -> left.getOrDefault(value, 0) == 0 || left.merge(value, -1, Integer::sum) < 0)
                .toList();
    }

    private static String label(List<String> orders, int all) {
        if (orders.size() == all) {
            return switch (all) {
                case 1 -> "the serial order";
                case 2 -> "both serial orders";
                default -> "all " + all + " serial orders";
            };
        }
        return orders.size() == 1 ? orders.getFirst() : orders.size() + " orders, such as " + orders.getFirst();
    }
}
