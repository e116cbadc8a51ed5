package dev.brigade.live.look;

import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.Optional;

/** What an activity does, as browsers know it. */
public enum Doing {
    RUNNING,
    WAITING_LOCK,
    WAIT_SET,
    SIGNALLED,
    WAITING_CONNECTION,
    IN_SQL,
    BLOCKED_BY_ROW,
    COMMITTING,
    ROLLING_BACK,
    WAITING_QUEUE,
    WAITING_OTHER,
    /** Has met a conflict, and waits for its turn to run again. */
    RETRY,
    ENDED;

    /**
     * By what the activity says.
     *
     * @param runs how often its work has been begun
     */
    static Doing of(Status status, int runs) {
        return switch (status.state()) {
            case RUNNING -> RUNNING;
            case WAITS_FOR_LOCK -> isLane(status.at()) && runs > 1 ? RETRY : WAITING_LOCK;
            case IN_WAIT_SET -> WAIT_SET;
            case REACQUIRES_LOCK -> SIGNALLED;
            case WAITS_FOR_PERMIT, WAITS_FOR_SERVICE -> WAITING_OTHER;
            case WAITS_TO_PUT, WAITS_TO_TAKE -> WAITING_QUEUE;
            case WAITS_FOR_CONNECTION -> WAITING_CONNECTION;
            case IN_SQL -> IN_SQL;
            case COMMITTING -> COMMITTING;
            case ROLLING_BACK -> ROLLING_BACK;
            case ENDED -> ENDED;
        };
    }

    /** The same of a state that an event names. */
    public static Doing of(State state) {
        return of(new Status(state, Optional.empty(), "", 0), 1);
    }

    /** What is waited for at a queue: {@code room} or an {@code item}; empty if the state is another. */
    static String ofQueue(State state) {
        return switch (state) {
            case WAITS_TO_PUT -> "room";
            case WAITS_TO_TAKE -> "item";
            default -> "";
        };
    }

    /** A lane is a lock that is none of the application's. */
    private static boolean isLane(Optional<MeetingPoint> at) {
        return at.map(point -> Things.kind(point).equals("other")).orElse(false);
    }

    /** Whether it can't go on before somebody else has done something. */
    public boolean isBlocked() {
        return switch (this) {
            case WAITING_LOCK,
                    WAIT_SET,
                    SIGNALLED,
                    WAITING_CONNECTION,
                    BLOCKED_BY_ROW,
                    WAITING_QUEUE,
                    WAITING_OTHER,
                    RETRY -> true;
            case RUNNING, IN_SQL, COMMITTING, ROLLING_BACK, ENDED -> false;
        };
    }
}
