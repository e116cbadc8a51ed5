package dev.brigade.threads;

/** A meeting point that can be given back for an activity that has forgotten to. */
interface Releasable extends MeetingPoint {

    /** Gives back all that {@code holder} holds of it; on its thread, at the end of the activity. */
    void releaseLeft(Activity holder);
}
