package dev.brigade.data.desk;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.jdbc.SqlText;
import dev.brigade.data.place.Budget;
import dev.brigade.data.pool.LeaseView;
import dev.brigade.threads.Activity;
import java.util.Optional;

/** What is said to a thread that gets no connection: of which pool, why, and what to do. */
final class NoConnection {

    private NoConnection() {}

    static DatabaseException interrupted(String pool, Activity activity) {
        return new DatabaseException(activity.name() + " was interrupted before it had a connection of pool \"" + pool
                + "\". Nothing was sent to the database.");
    }

    static DatabaseException closed(String pool) {
        return new DatabaseException("Pool \"" + pool + "\" is closed: the application stops or has stopped.");
    }

    /**
     * It has waited for {@code timeout} nanoseconds.
     *
     * @param size how many connections there may be
     * @param oldest the lease that has lasted longest, if there is any
     */
    static LeaseTimeoutException timedOut(
            String pool, Budget budget, int size, long timeout, Optional<LeaseView> oldest) {
        String start = "Pool \"" + pool + "\" has " + size + (size == 1 ? " connection" : " connections");
        if (oldest.isEmpty()) {
            return new LeaseTimeoutException(start + ", and none could be opened in " + Durations.seconds(timeout)
                    + ". See whether the database is up and accepts that many.");
        }
        LeaseView held = oldest.get();
        String statement = held.statement().isEmpty()
                ? ""
                : (held.inSql() ? " in \"" : " after \"") + SqlText.brief(held.statement()) + "\"";
        return new LeaseTimeoutException(start
                + (size == 1 ? " and it is leased; it" : " and all are leased; the oldest") + " is held by "
                + held.activity().name() + " for " + Durations.seconds(System.nanoTime() - held.sinceNanos())
                + statement
                + ". Raise " + budget.settingOf(pool) + ", or release earlier.");
    }
}
