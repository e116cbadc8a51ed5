package dev.brigade.jobs.store;

import static dev.brigade.jobs.store.Enqueuing.time;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the rows of jobs say at a moment, of all nodes together. Immutable.
 *
 * @param at that moment
 * @param due by the names of jobs, those that are due and that nobody has picked
 * @param failed by the names of jobs, how many have failed for good
 */
public record Standing(Instant at, Map<String, Due> due, Map<String, Long> failed) {

    /**
     * Jobs of a name that are due.
     *
     * @param oldest when the one was due that has waited longest
     */
    public record Due(long count, Instant oldest) {}

    private record Named<T>(String job, T value) {}

    public Standing {
        due = Map.copyOf(due);
        failed = Map.copyOf(failed);
    }

    /** Asks {@code database}, on a connection of the budget for looking for jobs. */
    public static Standing of(Database database, Instant now) {
        Transaction transaction = database.beginUpkeep();
        try {
            Map<String, Due> due = transaction
                    .db()
                    .select(
                            "select task_name, count(*) as waiting, min(execution_time) as oldest from brigade_jobs"
                                    + " where picked = false and execution_time <= ? group by task_name",
                            time(now))
                    .map((row, _) -> new Named<>(
                            row.getString("task_name"),
                            new Due(
                                    row.getLong("waiting"),
                                    row.getObject("oldest", OffsetDateTime.class)
                                            .toInstant())))
                    .stream()
                    .collect(Collectors.toMap(Named::job, Named::value));
            Map<String, Long> failed = transaction
                    .db()
                    .select("select job, count(*) as given_up from brigade_jobs_failed group by job")
                    .map((row, _) -> new Named<>(row.getString("job"), row.getLong("given_up")))
                    .stream()
                    .collect(Collectors.toMap(Named::job, Named::value));
            transaction.commit();
            return new Standing(now, due, failed);
        } finally {
            transaction.rollback();
        }
    }
}
