package dev.brigade.jobs.store;

import static dev.brigade.jobs.store.Enqueuing.time;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import java.time.Instant;
import java.util.Optional;

/**
 * The one row of each recurring job. Safe from any thread; several nodes may declare the same at once.
 *
 * @param database where the rows are
 */
public record RecurringRows(Database database) {
    /** The id of the row. */
    public static final String ID = "recurring";

    /**
     * Lets it be due at {@code first} if it is new, or its schedule has changed; what is due already stays so.
     *
     * @param changed whether another schedule is replaced by this one, or left, as that of a node which has been started later
     * @return false if it should have been changed and runs at this moment, so that its row must be left alone
     */
    public boolean declare(String job, String schedule, Instant first, Instant now, boolean changed) {
        Optional<String> known = look(job);
        try {
            if (known.isEmpty()) {
                execute(
                        "insert into brigade_jobs (task_name, task_instance, task_data, execution_time) values (?, ?, ?, ?)",
                        job,
                        ID,
                        schedule,
                        time(first));
            } else if (changed && !known.get().equals(schedule)) {
                return execute(
                                "update brigade_jobs set task_data = ?, execution_time = case when execution_time <= ?"
                                        + " then execution_time else ? end, version = version + 1"
                                        + " where task_name = ? and task_instance = ? and not picked",
                                schedule,
                                time(now),
                                time(first),
                                job,
                                ID)
                        == 1;
            }
        } catch (RuntimeException failure) {
            if (!Enqueuing.isDuplicate(failure)) {
                throw failure;
            } // else another node has just declared it
            return false;
        }
        return true;
    }

    private Optional<String> look(String job) {
        Transaction transaction = database.beginUpkeep();
        try {
            return transaction
                    .db()
                    .select("select task_data from brigade_jobs where task_name = ? and task_instance = ?", job, ID)
                    .mapTo(String.class)
                    .findOne();
        } finally {
            transaction.rollback();
        }
    }

    private int execute(String sql, Object... arguments) {
        Transaction transaction = database.beginUpkeep();
        try {
            int changed = transaction.db().execute(sql, arguments);
            transaction.commit();
            return changed;
        } finally {
            transaction.rollback();
        }
    }
}
