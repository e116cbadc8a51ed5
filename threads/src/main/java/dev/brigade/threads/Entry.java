package dev.brigade.threads;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of entry in an {@link EventLog}, and how an entry becomes an {@link Event}.
 *
 * <p>An entry's code holds its kind in the lowest byte, in the next whether it has a time and another object, and a number (permits, or the
 * {@link State} of a wait) in its upper half.
 */
enum Entry {
    WAIT_BEGAN,
    WAIT_ENDED,
    ACQUIRED,
    RELEASED,
    WAIT_SET_ENTERED,
    SIGNAL_SENT,
    SIGNALLED,
    REACQUIRED,
    PUT,
    TAKEN,
    CALL_BEGAN,
    CALL_ENDED,
    STATEMENT_BEGAN,
    STATEMENT_ENDED,
    COMMIT_BEGAN,
    COMMIT_ENDED,
    ROLLBACK_BEGAN,
    ROLLBACK_ENDED,
    RUNS_AGAIN;

    private static final Entry[] ALL = values();
    private static final long TIMED = 1 << 8;
    private static final long WITH_OTHER = 1 << 9;

    @SuppressWarnings(
            "EnumOrdinal") // it warns of numbers that outlive a change of the enum; the log never leaves memory
    long untimed(int number) {
        return (long) number << 32 | ordinal();
    }

    long timed(int number) {
        return untimed(number) | TIMED;
    }

    static long withOther(long code) {
        return code | WITH_OTHER;
    }

    /** What is recorded when an activity enters {@code state}. */
    static Entry begin(State state) {
        return switch (state) {
            case WAITS_FOR_LOCK, WAITS_FOR_PERMIT, WAITS_TO_PUT, WAITS_TO_TAKE, WAITS_FOR_CONNECTION, IN_WAIT_SET ->
                WAIT_BEGAN; // a NamedCondition does not come here: it has events of its own
            case WAITS_FOR_SERVICE -> CALL_BEGAN;
            case IN_SQL -> STATEMENT_BEGAN;
            case COMMITTING -> COMMIT_BEGAN;
            case ROLLING_BACK -> ROLLBACK_BEGAN;
            case RUNNING, ENDED, REACQUIRES_LOCK ->
                throw new IllegalArgumentException(
                        state + " can't be announced by enter(): begin and end of an activity, and a condition, do so");
        };
    }

    /** What is recorded when an activity leaves a state that was entered with this entry. */
    Entry end() {
        return switch (this) {
            case WAIT_BEGAN -> WAIT_ENDED;
            case CALL_BEGAN -> CALL_ENDED;
            case STATEMENT_BEGAN -> STATEMENT_ENDED;
            case COMMIT_BEGAN -> COMMIT_ENDED;
            case ROLLBACK_BEGAN -> ROLLBACK_ENDED;
            default -> throw new IllegalStateException(this + " begins nothing");
        };
    }

    /** The step that a state means to a {@link Watcher}; a wait is part of the step that leads to it. */
    static Optional<Step> step(State state) {
        return switch (state) {
            case WAITS_FOR_SERVICE -> Optional.of(Step.CALL);
            case IN_SQL -> Optional.of(Step.STATEMENT);
            case COMMITTING -> Optional.of(Step.COMMIT);
            case ROLLING_BACK -> Optional.of(Step.ROLLBACK);
            default -> Optional.empty();
        };
    }

    static Event event(Activity activity, long code, long nanos, MeetingPoint at, @Nullable Object reference) {
        Object other = (code & WITH_OTHER) != 0 ? reference : null;
        OptionalLong time = (code & TIMED) != 0 ? OptionalLong.of(nanos) : OptionalLong.empty();
        int number = (int) (code >> 32);
        return switch (ALL[(int) code & 0xff]) {
            case WAIT_BEGAN ->
                new Event.WaitBegan(activity, at, State.of(number), text(other), Optional.ofNullable(who(other)), time);
            case WAIT_ENDED -> new Event.WaitEnded(activity, at, State.of(number), time);
            case ACQUIRED -> new Event.Acquired(activity, at, number, time);
            case RELEASED -> new Event.Released(activity, at, number, time);
            case WAIT_SET_ENTERED -> new Event.WaitSetEntered(activity, at, time);
            case SIGNAL_SENT -> new Event.SignalSent(activity, at, Optional.ofNullable(who(other)), time);
            case SIGNALLED -> {
                Activity by = who(other);
                if (by == null) {
                    throw new IllegalStateException("A signal without a signaller in the log of " + activity);
                }
                yield new Event.Signalled(activity, at, by, time);
            }
            case REACQUIRED -> new Event.Reacquired(activity, at, time);
            case PUT -> new Event.Put(activity, at, number, time);
            case TAKEN -> new Event.Taken(activity, at, number, time);
            case CALL_BEGAN -> new Event.CallBegan(activity, at, text(other), time);
            case CALL_ENDED -> new Event.CallEnded(activity, at, time);
            case STATEMENT_BEGAN -> new Event.StatementBegan(activity, at, text(other), time);
            case STATEMENT_ENDED -> new Event.StatementEnded(activity, at, time);
            case COMMIT_BEGAN -> new Event.CommitBegan(activity, at, time);
            case COMMIT_ENDED -> new Event.CommitEnded(activity, at, time);
            case ROLLBACK_BEGAN -> new Event.RollbackBegan(activity, at, time);
            case ROLLBACK_ENDED -> new Event.RollbackEnded(activity, at, time);
            case RUNS_AGAIN -> new Event.RunsAgain(activity, at, number, text(other), time);
        };
    }

    private static @Nullable Activity who(@Nullable Object other) {
        return other instanceof Activity activity ? activity : null;
    }

    private static String text(@Nullable Object other) {
        return other instanceof String text ? text : "";
    }
}
