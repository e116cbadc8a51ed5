package dev.brigade.jobs.store;

import dev.brigade.data.Work;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The rows of jobs that have failed for good. */
public final class FailedJobs {
    private static final String SELECT =
            "select id, job, argument, unique_key, attempts, failed_at, error from brigade_jobs_failed";

    private FailedJobs() {}

    /** The latest first, so many at most. */
    public static List<FailedRow> all(Work work, int most) {
        return work.db()
                .select(SELECT + " order by failed_at desc, id fetch first " + most + " rows only")
                .map((row, _) -> new FailedRow(
                        row.getString("id"),
                        row.getString("job"),
                        Optional.ofNullable(row.getString("argument")).orElse(""),
                        Optional.ofNullable(row.getString("unique_key")).orElse(""),
                        row.getInt("attempts"),
                        row.getObject("failed_at", OffsetDateTime.class).toInstant(),
                        row.getString("error")))
                .list();
    }

    /**
     * Lets it wait again, as if it were new; false if there is none of that id. If one of its name and key waits already, that
     * does the work.
     */
    public static boolean retry(Work work, Enqueuing enqueuing, String id, Instant due) {
        Optional<FailedRow> found = work.db()
                .select(SELECT + " where id = ?", id)
                .map((row, _) -> new FailedRow(
                        id,
                        row.getString("job"),
                        Optional.ofNullable(row.getString("argument")).orElse(""),
                        Optional.ofNullable(row.getString("unique_key")).orElse(""),
                        0,
                        due,
                        ""))
                .findOne();
        if (found.isEmpty() || !discard(work, id)) {
            return false;
        }
        FailedRow row = found.get();
        if (row.key().isEmpty()) {
            enqueuing.add(work, row.job(), row.argument(), due);
        } else {
            enqueuing.add(work, row.job(), row.argument(), due, row.key());
        }
        return true;
    }

    /** Forgets it; false if there is none of that id. */
    public static boolean discard(Work work, String id) {
        return work.db().execute("delete from brigade_jobs_failed where id = ?", id) == 1;
    }
}
