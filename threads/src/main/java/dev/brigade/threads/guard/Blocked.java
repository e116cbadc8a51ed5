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
 * @param foundByDatabase whether its database finds deadlocks among such waits itself
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

    /** Those who wait at one point for so much of it. */
    private record Need(MeetingPoint at, int need) {}

    /**
     * What {@code activity} waits for; empty if it can go on by itself, as far as is known.
     *
     * @param rows the statements that wait for others
     */
    static Optional<Blocked> of(Activity activity, Map<Activity, RowWaits.RowWait> rows) {
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
                RowWaits.RowWait row = rows.get(activity);
                yield row == null
                        ? Optional.empty()
                        : status.at()
                                .map(at -> new Blocked(
                                        activity,
                                        status,
                                        activity,
                                        at,
                                        row.blockers(),
                                        status.sinceNanos(),
                                        row.foundByDatabase(),
                                        row.breaker()));
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
     * Whether {@code activity} is in a statement, which may wait for others in the database: for rows, or for a lock that the database
     * keeps.
     */
    static boolean isInStatement(Activity activity) {
        return isInStatement(activity.status()) && activity.currentWait().isEmpty();
    }

    private static boolean isInStatement(Status status) {
        return status.state() == State.IN_SQL || status.state() == State.WAITS_FOR_LOCK;
    }
}
