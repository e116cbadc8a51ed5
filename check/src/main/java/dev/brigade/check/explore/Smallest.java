package dev.brigade.check.explore;

import dev.brigade.check.schedule.Event;
import dev.brigade.check.search.Diverged;
import dev.brigade.check.search.EarlySleeps;
import dev.brigade.check.search.Segments;
import dev.brigade.check.search.Segments.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a schedule smaller: takes away turns, one after the other, as long as the run still shows the same violation with fewer switches.
 */
final class Smallest {
    private static final int MOST_RUNS = 300;

    private final Runner runner;
    private final Judge judge;
    private final long end;
    private int runs;

    /** @param time how long it may take: a run without end takes seconds */
    Smallest(Runner runner, Judge judge, Duration time) {
        this.runner = runner;
        this.judge = judge;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** How often a thread was replaced that could have gone on. */
    static int switches(Ending ending) {
        int count = 0;
        for (Event event : ending.run().events()) {
            count += event.couldGoOn() ? 1 : 0;
        }
        return count;
    }

    Found of(Found found) {
        Found best = found;
        boolean smaller = true;
        while (smaller && switches(best.ending()) > 0 && !isOver()) {
            smaller = false;
            List<Turn> turns = Segments.of(best.ending().run().events());
            for (int i = 0; i < turns.size() && !smaller && !isOver(); i++) {
                for (List<Turn> fewer : without(turns, i)) {
                    Optional<Found> next = run(fewer, found);
                    if (next.isPresent() && isSmaller(next.get(), best)) {
                        best = next.get();
                        smaller = true;
                        break;
                    }
                }
            }
        }
        return best;
    }

    private boolean isOver() {
        return runs >= MOST_RUNS || System.nanoTime() - end > 0;
    }

    private static boolean isSmaller(Found one, Found other) {
        int fewer = Integer.compare(switches(one.ending()), switches(other.ending()));
        return fewer < 0
                || (fewer == 0
                        && one.ending().run().events().size()
                                < other.ending().run().events().size());
    }

    /** The turns with the steps of turn {@code i} made in the next turn of its thread, or in the one before. */
    private static List<List<Turn>> without(List<Turn> turns, int i) {
        List<List<Turn>> ways = new ArrayList<>();
        Turn gone = turns.get(i);
        for (int step : new int[] {1, -1}) {
            for (int k = i + step; k >= 0 && k < turns.size(); k += step) {
                if (turns.get(k).key().equals(gone.key())) {
                    List<Turn> fewer = new ArrayList<>(turns);
                    fewer.set(k, new Turn(gone.key(), turns.get(k).steps() + gone.steps()));
                    fewer.remove(i);
                    ways.add(fewer);
                    break;
                }
            }
        }
        return ways;
    }

    private Optional<Found> run(List<Turn> turns, Found found) {
        runs++;
        try {
            Segments plan = new Segments(turns);
            boolean early = found.ending().run().sleepsEndEarly();
            Ending ending = runner.run(early ? new EarlySleeps(plan) : plan);
            Optional<Violation> wrong = judge.judge(ending);
            return wrong.isPresent() && wrong.get() == found.violation()
                    ? Optional.of(new Found(wrong.get(), ending, found.schedules()))
                    : Optional.empty();
        } catch (Diverged e) {
            return Optional.empty();
        }
    }
}
