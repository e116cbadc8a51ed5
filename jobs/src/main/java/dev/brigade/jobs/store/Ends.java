package dev.brigade.jobs.store;

import static dev.brigade.jobs.store.Enqueuing.time;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.data.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What becomes of a picked job. Each statement names the version that was picked, so it finds the row only as long as nobody has
 * taken the job over. Safe from any thread.
 *
 * @param database where the rows are
 */
public record Ends(Database database) {
    private static final String MINE = " where task_name = ? and task_instance = ? and version = ?";

    /**
     * At SERIALIZABLE a look into an index would be one into a page of it, and whoever inserts into that page, such as any other
     * transaction that enqueues, would be in conflict with this one. A look at a row's place is one at that row.
     */
    private static final String AT_PLACE = MINE + " and ctid = cast(? as tid)";

    private static final String DELETE = "delete from brigade_jobs";

    private static final String NEXT_TIME = "update brigade_jobs set picked = false, picked_by = null,"
            + " last_heartbeat = null, version = version + 1, execution_time = ?, last_success = ?,"
            + " consecutive_failures = 0";

    private static final String AGAIN = "update brigade_jobs set picked = false, picked_by = null,"
            + " last_heartbeat = null, version = version + 1, execution_time = ?, last_failure = ?,"
            + " consecutive_failures = ?" + MINE;

    private static final String BACK = "update brigade_jobs set picked = false, picked_by = null,"
            + " last_heartbeat = null, version = version + 1, execution_time = ?" + MINE;

    private static final String KEEP = "insert into brigade_jobs_failed"
            + " (id, job, argument, unique_key, attempts, failed_at, error)"
            + " select task_instance, task_name, task_data, unique_key, ?, ?, ? from brigade_jobs" + MINE;

    private static final String NOT_LATER = "update brigade_jobs set execution_time = least(execution_time, ?)"
            + " where task_name = ? and waiting_key = (select unique_key from brigade_jobs" + MINE + ")";

    /** Done, in the transaction of its work; false if it is no longer this node's. */
    public boolean done(Work work, Picked job) {
        return end(work, job, DELETE);
    }

    /** Done until its next time, in the transaction of its work; false if it is no longer this node's. */
    public boolean doneUntil(Work work, Picked job, Instant next, Instant now) {
        return end(work, job, NEXT_TIME, time(next), time(now));
    }

    /** PostgreSQL moves rows of a table when its administrator has it rewritten; so the place is looked at first, and not only. */
    private static boolean end(Work work, Picked job, String sql, Object... values) {
        List<Object> arguments = new ArrayList<>(List.of(values));
        arguments.addAll(List.of(job.job(), job.id(), job.version()));
        if (!job.place().isEmpty()) {
            List<Object> atPlace = new ArrayList<>(arguments);
            atPlace.add(job.place());
            if (work.db().execute(sql + AT_PLACE, atPlace.toArray()) == 1) {
                return true;
            }
        }
        return work.db().execute(sql + MINE, arguments.toArray()) == 1;
    }

    /** Done, in a transaction of its own. */
    public boolean done(Picked job) {
        return upkeep(work -> done(work, job));
    }

    /** Done until its next time, in a transaction of its own. */
    public boolean doneUntil(Picked job, Instant next, Instant now) {
        return upkeep(work -> doneUntil(work, job, next, now));
    }

    /** It has failed and waits for its next try; false if it is no longer this node's. */
    public boolean again(Picked job, Instant next, Instant now) {
        return orMerged(
                job,
                next,
                work -> work.db()
                                .execute(
                                        AGAIN,
                                        time(next),
                                        time(now),
                                        job.failures() + 1,
                                        job.job(),
                                        job.id(),
                                        job.version())
                        == 1);
    }

    /** It has not been done, for no fault of its own, and waits again; false if it is no longer this node's. */
    public boolean back(Picked job, Instant next) {
        return orMerged(
                job, next, work -> work.db().execute(BACK, time(next), job.job(), job.id(), job.version()) == 1);
    }

    /** It has failed for good and is kept as such; false if it is no longer this node's. */
    public boolean failed(Picked job, String error, Instant now) {
        return upkeep(work -> {
            int kept =
                    work.db().execute(KEEP, job.failures() + 1, time(now), error, job.job(), job.id(), job.version());
            return kept == 1 && done(work, job);
        });
    }

    /** A job of its name and key may have been enqueued while it ran: that one does the work then, and no later than {@code next}. */
    private boolean orMerged(Picked job, Instant next, Function<Work, Boolean> end) {
        try {
            return upkeep(end);
        } catch (RuntimeException failure) {
            if (Enqueuing.isDuplicate(failure)) {
                return upkeep(work -> {
                    work.db().execute(NOT_LATER, time(next), job.job(), job.job(), job.id(), job.version());
                    return done(work, job);
                });
            }
            throw failure;
        }
    }

    private boolean upkeep(Function<Work, Boolean> end) {
        Transaction transaction = database.beginUpkeep();
        try {
            boolean found = end.apply(transaction);
            if (found) {
                transaction.commit();
            }
            return found;
        } finally {
            transaction.rollback();
        }
    }
}
