package dev.brigade.check.explore;

import dev.brigade.check.Exploration;
import dev.brigade.check.Subjects;
import dev.brigade.check.control.Controller;
import dev.brigade.check.control.Valued;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.search.Replay;
import java.util.Set;
import java.util.TreeSet;

/** Runs one schedule again and again, and writes down each step with its values and what came out. */
public final class Replays {
    private Replays() {}

    /** What there was to see, in {@code times} runs: one text if they were all the same. */
    public static Set<String> of(Exploration<?> exploration, String schedule, int times) {
        try {
            Controller controller = new Controller(Subjects.open(exploration));
            controller.trace(true);
            Runner runner = new Runner(Subjects.of(exploration, controller), controller);
            Set<String> seen = new TreeSet<>();
            Subjects.quietly(controller, () -> {
                for (int i = 0; i < times; i++) {
                    seen.add(text(runner.run(Replay.of(schedule))));
                }
            });
            return seen;
        } finally {
            Subjects.close(exploration);
        }
    }

    private static String text(Ending ending) {
        StringBuilder text = new StringBuilder();
        for (Event event : ending.run().events()) {
            Operation operation = event.operation();
            text.append('t').append(event.task().key()).append(' ').append(operation.text());
            if (operation instanceof Valued valued) {
                text.append(" = ").append(valued.value());
            }
            text.append('\n');
        }
        return text.append(ending.run().end())
                .append('\n')
                .append(ending.text())
                .append(ending.broken())
                .append(ending.deadlocks())
                .toString();
    }
}
