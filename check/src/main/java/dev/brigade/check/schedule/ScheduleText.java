package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule as text: which thread goes on at each choice, equal ones counted. {@code t0*3 t1*2 t0} is the choices 0, 0, 0, 1, 1, 0. Threads
 * are named by their {@link Task#key}: those explored are numbered from 0, {@code t1.0} is the first that thread 1 has started, and
 * {@code ts.0} the first that was started before them, as a consumer's is. {@code early} comes first if sleeps and time limits {@linkplain
 * Strategy#sleepsEndEarly end early}. The same in any JVM.
 */
public final class ScheduleText {
    private static final Pattern PART =
            Pattern.compile("t(?<key>(?:\\d{1,6}|s)(?:\\.\\d{1,6})*)(?:\\*(?<times>\\d{1,9}))?");

    /** Stands in the place of the first choice. */
    public static final String EARLY = "early";

    /** More choices than this are a mistake, not a schedule. */
    private static final int MOST_CHOICES = 10_000_000;

    private ScheduleText() {}

    /** The text of {@code choices}, which are the keys of threads; empty if there are none. */
    public static String of(List<String> choices) {
        StringBuilder text = new StringBuilder();
        for (int begin = 0; begin < choices.size(); ) {
            int end = begin;
            while (end < choices.size() && choices.get(end).equals(choices.get(begin))) {
                end++;
            }
            text.append(text.isEmpty() ? "" : " ");
            text.append(choices.get(begin).equals(EARLY) ? "" : "t").append(choices.get(begin));
            if (end - begin > 1) {
                text.append('*').append(end - begin);
            }
            begin = end;
        }
        return text.toString();
    }

    /**
     * The choices that {@code text} stands for.
     *
     * @throws IllegalArgumentException if it is not such a text; the message says what is wrong and where
     */
    public static List<String> choices(String text) {
        List<String> choices = new ArrayList<>();
        if (text.isBlank()) {
            return List.of();
        }
        String[] parts = text.strip().split("\\s+", -1);
        boolean early = parts[0].equals(EARLY);
        if (early) {
            choices.add(EARLY);
        }
        for (int i = early ? 1 : 0; i < parts.length; i++) {
            Matcher part = PART.matcher(parts[i]);
            if (!part.matches()) {
                throw wrong(parts[i], i, "is neither like t0 nor like t0*3");
            }
            int times = part.group("times") == null ? 1 : Integer.parseInt(part.group("times"));
            if (times == 0) {
                throw wrong(parts[i], i, "counts no choice");
            }
            if (choices.size() + (long) times > MOST_CHOICES) {
                throw wrong(parts[i], i, "counts more than " + MOST_CHOICES + " choices");
            }
            for (int k = 0; k < times; k++) {
                choices.add(part.group("key"));
            }
        }
        return List.copyOf(choices);
    }

    private static IllegalArgumentException wrong(String part, int index, String what) {
        return new IllegalArgumentException("\"" + part + "\", at place " + (index + 1) + " of the schedule, " + what
                + ". Copy it anew from the report");
    }
}
