package dev.brigade.check.search;

import dev.brigade.check.schedule.ScheduleText;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows choices that were made before: at each moment at which several threads can go on, the next of them says which does.
 */
public final class Replay implements Strategy {
    private final List<String> keys;
    private final boolean sleepsEndEarly;
    private int at;

    public Replay(List<String> choices) {
        this.sleepsEndEarly = !choices.isEmpty() && choices.getFirst().equals(ScheduleText.EARLY);
        this.keys = List.copyOf(choices.subList(sleepsEndEarly ? 1 : 0, choices.size()));
    }

    @Override
    public boolean sleepsEndEarly() {
        return sleepsEndEarly;
    }

    /**
     * The replay of what {@link ScheduleText#of} has given.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Replay of(String text) {
        return new Replay(ScheduleText.choices(text));
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
