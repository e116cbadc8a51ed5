package dev.brigade.check.search;

import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows choices that were made before: at each moment at which several threads can go on, the next of them says which does.
 *
 * <p>As text it is the keys of the threads with how often in a row: {@code t0*3 t1*2 t0}. The same in any JVM.
 */
public final class Replay implements Strategy {
    private static final Pattern PART =
            Pattern.compile("t(?<key>(?:\\d+|s)(?:\\.\\d+)*)(?:\\*(?<times>[1-9]\\d{0,5}))?(?:\\s+|$)");

    private final List<String> keys;
    private int at;

    public Replay(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The replay of what {@link #text} has given.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Replay of(String text) {
        return new Replay(keys(text));
    }

    /** The choices in {@code text}. */
    public static List<String> keys(String text) {
        List<String> keys = new ArrayList<>();
        Matcher parts = PART.matcher(text.strip());
        int end = 0;
        while (parts.find() && parts.start() == end) {
            int times = parts.group("times") == null ? 1 : Integer.parseInt(parts.group("times"));
            for (int i = 0; i < times; i++) {
                keys.add(parts.group("key"));
            }
            end = parts.end();
        }
        if (end < text.strip().length()) {
            throw new IllegalArgumentException(
                    "\"" + text.strip().substring(end) + "\" is no schedule: it should be numbers of threads"
                            + " and how often each goes on, such as t0*3 t1 t0*2");
        }
        return keys;
    }

    /** {@code choices} as text. */
    public static String text(List<String> choices) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < choices.size(); ) {
            int end = i;
            while (end < choices.size() && choices.get(end).equals(choices.get(i))) {
                end++;
            }
            text.append(text.isEmpty() ? "t" : " t").append(choices.get(i)).append(end - i > 1 ? "*" + (end - i) : "");
            i = end;
        }
        return text.toString();
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        if (at == keys.size()) {
            return options.getFirst();
        }
        String wanted = keys.get(at++);
        for (Task option : options) {
            if (option.key().equals(wanted)) {
                return option;
            }
        }
        throw new Diverged("At choice " + at + " thread " + wanted + " should go on, but only " + options + " can");
    }
}
