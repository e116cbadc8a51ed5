package dev.brigade.check.explore;

import dev.brigade.check.schedule.Run;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what is wrong about how a run ended. Confined to the thread that explores. */
final class Judge {
    /** So many outcomes of waits in vain are looked at; each takes a run more. */
    private static final int MOST_NAMED = 100;

    private final SerialOutcomes serial;
    /** Whether what is wrong about an outcome has a name of its own. */
    private final Predicate<Ending> hasName;
    /** By outcome. */
    private final Map<String, Boolean> haveName = new HashMap<>();

    Judge(SerialOutcomes serial, Predicate<Ending> hasName) {
        this.serial = serial;
        this.hasName = hasName;
    }

    /** What is wrong; empty if nothing is. A data race only if nothing else is. */
    Optional<Violation> judge(Ending ending) {
        Set<String> outOfTime = ending.run().outOfTime();
        for (String key : outOfTime) {
            if (ending.failures().get(Integer.parseInt(key)).orElse(null) instanceof AssertionError) {
                return Optional.empty(); // it says itself that its limit is not meant to end
            }
        }
        return switch (ending.run().end()) {
            case LEFT_CONTROL -> Optional.of(Violation.LEFT_CONTROL);
            case ENDLESS -> Optional.of(Violation.LIVELOCK);
            case STUCK ->
                Optional.of(
                        !ending.run().stalled().isEmpty() || isKnot(ending.run())
                                ? Violation.DEADLOCK
                                : Violation.LOST_WAKE_UP);
            case COMPLETE -> outcome(ending, outOfTime);
        };
    }

    private Optional<Violation> outcome(Ending ending, Set<String> outOfTime) {
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
        boolean isUnlikeAny = serial.isComplete() ? !serial.explain(ending) : failsUnlikeAny(ending);
        if (isUnlikeAny && !isExcused(ending, outOfTime)) {
            return Optional.of(failsUnlikeAny(ending) ? Violation.UNEXPECTED_FAILURE : Violation.NOT_SERIAL);
        }
        return ending.races().isEmpty() ? Optional.empty() : Optional.of(Violation.DATA_RACE);
    }

    /**
     * Whether an outcome like that of no serial order is what becomes of a wait in vain: a thread that has run out of time says so, by a
     * result that it has in no serial order, or has at least asked whether it got what it waited for. Not if the outcome has a name, such
     * as lost update, or a thread fails as nobody fails on purpose.
     */
    private boolean isExcused(Ending ending, Set<String> outOfTime) {
        if (outOfTime.isEmpty() || failsByMistake(ending)) {
            return false;
        }
        return (isTold(ending, outOfTime) || !ending.run().hasUnaskedEnd()) && !isNamed(ending);
    }

    private boolean isTold(Ending ending, Set<String> outOfTime) {
        for (String key : outOfTime) {
            int number = Integer.parseInt(key);
            if (!ending.aborted().get(number) && !serial.knows(ending, number)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(Ending ending) {
        String text = ending.text();
        Boolean known = haveName.get(text);
        if (known == null) {
            known = haveName.size() < MOST_NAMED && hasName.test(ending);
            haveName.put(text, known);
        }
        return known;
    }

    private boolean failsByMistake(Ending ending) {
        for (int i = 0; i < ending.failures().size(); i++) {
            if (ending.failures().get(i).filter(Judge::isMistake).isPresent() && !serial.knows(ending, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMistake(Throwable failure) {
        return failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof IllegalMonitorStateException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof ConcurrentModificationException;
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
            if (ending.failures().get(i).isPresent() && !ending.aborted().get(i) && !serial.knows(ending, i)) {
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
