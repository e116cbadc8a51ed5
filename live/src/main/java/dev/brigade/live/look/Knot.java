package dev.brigade.live.look;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that is wrong, or may be. Immutable.
 *
 * @param activities who takes part
 * @param proven whether it is a deadlock; else a suspicion
 * @param text all about it, for people; may have several lines
 * @param victim who was made to give up, if somebody was
 * @param nanos when it was found
 */
public record Knot(List<Long> activities, boolean proven, String text, OptionalLong victim, long nanos) {
    public Knot {
        activities = List.copyOf(activities);
    }
}
