package dev.brigade.check.schedule;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of threads under a strategy.
 *
 * @param events the steps, in order
 * @param choices at each moment at which several could go on, the {@link Task#key} of the one that did
 * @param end how it ended
 * @param stuck those that had not ended, with what they wait for
 * @param stalled those that at some time waited for each other, which only the end of somebody's patience could end; mostly empty
 * @param strangers where threads outside of the explorer's control took part; empty if none did
 */
public record Run(
        List<Event> events,
        List<String> choices,
        End end,
        List<Waiting> stuck,
        List<Waiting> stalled,
        List<String> strangers) {

    /** Whether sleeps and time limits {@linkplain Strategy#sleepsEndEarly ended early}. */
    public boolean sleepsEndEarly() {
        return !choices.isEmpty() && choices.getFirst().equals(ScheduleText.EARLY);
    }

    /** Of those explored, the {@link Task#key keys} of who has run out of time early, or has started one who has; mostly empty. */
    public Set<String> outOfTime() {
        return sleepsEndEarly()
                ? events.stream()
                        .map(Event::task)
                        .filter(Task::hasRunOutOfTime)
                        .map(task -> task.root().key())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Whether a wait of an explored thread has ended early of which its code does not ask whether it was in vain. */
    public boolean hasUnaskedEnd() {
        return events.stream()
                .map(event -> event.operation().whole())
                .anyMatch(whole -> whole.isOutOfTime() && whole.isUnasked());
    }

    /** The same, with the knowledge that these took part. */
    Run leftControl(List<String> those) {
        return new Run(events, choices, End.LEFT_CONTROL, stuck, stalled, those);
    }

    /** How a run ends. */
    public enum End {
        /** All threads came to their end. */
        COMPLETE,
        /** None could go on. */
        STUCK,
        /** They made more steps than a run may have. */
        ENDLESS,
        /** They wait for something that is not under control. */
        LEFT_CONTROL
    }
}
