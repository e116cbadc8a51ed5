package dev.brigade.jobs.store;

import static dev.brigade.jobs.store.Enqueuing.time;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Picks jobs that are due: those that nobody else is about to pick or to enqueue once more, and whose names are known here; so what
 * only other versions of the application can run waits for them. Safe from any thread.
 */
public final class Picking {
    private static final String SET =
            " set picked = true, picked_by = ?, last_heartbeat = current_timestamp, version = brigade_jobs.version + 1";

    /** So many of those that are due may be somebody's at a moment without another look. */
    private static final int SOME = 16;

    private final Database database;
    private final List<String> names;
    private final String due;

    /** @param names of jobs that can be run here */
    public Picking(Database database, List<String> names) {
        this.database = database;
        this.names = List.copyOf(names);
        this.due = " from brigade_jobs where picked = false and execution_time <= ? and task_name in ("
                + String.join(", ", names.stream().map(_ -> "?").toList()) + ")";
    }

    /**
     * The longest due first.
     *
     * @param now what is due by then
     * @param most so many at most
     */
    public List<Picked> pick(String node, Instant now, int most) {
        return pick(node, now, most, List.of());
    }

    /** As {@link #pick(String, Instant, int)}, but none of {@code except}. */
    public List<Picked> pick(String node, Instant now, int most, List<Picked> except) {
        if (names.isEmpty()) {
            return List.of();
        }
        Transaction transaction = database.beginUpkeep();
        try {
            List<Picked> picked = database.isPostgres()
                    ? onPostgres(transaction.db(), node, now, most, except)
                    : onOthers(transaction.db(), node, now, most, except);
            transaction.commit();
            return picked;
        } finally {
            transaction.rollback();
        }
    }

    private String due(List<Picked> except) {
        return due + " and not (task_name = ? and task_instance = ?)".repeat(except.size())
                + " order by execution_time";
    }

    private List<Picked> onPostgres(Handle db, String node, Instant now, int most, List<Picked> except) {
        // materialized, since a plan that looked again for each row would find further ones, more than there are free
        // workers
        String sql = "with due as materialized (select task_name as name, task_instance as instance" + due(except)
                + " limit " + most + " for update skip locked), picked as (update brigade_jobs" + SET
                + " from due where task_name = due.name and task_instance = due.instance"
                + " returning brigade_jobs.*, brigade_jobs.ctid as place)"
                + " select * from picked order by execution_time";
        List<Object> arguments = new ArrayList<>(List.of(time(now)));
        arguments.addAll(names);
        except.forEach(one -> arguments.addAll(List.of(one.job(), one.id())));
        arguments.add(node);
        return db.select(sql, arguments.toArray())
                .map((row, _) -> picked(row, row.getString("place"), 0))
                .list();
    }

    /**
     * H2 would lock all rows that are due, and look at each, before it takes the first: a second for a hundred thousand of them. So they are looked at without a
     * lock, which its index has in order, and each is locked by itself then, if nobody else has it; and if too many are somebody's, more are looked at.
     */
    private List<Picked> onOthers(Handle db, String node, Instant now, int most, List<Picked> except) {
        List<Picked> found = new ArrayList<>();
        int limit = most + SOME;
        while (true) {
            List<Picked> candidates = candidates(db, now, limit, except);
            for (Picked one : candidates) {
                if (found.size() < most) {
                    take(db, node, now, one).ifPresent(found::add);
                }
            }
            if (found.size() == most || candidates.size() < limit) {
                return found;
            }
            limit *= 4;
        }
    }

    private List<Picked> candidates(Handle db, Instant now, int limit, List<Picked> except) {
        List<Object> arguments = new ArrayList<>(List.of(time(now)));
        arguments.addAll(names);
        except.forEach(one -> arguments.addAll(List.of(one.job(), one.id())));
        return db.select(
                        "select *" + due(except).replace("order by", "order by picked,") + " fetch first " + limit
                                + " rows only",
                        arguments.toArray())
                .map((row, _) -> picked(row, "", 1))
                .list();
    }

    private static Optional<Picked> take(Handle db, String node, Instant now, Picked candidate) {
        Optional<Picked> mine = db.select(
                        "select * from brigade_jobs where task_name = ? and task_instance = ? and picked = false"
                                + " and execution_time <= ? for update skip locked",
                        candidate.job(),
                        candidate.id(),
                        time(now))
                .map((row, _) -> picked(row, "", 1))
                .findOne();
        mine.ifPresent(one -> db.execute(
                "update brigade_jobs" + SET + " where task_name = ? and task_instance = ?", node, one.job(), one.id()));
        return mine;
    }

    private static Picked picked(ResultSet row, String place, int later) throws SQLException {
        return new Picked(
                row.getString("task_name"),
                row.getString("task_instance"),
                row.getLong("version") + later,
                place,
                row.getInt("consecutive_failures"),
                row.getObject("execution_time", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("task_data")).orElse(""));
    }
}
