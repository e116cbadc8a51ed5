package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Status;
import java.util.Optional;

/**
 * An activity that runs, as it was at one moment.
 *
 * @param at the thing at which it is
 * @param blockers who must act before it can go on, if that is known
 * @param heldBy who has what it waits for, for people, if they are not all of this process; else empty
 */
record Seen(
        Activity activity,
        Status status,
        Doing doing,
        Optional<Things.Known> at,
        Optional<Blockers> blockers,
        String heldBy) {

    boolean isBlocked() {
        return doing.isBlocked();
    }

    /** Who must act, if that is one. */
    Optional<Activity> holder() {
        return blockers.filter(these -> these.units().size() == 1)
                .map(these -> these.units().keySet().iterator().next());
    }

    /** Whether one of several is enough. */
    boolean anyIsEnough() {
        return blockers.filter(these -> these.units().size() > 1
                        && these.missing()
                                < these.units().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum())
                .isPresent();
    }

    Optional<MeetingPoint> point() {
        return at.map(known -> known.point);
    }
}
