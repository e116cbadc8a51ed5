package dev.brigade.check.search;

import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads by turns: each goes on for so many steps, or as long as it can. Never diverges: a turn whose thread can't go on is over.
 * Then whoever ran goes on, as long as it can.
 */
public final class Segments implements Strategy {
    /** So many steps that a turn lasts as long as it can. */
    public static final int TO_THE_END = Integer.MAX_VALUE;

    /** {@code steps} of the thread with that key. */
    public record Turn(String key, int steps) {}

    private final List<Turn> turns;
    private int at;
    private int made;

    public Segments(List<Turn> turns) {
        this.turns = List.copyOf(turns);
    }

    /** The turns of a run. */
    public static List<Turn> of(List<Event> events) {
        List<Turn> turns = new ArrayList<>();
        for (Event event : events) {
            String key = event.task().key();
            if (!turns.isEmpty() && turns.getLast().key().equals(key)) {
                turns.set(turns.size() - 1, new Turn(key, turns.getLast().steps() + 1));
            } else {
                turns.add(new Turn(key, 1));
            }
        }
        return turns;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        while (at < turns.size()) {
            Turn turn = turns.get(at);
            if (made < turn.steps()) {
                for (Task option : options) {
                    if (option.key().equals(turn.key())) {
                        return option;
                    }
                }
            }
            at++;
            made = 0;
        }
        return options.getFirst();
    }

    @Override
    public void makes(Task task, Operation operation, List<Task> options) {
        if (at < turns.size()) {
            if (task.key().equals(turns.get(at).key())) {
                made++;
            } else {
                for (int i = at + 1; i < turns.size(); i++) { // nobody else could go on
                    if (turns.get(i).key().equals(task.key())) {
                        at = i;
                        made = 1;
                        return;
                    }
                }
            }
        }
    }
}
