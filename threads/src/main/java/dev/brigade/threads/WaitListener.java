package dev.brigade.threads;

/** Hears of waits of activities when they are over: for a lock, permits, a connection, room or an item of a queue. Not of those at conditions. */
@FunctionalInterface
public interface WaitListener {

    /**
     * A wait is over, however it ended. Called on the activity's own thread: must be quick, and not throw.
     *
     * @param at where it waited
     * @param state for what
     * @param nanos how long
     */
    void waited(MeetingPoint at, State state, long nanos);
}
