package dev.brigade.jobs.store;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which nodes are alive, by the clock of the database. One row for each node instead of a heartbeat in the row of each job: a job's
 * row must not change while the job runs, or its transaction could not commit at SERIALIZABLE. Safe from any thread.
 *
 * @param database where the rows are
 */
public record Nodes(Database database) {

    private static final String SEEN = "select name, seen, current_timestamp as now from brigade_jobs_node";

    /** When a node was seen. */
    private record Seen(String name, OffsetDateTime at, OffsetDateTime now) {}

    /**
     * The node {@code name} lives.
     *
     * @return for how long it had not been seen; zero if it is new
     */
    public Duration alive(String name) {
        Transaction transaction = database.beginUpkeep();
        try {
            Optional<Seen> before = transaction
                    .db()
                    .select(SEEN + " where name = ?", name)
                    .map((row, _) -> seen(row))
                    .findOne();
            transaction
                    .db()
                    .execute(
                            before.isPresent()
                                    ? "update brigade_jobs_node set seen = current_timestamp where name = ?"
                                    : "insert into brigade_jobs_node (name, seen) values (?, current_timestamp)",
                            name);
            transaction.commit();
            return before.map(one -> Duration.between(one.at(), one.now())).orElse(Duration.ZERO);
        } finally {
            transaction.rollback();
        }
    }

    /** The node {@code name} has ended, and so have those that nobody has seen for a day. */
    public void ended(String name) {
        upkeep(work -> work.db()
                .execute(
                        "delete from brigade_jobs_node where name = ? or seen < current_timestamp - interval '1' day",
                        name));
    }

    /** Those that were seen lately. */
    public Set<String> living(Duration lately) {
        Transaction transaction = database.beginUpkeep();
        try {
            Set<String> living = transaction.db().select(SEEN).map((row, _) -> seen(row)).stream()
                    .filter(seen -> seen.at().isAfter(seen.now().minus(lately)))
                    .map(Seen::name)
                    .collect(Collectors.toSet());
            transaction.commit();
            return living;
        } finally {
            transaction.rollback();
        }
    }

    /** What the clock of the database shows, by which nodes are seen and jobs are picked. */
    public Instant now() {
        Transaction transaction = database.beginUpkeep();
        try {
            OffsetDateTime now = transaction
                    .db()
                    .select("select current_timestamp")
                    .map((row, _) -> row.getObject(1, OffsetDateTime.class))
                    .one();
            transaction.commit();
            return now.toInstant();
        } finally {
            transaction.rollback();
        }
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(
                row.getString("name"),
                row.getObject("seen", OffsetDateTime.class),
                row.getObject("now", OffsetDateTime.class));
    }

    private void upkeep(Consumer<Transaction> statements) {
        Transaction transaction = database.beginUpkeep();
        try {
            statements.accept(transaction);
            transaction.commit();
        } finally {
            transaction.rollback();
        }
    }
}
