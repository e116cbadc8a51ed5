package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule as text: which thread goes on at each choice, equal ones counted. {@code t0*3 t1*2 t0} is the choices 0, 0, 0, 1, 1, 0.
 * Threads are numbered from 0, in the order of their columns.
 */
public final class ReplayCode {
    private static final Pattern RUN = Pattern.compile("t(\\d{1,6})(?:\\*(\\d{1,9}))?");

    /** More choices than this are a mistake, not a schedule. */
    private static final int MOST_CHOICES = 10_000_000;

    private ReplayCode() {}

    /** The text of {@code choices}; empty if there are none. */
    public static String of(List<Integer> choices) {
        StringBuilder text = new StringBuilder();
        int begin = 0;
        for (int i = 1; i <= choices.size(); i++) {
            if (i == choices.size() || !choices.get(i).equals(choices.get(begin))) {
                text.append(text.isEmpty() ? "t" : " t").append(choices.get(begin));
                if (i - begin > 1) {
                    text.append('*').append(i - begin);
                }
                begin = i;
            }
        }
        return text.toString();
    }

    /**
     * The choices that {@code text} stands for.
     *
     * @throws IllegalArgumentException if it is not such a text; the message says what is wrong and where
     */
    public static List<Integer> choices(String text) {
        List<Integer> choices = new ArrayList<>();
        if (text.isBlank()) {
            return List.of();
        }
        String[] runs = text.strip().split("\\s+", -1);
        for (int i = 0; i < runs.length; i++) {
            Matcher run = RUN.matcher(runs[i]);
            if (!run.matches()) {
                throw new IllegalArgumentException("Replay code: \"" + runs[i] + "\", at place " + (i + 1)
                        + ", is neither like t0 nor like t0*3. Copy the code anew from the report");
            }
            int times = run.group(2) == null ? 1 : Integer.parseInt(run.group(2));
            if (times == 0 || choices.size() + (long) times > MOST_CHOICES) {
                throw new IllegalArgumentException("Replay code: \"" + runs[i] + "\", at place " + (i + 1) + ", counts "
                        + (times == 0 ? "no choice" : "more than " + MOST_CHOICES + " choices")
                        + ". Copy the code anew from the report");
            }
            Integer thread = Integer.valueOf(run.group(1));
            for (int k = 0; k < times; k++) {
                choices.add(thread);
            }
        }
        return List.copyOf(choices);
    }
}
