package dev.brigade.check.explore;

import dev.brigade.check.Exploration;
import dev.brigade.check.Subjects;
import dev.brigade.check.control.Controller;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.ScheduleText;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.search.EarlySleeps;
import dev.brigade.check.search.PartialOrder;
import dev.brigade.check.search.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs the schedules of an exploration, all of them or those that are not equivalent, and collects what comes out. */
public final class AllSchedules {
    /**
     * What came out.
     *
     * @param outcomes each with a schedule that gives it
     * @param complete whether all schedules were run
     */
    public record Outcomes(Map<String, String> outcomes, int schedules, boolean complete) {}

    private AllSchedules() {}

    /** Those that are not equivalent. */
    public static Outcomes reduced(Exploration<?> exploration, int most) {
        return reduced(exploration, most, false);
    }

    /** Those that are not equivalent, perhaps with sleeps and time limits that end early. */
    public static Outcomes reduced(Exploration<?> exploration, int most, boolean early) {
        return run(exploration, new PartialOrder(), most, early);
    }

    /** All, the deepest choice changed first. */
    public static Outcomes plain(Exploration<?> exploration, int most) {
        return plain(exploration, most, false);
    }

    /** All, perhaps with sleeps and time limits that end early. */
    public static Outcomes plain(Exploration<?> exploration, int most, boolean early) {
        return run(exploration, new DepthFirst(), most, early);
    }

    /** Some, at random. */
    public static Outcomes random(Exploration<?> exploration, int most) {
        return random(exploration, most, false);
    }

    /** Some, at random, perhaps with sleeps and time limits that end early. */
    public static Outcomes random(Exploration<?> exploration, int most, boolean early) {
        return run(exploration, new Dice(new Random(1)), most, early);
    }

    private static Outcomes run(Exploration<?> exploration, Search search, int most, boolean early) {
        Controller controller = new Controller(Subjects.open(exploration));
        try {
            Runner runner = new Runner(Subjects.of(exploration, controller), controller);
            Map<String, String> outcomes = new TreeMap<>();
            for (int schedules = 0; schedules < most; schedules++) {
                if (!search.next()) {
                    return new Outcomes(outcomes, schedules, true);
                }
                Ending ending = runner.run(early ? new EarlySleeps(search) : search);
                search.ran(ending.run());
                outcomes.computeIfAbsent(
                        text(ending), _ -> ScheduleText.of(ending.run().choices()));
            }
            return new Outcomes(outcomes, most, false);
        } finally {
            Subjects.close(exploration);
        }
    }

    private static String text(Ending ending) {
        Run.End end = ending.run().end();
        return end == Run.End.COMPLETE ? ending.text() + ending.broken() : end.toString();
    }

    private static final class DepthFirst implements Search {
        private final List<int[]> path = new ArrayList<>(); // {chosen, of how many}
        private int at;
        private boolean begun;

        @Override
        public boolean next() {
            at = 0;
            if (!begun) {
                begun = true;
                return true;
            }
            while (!path.isEmpty()) {
                int[] last = path.getLast();
                if (++last[0] < last[1]) {
                    return true;
                }
                path.removeLast();
            }
            return false;
        }

        @Override
        public Task choose(List<Task> options, @Nullable Task current) {
            if (at == path.size()) {
                path.add(new int[] {0, options.size()});
            }
            return options.get(path.get(at++)[0]);
        }
    }

    private record Dice(Random random) implements Search {
        @Override
        public boolean next() {
            return true;
        }

        @Override
        public Task choose(List<Task> options, @Nullable Task current) {
            return options.get(random.nextInt(options.size()));
        }
    }
}
