package dev.brigade.threads;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happened to an {@link Activity}. Events are made from the activity's compact log when somebody reads it,
 * so they cost nothing before. Immutable.
 *
 * <p>Times are those of {@link System#nanoTime()}. The clock is the dearest part of an event, so what happens without a
 * wait (an uncontended acquire, an item put where there is room) has none: it happened between the event before it and the
 * event after it of the same activity.
 */
public sealed interface Event {

    /** To whom it happened: the events of one activity are in the order in which its thread made them. */
    Activity activity();

    /** When, in nanoseconds of {@link System#nanoTime()}; empty if no time was taken. */
    OptionalLong nanos();

    /** An event that happened at a meeting point. */
    sealed interface AtPoint extends Event {
        /** Where. */
        MeetingPoint at();
    }

    /** The activity was begun. */
    record ActivityBegan(Activity activity, OptionalLong nanos) implements Event {}

    /** The activity ended. */
    record ActivityEnded(Activity activity, OptionalLong nanos) implements Event {}

    /**
     * Began to wait: for a lock, permits, room or an item in a queue, or a connection, as {@code state} says.
     *
     * @param detail more for people; empty if there is none
     * @param holder who held it when the wait began, if it has one holder and that was known
     */
    record WaitBegan(
            Activity activity,
            MeetingPoint at,
            State state,
            String detail,
            Optional<Activity> holder,
            OptionalLong nanos)
            implements AtPoint {}

    /** Waits no longer; it got what it waited for if {@link Acquired}, {@link Put} or {@link Taken} follows. */
    record WaitEnded(Activity activity, MeetingPoint at, State state, OptionalLong nanos) implements AtPoint {}

    /** Holds a lock, {@code permits} of a semaphore, or a connection of a pool (which it has leased). */
    record Acquired(Activity activity, MeetingPoint at, int permits, OptionalLong nanos) implements AtPoint {}

    /** Has given back a lock, {@code permits} of a semaphore, or a connection of a pool. */
    record Released(Activity activity, MeetingPoint at, int permits, OptionalLong nanos) implements AtPoint {}

    /** Entered the wait set of a condition and released its lock. */
    record WaitSetEntered(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /** Signalled a condition, and so woke {@code to}; empty if nobody was in the wait set. */
    record SignalSent(Activity activity, MeetingPoint at, Optional<Activity> to, OptionalLong nanos)
            implements AtPoint {}

    /** Was signalled {@code by} another and moved from the wait set to the lock's entry queue. */
    record Signalled(Activity activity, MeetingPoint at, Activity by, OptionalLong nanos) implements AtPoint {}

    /**
     * Has the condition's lock again, and its {@code await} returns. Without a {@link Signalled} since
     * {@link WaitSetEntered}, it left the wait set by itself: its time was over or it was interrupted.
     */
    record Reacquired(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /**
     * Put an item into a queue.
     *
     * @param number of the item in this queue
     */
    record Put(Activity activity, MeetingPoint at, int number, OptionalLong nanos) implements AtPoint {}

    /**
     * Took an item from a queue, or got one that another thread has taken for it.
     *
     * @param number the one under which the item was put
     */
    record Taken(Activity activity, MeetingPoint at, int number, OptionalLong nanos) implements AtPoint {}

    /**
     * Called a service elsewhere. No {@link CallEnded} follows if its thread does not wait for the answer.
     *
     * @param detail what it asked, as the resource announced it
     */
    record CallBegan(Activity activity, MeetingPoint at, String detail, OptionalLong nanos) implements AtPoint {}

    /** The call is over, whether well or with an error. */
    record CallEnded(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /**
     * Sent a statement to the database.
     *
     * @param sql its text, as the resource announced it
     */
    record StatementBegan(Activity activity, MeetingPoint at, String sql, OptionalLong nanos) implements AtPoint {}

    /** The statement is over, whether well or with an error. */
    record StatementEnded(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /** Began to commit. */
    record CommitBegan(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /** The commit is over, whether well or with an error. */
    record CommitEnded(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /** Began to roll back. */
    record RollbackBegan(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /** The rollback is over, whether well or with an error. */
    record RollbackEnded(Activity activity, MeetingPoint at, OptionalLong nanos) implements AtPoint {}

    /**
     * Its work was undone and begins again.
     *
     * @param run which run begins, 2 or more
     * @param why for people: {@code a conflict}
     */
    record RunsAgain(Activity activity, MeetingPoint at, int run, String why, OptionalLong nanos) implements AtPoint {}
}
