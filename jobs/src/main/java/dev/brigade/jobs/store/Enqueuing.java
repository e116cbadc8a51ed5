package dev.brigade.jobs.store;

import dev.brigade.data.Work;
import dev.brigade.data.errors.DatabaseException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Inserts rows of jobs, in the transaction of whoever enqueues. Nothing is read first: at SERIALIZABLE two transactions that read
 * and insert into the same page of an index would refuse each other.
 *
 * @param postgres whether it is PostgreSQL; else it is H2
 */
public record Enqueuing(boolean postgres) {
    private static final String INSERT =
            "insert into brigade_jobs (task_name, task_data, execution_time, unique_key) values (?, ?, ?, ?)";

    /** Locks the row that is there, so that no node begins the job before what was done with this enqueue can be seen. */
    private static final String OR_THE_EARLIER_TIME = " on conflict (task_name, waiting_key) do update"
            + " set execution_time = least(brigade_jobs.execution_time, excluded.execution_time)";

    private static final String THE_EARLIER_TIME = "update brigade_jobs set execution_time = least(execution_time, ?)"
            + " where task_name = ? and waiting_key = ?";

    private static final String DUPLICATE = "23505";
    private static final String CONFLICT = "40001";

    /** A job more. */
    public void add(Work work, String job, String argument, Instant due) {
        work.db().execute(INSERT, job, argument, time(due), null);
    }

    /** A job more, unless one of that name and key waits already: then that is due at the earlier of the two times. */
    public void add(Work work, String job, String argument, Instant due, String key) {
        if (postgres) {
            work.db().execute(INSERT + OR_THE_EARLIER_TIME, job, argument, time(due), key);
        } else if (work.db().execute(THE_EARLIER_TIME, time(due), job, key) == 0) {
            try {
                work.db().execute(INSERT, job, argument, time(due), key);
            } catch (UnableToExecuteStatementException failure) {
                throw isDuplicate(failure) ? conflict(job, key, failure) : failure;
            }
        }
    }

    /** Somebody has just committed a row that this transaction doesn't see; the next run will. */
    private static DatabaseException conflict(String job, String key, RuntimeException failure) {
        String message =
                "Another transaction has enqueued job \"" + job + "\" with key \"" + key + "\" at the same time";
        return new DatabaseException(message, new SQLException(message, CONFLICT, failure));
    }

    static boolean isDuplicate(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && DUPLICATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
