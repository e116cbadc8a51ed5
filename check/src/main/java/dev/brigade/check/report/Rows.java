package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is shown of a finding's schedule, for every kind of report.
 *
 * @param rows from above
 * @param columns the threads that have a column
 * @param remarks what is said of the threads that have none
 */
record Rows(List<Row> rows, List<Integer> columns, List<String> remarks) {
    /** Up to so many threads each has a column, whether or not it takes part. */
    private static final int EACH_SHOWN = 4;

    /** More rows than this are too many to read. */
    private static final int MOST_ROWS = 160;

    static Rows of(Finding finding, boolean isComplete) {
        return of(finding, isComplete, isComplete ? Integer.MAX_VALUE : MOST_ROWS);
    }

    /** At most {@code most} of them: the first and the last. */
    static Rows of(Finding finding, boolean isComplete, int most) {
        List<Integer> columns = columns(finding, isComplete);
        List<Row> rows = rows(finding, columns, isComplete);
        if (rows.size() > most) {
            List<Row> fewer = new ArrayList<>(rows.subList(0, most / 2));
            fewer.add(new Row.Gap(rows.size() - most));
            fewer.addAll(rows.subList(rows.size() - most / 2, rows.size()));
            rows = fewer;
        }
        return new Rows(rows, columns, remarks(finding, columns));
    }

    private static List<Integer> columns(Finding finding, boolean isComplete) {
        List<Integer> all = new ArrayList<>();
        List<Integer> taking = new ArrayList<>();
        for (int thread = 0; thread < finding.threads().size(); thread++) {
            all.add(thread);
            int number = thread;
            if (finding.steps().stream().anyMatch(step -> step.thread() == number && step.matters())) {
                taking.add(thread);
            }
        }
        return isComplete || all.size() <= EACH_SHOWN || taking.isEmpty() ? all : taking;
    }

    private static List<Row> rows(Finding finding, List<Integer> columns, boolean isComplete) {
        List<Row> rows = new ArrayList<>();
        Map<Integer, List<String>> holds = new LinkedHashMap<>();
        List<TraceStep> steps = finding.steps();
        for (int begin = 0; begin < steps.size(); ) {
            int end = begin + 1;
            if (columns.contains(steps.get(begin).thread())) {
                while (end < steps.size() && goesOn(steps, end)) {
                    end++;
                }
                turn(rows, steps, begin, end, holds, isComplete);
                if (end < steps.size() && columns.contains(steps.get(end).thread())) {
                    TraceStep last = steps.get(end - 1);
                    rows.add(new Row.Switch(last.thread(), steps.get(end).thread(), last.reason()));
                }
            } else {
                while (end < steps.size() && !columns.contains(steps.get(end).thread())) {
                    end++;
                }
                TreeSet<Integer> threads = new TreeSet<>();
                steps.subList(begin, end).forEach(step -> threads.add(step.thread()));
                String reason = begin == 0 ? "" : steps.get(begin - 1).reason();
                rows.add(new Row.Aside(List.copyOf(threads), steps.subList(begin, end), reason));
            }
            begin = end;
        }
        if (!steps.isEmpty() && !steps.getLast().reason().isEmpty()) {
            rows.add(new Row.Switch(
                    steps.getLast().thread(),
                    steps.getLast().thread(),
                    steps.getLast().reason()));
        }
        return rows;
    }

    private static boolean goesOn(List<TraceStep> steps, int next) {
        return steps.get(next).thread() == steps.get(next - 1).thread()
                && steps.get(next - 1).reason().isEmpty();
    }

    /** The rows of one thread between two switches. */
    private static void turn(
            List<Row> rows,
            List<TraceStep> steps,
            int begin,
            int end,
            Map<Integer, List<String>> holds,
            boolean isComplete) {
        for (int i = begin; i < end; ) {
            int fold = i;
            while (!isComplete && fold < end && !steps.get(fold).matters()) {
                fold++;
            }
            // a fold of one step takes as much room as the step
            if (fold - i > 1) {
                rows.add(new Row.Folded(i + 1, steps.get(i).thread(), steps.subList(i, fold)));
                i = fold;
            } else {
                TraceStep step = steps.get(i);
                List<String> before = holds.getOrDefault(step.thread(), List.of());
                holds.put(step.thread(), step.holds());
                String now = step.holds().isEmpty() ? "holds nothing now" : "holds " + String.join(", ", step.holds());
                rows.add(new Row.Shown(i + 1, step, before.equals(step.holds()) ? "" : now));
                i++;
            }
        }
    }

    /** Threads without a column, those of one behaviour together. */
    private static List<String> remarks(Finding finding, List<Integer> columns) {
        Map<List<String>, List<Integer>> alike = new LinkedHashMap<>();
        for (int thread = 0; thread < finding.threads().size(); thread++) {
            if (!columns.contains(thread)) {
                int number = thread;
                List<String> behaviour = finding.steps().stream()
                        .filter(step -> step.thread() == number)
                        .map(TraceStep::what)
                        .toList();
                alike.computeIfAbsent(behaviour, any -> new ArrayList<>()).add(thread);
            }
        }
        return alike.entrySet().stream()
                .map(entry -> {
                    List<Integer> threads = entry.getValue();
                    String steps = Words.count(entry.getKey().size(), "step", "steps");
                    return threads.size() == 1
                            ? names(threads) + " (" + finding.threads().get(threads.getFirst()) + "), of " + steps
                                    + ", takes no part."
                            : names(threads) + " are alike ("
                                    + finding.threads().get(threads.getFirst()) + " … "
                                    + finding.threads().get(threads.getLast()) + "), each of " + steps
                                    + ", and take no part.";
                })
                .toList();
    }

    /** {@code t3}, {@code t3–t49}, {@code t3, t5, t8}. */
    static String names(List<Integer> threads) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < threads.size(); ) {
            int end = i + 1;
            while (end < threads.size() && threads.get(end) == threads.get(end - 1) + 1) {
                end++;
            }
            names.append(names.isEmpty() ? "t" : ", t").append(threads.get(i));
            if (end - i > 1) {
                names.append(end - i == 2 ? ", t" : "–t").append(threads.get(end - 1));
            }
            i = end;
        }
        return names.toString();
    }
}
