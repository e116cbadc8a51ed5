package dev.brigade.live.look;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.threads.guard.RowWaits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which statements wait for rows that others have locked. The databases are asked only when a statement has lasted, and not
 * at each look: what they said of a statement counts until they are asked again, as long as it is the same statement. Confined to
 * whoever looks.
 */
final class RowWaitsAsked {
    private static final long LASTING = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    /**
     * That {@code statement} waits.
     *
     * @param heldBy who has locked the rows, for people, if they are not all of this process; else empty
     */
    record Said(Status statement, Blockers blockers, String heldBy) {}

    private final List<RowWaits> databases;
    private Map<Activity, Said> said = Map.of();
    private long askedNanos = System.nanoTime() - PAUSE;

    RowWaitsAsked(Databases databases) {
        this.databases = databases.all().stream().map(Database::rowWaits).toList();
    }

    /** Asks, if it is time to and one of those that run has been in a statement for so long. */
    void look(Iterable<Activity> running, long now) {
        if (now - askedNanos < PAUSE) {
            return;
        }
        Map<Activity, Status> statements = new HashMap<>();
        boolean lasting = false;
        for (Activity activity : running) {
            Status status = activity.status();
            if (isStatement(activity, status)) {
                statements.put(activity, status);
                lasting |= now - status.sinceNanos() >= LASTING;
            }
        }
        if (!lasting) {
            said = Map.of();
            return;
        }
        askedNanos = now;
        Set<Activity> inSql = new HashSet<>(statements.keySet());
        Map<Activity, Said> fresh = new HashMap<>();
        for (RowWaits database : databases) {
            database.of(inSql).forEach((activity, wait) -> {
                Status statement = statements.get(activity);
                if (statement != null) {
                    fresh.put(activity, new Said(statement, wait.blockers(), wait.heldBy()));
                }
            });
        }
        said = fresh;
    }

    /** Whom the statement {@code status} of {@code activity} waits for, as far as is known; empty if it waits for nobody. */
    @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
    Optional<Said> of(Activity activity, Status status) {
        Said last = said.get(activity);
        return last != null && last.statement() == status ? Optional.of(last) : Optional.empty();
    }

    /** A lock that the database keeps is waited for in a statement too. */
    private static boolean isStatement(Activity activity, Status status) {
        return status.state() == State.IN_SQL
                || (status.state() == State.WAITS_FOR_LOCK
                        && activity.currentWait().isEmpty());
    }
}
