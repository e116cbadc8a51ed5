package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import java.util.OptionalLong;

/**
 * An activity at one moment. Immutable.
 *
 * @param label its name without its number: {@code POST /orders}
 * @param requestId by what others outside know it; empty if there is nothing
 * @param at the thing at which it is; empty if at none
 * @param detail more for people, such as the text of a statement
 * @param line where in the application's code it is, if that has been looked up: {@code Kitchen.java:41}
 * @param sinceNanos when it began to do what it does
 * @param beganNanos when it began
 * @param holder who must act before it can go on, if that is one
 * @param heldBy who must act, for people, if they are not all of this process; else empty
 * @param run how often its work has been begun
 * @param status with which code it has ended; 0 for none
 * @param outcome how it has ended; empty if that is not known
 * @param cancellable whether it may be cancelled
 */
public record Row(
        long id,
        Activity.Kind kind,
        String label,
        String name,
        String requestId,
        Doing doing,
        String at,
        String detail,
        String line,
        long sinceNanos,
        long beganNanos,
        OptionalLong holder,
        String heldBy,
        int run,
        int status,
        String outcome,
        boolean cancellable) {

    /** When it ended, if it has. */
    public OptionalLong endedNanos() {
        return doing == Doing.ENDED ? OptionalLong.of(sinceNanos) : OptionalLong.empty();
    }
}
