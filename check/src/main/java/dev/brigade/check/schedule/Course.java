package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of one run: who was chosen where several could go on, and which steps were made. It asks the {@link Strategy}; what that
 * throws ends the run, and is kept for the run's caller, since it must not reach the code that happened to be at a point. Of the
 * carrier.
 */
final class Course {
    /** A run may make so many steps; more if a serial run makes nearly as many. */
    private static final int MOST_STEPS = 100_000;
    /** Those beside each other may wait, and try again, which takes more steps than one after the other. */
    private static final int MARGIN = 4;

    private final Ready ready;
    private List<Event> events = new ArrayList<>();
    private List<String> choices = new ArrayList<>();
    private Strategy strategy = (options, current) -> options.getFirst();
    private @Nullable RuntimeException refused;
    /** Who could go on at the choice that was made last, until its step is made. */
    private @Nullable List<Task> options;

    private int steps;
    private boolean serial;
    private int mostInSerialRuns;

    Course(Ready ready) {
        this.ready = ready;
    }

    void begin(Strategy chosen, boolean endsEarly) {
        events = new ArrayList<>(); // those of the run before belong to who has its result
        choices = new ArrayList<>();
        options = null;
        refused = null;
        steps = 0;
        strategy = chosen;
        serial = chosen.isSerial();
        if (endsEarly) {
            choices.add(ScheduleText.EARLY);
        }
    }

    List<Event> events() {
        return events;
    }

    List<String> choices() {
        return choices;
    }

    /** What the strategy has thrown. */
    @Nullable
    RuntimeException refused() {
        return refused;
    }

    boolean isTooLong() {
        return steps > (serial ? MOST_STEPS : Math.max(MOST_STEPS, MARGIN * mostInSerialRuns));
    }

    /** Whether it is too long although one thread comes after the other, and so perhaps for no reason that has to do with threads. */
    boolean isTooLongBySelf() {
        return serial && steps > MOST_STEPS;
    }

    /** Another thread can go on. */
    void optionAdded() {
        options = null;
    }

    /**
     * Who goes on; null if nobody can.
     *
     * @param chooses whether the strategy is asked, if there are several
     */
    @Nullable
    Task pick(@Nullable Task current, boolean chooses) {
        List<Task> found = ready.options(current);
        options = found;
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() == 1 || !chooses) {
            return found.getFirst();
        }
        try {
            Task chosen = strategy.choose(found, found.getFirst() == current ? current : null);
            choices.add(chosen.key());
            return chosen;
        } catch (RuntimeException e) {
            refuse(e);
            return found.getFirst();
        }
    }

    /**
     * {@code task} makes its next step now.
     *
     * @param current who would go on if nobody chose
     */
    void makes(Task task, @Nullable Task current) {
        steps++;
        if (serial) {
            mostInSerialRuns = Math.max(mostInSerialRuns, steps);
        }
        task.steps++;
        Operation operation = task.next();
        Task before = events.isEmpty() ? null : events.getLast().task();
        boolean couldGoOn = before != null && before != task && before.ready && ready.isPossible(before);
        try {
            strategy.makes(task, operation, strategy.wantsOptions() ? options(current) : List.of());
        } catch (RuntimeException e) {
            refuse(e);
        }
        options = null;
        events.add(new Event(task, operation, couldGoOn));
    }

    /** Who could make a step instead: known if one was chosen just now. */
    private List<Task> options(@Nullable Task current) {
        List<Task> known = options;
        return known != null ? known : ready.options(current);
    }

    private void refuse(RuntimeException why) {
        if (refused == null) {
            refused = why;
        }
    }
}
