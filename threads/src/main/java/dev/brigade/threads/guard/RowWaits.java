package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.DeadlockException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A database that knows which transaction waits for which. Safe from any thread. */
@FunctionalInterface
public interface RowWaits {

    /**
     * A statement that waits for what other transactions have locked.
     *
     * @param blockers the activities of those transactions, each of which must end; {@link Blockers#UNKNOWN} if one of them
     *     is not of this process
     * @param heldBy if one of them is not of this process, the names of all, for people; else empty
     * @param foundByDatabase whether the database finds a deadlock of rows alone itself, and at once, as far as it goes on from here: not
     *     where those that are waited for wait for nobody in that database, but in another one, or in a further session of theirs
     * @param breaker ends the statement with an exception; returns false if it could not
     */
    record RowWait(Blockers blockers, String heldBy, boolean foundByDatabase, Predicate<DeadlockException> breaker) {}

    /** Which of {@code inSql} wait for others at this moment. May ask the database, so it is not asked often. */
    Map<Activity, RowWait> of(Set<Activity> inSql);
}
