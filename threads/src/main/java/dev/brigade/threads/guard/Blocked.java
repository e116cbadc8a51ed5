package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.threads.Wait;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An activity that waits, and whom it waits for, as it was at one moment.
 *
 * @param proof what is the same object as long as it waits: a {@link Wait} or a {@link Status}
 * @param gate those who wait for the same have equal ones
 * @param sinceNanos when the wait began
 * @param foundByDatabase whether its database finds a deadlock of such waits itself
 * @param breaker makes it give up
 */
record Blocked(
        Activity activity,
        Object proof,
        Object gate,
        MeetingPoint at,
        Blockers blockers,
        long sinceNanos,
        boolean foundByDatabase,
        Predicate<DeadlockException> breaker) {

    /**
     * What a database told of a statement.
     *
     * @param during what was seen before the database was asked: if the activity is in another statement by now, what was told
     *     may not be true of that
     */
    record Told(Status during, RowWaits.RowWait row) {
        @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
        boolean isOf(Status status) {
            return during == status;
        }
    }

    /** Those who wait at one point for so much of it. */
    private record Need(MeetingPoint at, int need) {}

    /**
     * What {@code activity} waits for; empty if it can go on by itself, as far as is known.
     *
     * @param rows the statements that wait for others
     */
    static Optional<Blocked> of(Activity activity, Map<Activity, Told> rows) {
        Optional<Wait> wait = activity.currentWait();
        if (wait.isPresent()) {
            return at(wait.get());
        }
        Status status = activity.status(); // before what it waits for is asked
        return switch (status.state()) {
            case REACQUIRES_LOCK -> status.at().map(lock -> again(activity, status, lock));
            case IN_WAIT_SET ->
                status.at()
                        .filter(at -> at instanceof NamedCondition condition
                                && activity.thread()
                                        .filter(condition::isLeaving)
                                        .isPresent())
                        .map(at -> again(activity, status, ((NamedCondition) at).lock()));
            case IN_SQL, WAITS_FOR_LOCK -> {
                Told told = rows.get(activity);
                yield told == null || !told.isOf(status)
                        ? Optional.empty()
                        : status.at()
                                .map(at -> new Blocked(
                                        activity,
                                        status,
                                        activity,
                                        at,
                                        told.row().blockers(),
                                        status.sinceNanos(),
                                        told.row().foundByDatabase(),
                                        told.row().breaker()));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Blocked> at(Wait wait) {
        if (wait.isTimed() || !wait.isOn()) {
            return Optional.empty();
        }
        return Optional.of(new Blocked(
                wait.activity(),
                wait,
                new Need(wait.at(), wait.need()),
                wait.at(),
                wait.at().blockers(wait.need()),
                wait.sinceNanos(),
                false,
                wait::breakWith));
    }

    /** After an await, which returns with the lock or not at all. */
    private static Blocked again(Activity activity, Status status, MeetingPoint lock) {
        return new Blocked(
                activity, status, new Need(lock, 1), lock, lock.blockers(1), status.sinceNanos(), false, _ -> false);
    }

    /** Whether it has waited all the time since this was made. */
    @SuppressWarnings("ReferenceEquality") // the same wait, not one like it
    boolean isStill() {
        return switch (proof) {
            case Wait wait -> wait.isOn();
            case Status status -> activity.status() == status;
            default -> false;
        };
    }

    /** Whether it waits in a statement. */
    boolean inSql() {
        return proof instanceof Status status && isInStatement(status);
    }

    /**
     * The statement that {@code activity} is in, which may wait for others in the database: for rows, or for a lock that the
     * database keeps. The same object as long as it is in it.
     */
    static Optional<Status> statement(Activity activity) {
        Status status = activity.status();
        return isInStatement(status) && activity.currentWait().isEmpty() ? Optional.of(status) : Optional.empty();
    }

    private static boolean isInStatement(Status status) {
        return status.state() == State.IN_SQL || status.state() == State.WAITS_FOR_LOCK;
    }
}
