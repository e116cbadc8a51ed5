package dev.brigade.check.control;

import dev.brigade.check.agent.Calls;
import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are given to a library and come out of it, such as those that a cache keeps. How the library orders the two is not seen; so what a thread
 * did before it gave an object comes before what another one does who has got it. Confined to the carrier.
 */
final class Handed {
    /** Stands for what becomes of an object meanwhile, which has nothing to do with its monitor. */
    private static final Object HAND = "hand";

    private final RaceDetector races;

    Handed(RaceDetector races) {
        this.races = races;
    }

    /** A thread gives {@code object} to {@code library}, or to a static method. */
    void given(Task me, @Nullable Object object, @Nullable Object library) {
        if (object != null && Calls.canHand(object, library)) {
            races.release(me.id(), object, HAND);
        }
    }

    /** A thread has got {@code object}, which may have been made within the call, and which others may get after it. */
    void got(Task me, @Nullable Object object, @Nullable Object library) {
        if (object != null && Calls.canHand(object, library)) {
            races.acquire(me.id(), object, HAND);
            races.release(me.id(), object, HAND);
        }
    }
}
