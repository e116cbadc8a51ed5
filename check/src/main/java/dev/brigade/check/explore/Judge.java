package dev.brigade.check.explore;

import dev.brigade.check.schedule.Run;
import java.util.Optional;

/** Says what is wrong about how a run ended. Confined to the thread that explores. */
final class Judge {
    private final SerialOutcomes serial;

    Judge(SerialOutcomes serial) {
        this.serial = serial;
    }

    /** What is wrong; empty if nothing is. A data race only if nothing else is. */
    Optional<Violation> judge(Ending ending) {
        return switch (ending.run().end()) {
            case LEFT_CONTROL -> Optional.of(Violation.LEFT_CONTROL);
            case ENDLESS -> Optional.of(Violation.LIVELOCK);
            case STUCK ->
                Optional.of(
                        !ending.run().stalled().isEmpty() || isKnot(ending.run())
                                ? Violation.DEADLOCK
                                : Violation.LOST_WAKE_UP);
            case COMPLETE -> outcome(ending);
        };
    }

    private Optional<Violation> outcome(Ending ending) {
        if (!ending.broken().isEmpty()) {
            return Optional.of(Violation.BROKEN_INVARIANT);
        }
        if (anyAssertionFailed(ending)) {
            return Optional.of(Violation.UNEXPECTED_FAILURE); // the code itself says that it is wrong
        }
        if (!ending.run().stalled().isEmpty() || !ending.deadlocks().isEmpty()) {
            return Optional.of(
                    Violation.DEADLOCK); // also if it led to more: to a timeout, or to an answer that says so
        }
        if (serial.isComplete() ? !serial.explain(ending) : failsUnlikeAny(ending)) {
            return Optional.of(failsUnlikeAny(ending) ? Violation.UNEXPECTED_FAILURE : Violation.NOT_SERIAL);
        }
        return ending.races().isEmpty() ? Optional.empty() : Optional.of(Violation.DATA_RACE);
    }

    private static boolean anyAssertionFailed(Ending ending) {
        for (Optional<Throwable> failure : ending.failures()) {
            if (failure.isPresent() && failure.get() instanceof AssertionError) {
                return true;
            }
        }
        return false;
    }

    private boolean failsUnlikeAny(Ending ending) {
        for (int i = 0; i < ending.failures().size(); i++) {
            if (ending.failures().get(i).isPresent() && !ending.aborted().get(i) && !serial.knowsFailure(ending, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody waits for a lock: for what another one holds, not for what another one should do. */
    private static boolean isKnot(Run run) {
        return run.stuck().stream().anyMatch(waiting -> waiting.obstacle().isPresent());
    }
}
