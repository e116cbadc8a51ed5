package dev.brigade.data;

import dev.brigade.data.cluster.ClusterName;
import dev.brigade.data.cluster.Gates;
import dev.brigade.data.cluster.Patience;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.Product;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Step;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster locks that one transaction holds, each until its end. Confined to its thread.
 *
 * <p>A lock is two: the {@linkplain Gates gate} of this process, and PostgreSQL's. A transaction that has no connection yet waits
 * at the gate first, so that of all those in this process that want a lock at most one keeps a connection waiting. It
 * holds nothing in the database then, so no cycle of waits that PostgreSQL looks for can pass through that wait. A transaction
 * that has a connection goes past the gate, to where PostgreSQL sees the cycle and breaks it. With H2 the gate is the lock.
 */
final class ClusterHolds {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHolds.class);

    private final Session session;
    private final Activity activity;
    private final Map<ClusterName, Hold> held = new LinkedHashMap<>();

    /** {@link Session#asked()} as far as nothing but cluster locks was asked: if it still is that, no row has been read. */
    private int asked;

    ClusterHolds(Session session) {
        this.session = session;
        this.activity = session.activity();
    }

    /** @param token 0 if none was drawn */
    private record Hold(ClusterLock lock, ClusterName name, boolean gate, long token) {}

    /** What is wanted; of many locks, by which key. */
    record Wish(ClusterLock lock, Optional<Object> key, ClusterName name, Patience patience, boolean fenced) {}

    /**
     * Takes a lock.
     *
     * @return its token, 0 if none was wanted; empty if the lock was not free in time
     */
    Optional<Long> take(Wish wish) throws InterruptedException {
        Hold again = held.get(wish.name());
        if (again != null) {
            if (wish.fenced() && again.token() == 0) {
                throw new IllegalStateException(
                        activity.name() + " holds cluster lock \"" + wish.lock().name()
                                + "\" without a fencing token. Call holdFenced in place of the first hold.");
            }
            return Optional.of(again.token());
        }
        Database database = session.database();
        Cluster cluster = database.cluster();
        cluster.check("Cluster lock \"" + wish.lock().name() + "\"");
        boolean isFirst = !session.isLeased();
        boolean untouched = session.asked() == asked;
        if (!untouched) {
            refuseIfTooLate(wish);
        }
        if (wish.fenced()) {
            cluster.schema().ensure();
        }
        activity.before(Step.ACQUIRE, wish.lock());
        boolean gate = isFirst || database.product() == Product.H2;
        String id = wish.name().text();
        if (gate && !cluster.gates().enter(new Gates.Wanted(id, wish.lock().name(), wish.key()), wish.patience())) {
            return Optional.empty();
        }
        Optional<Long> token = Optional.empty();
        try {
            token = database.product() == Product.H2 ? Optional.of(inProcess(wish)) : inPostgres(wish);
        } catch (SQLException failure) {
            throw new DatabaseException(
                    activity.name() + " could not take cluster lock \""
                            + wish.lock().name() + "\": " + Failures.reason(failure),
                    failure);
        } finally {
            if (gate && token.isEmpty()) {
                cluster.gates().leave(id);
            }
        }
        if (untouched) {
            asked = session.asked(); // also if it was not free: no row has been read
        }
        token.ifPresent(it -> {
            held.put(wish.name(), new Hold(wish.lock(), wish.name(), gate, it));
            activity.acquired(wish.lock());
        });
        return token;
    }

    /** On H2 too, where the rows of the first statement would be as old, and an application should run as it does elsewhere. */
    private void refuseIfTooLate(Wish wish) {
        String start =
                activity.name() + " asks for cluster lock \"" + wish.lock().name() + "\" after its first statement. ";
        if (wish.fenced()) {
            throw new IllegalStateException(start + "A fencing token is drawn before the transaction begins: call"
                    + " holdFenced before any statement.");
        }
        if (!eachStatementSeesAll()) {
            throw new IllegalStateException(start + "At " + session.options().isolation()
                    + " it would go on to see the rows as they were at that statement, and not what the last holder of"
                    + " the lock has written: hold the lock before any statement, or run at READ_COMMITTED.");
        }
    }

    private boolean eachStatementSeesAll() {
        return switch (session.options().isolation()) {
            case READ_COMMITTED -> true;
            case REPEATABLE_READ, SERIALIZABLE -> false;
        };
    }

    private Optional<Long> inPostgres(Wish wish) throws SQLException {
        session.needsTransaction();
        AdvisoryLocks locks = new AdvisoryLocks(session);
        var wanted = new AdvisoryLocks.Wish(
                wish.lock(),
                wish.key().map(String::valueOf).orElse(""),
                wish.name().number(),
                wish.patience());
        if (eachStatementSeesAll() && !wish.fenced()) {
            return locks.inside(wanted) ? Optional.of(0L) : Optional.empty();
        }
        long[] token = {0};
        List<Long> others =
                held.keySet().stream().map(ClusterName::number).distinct().toList();
        if (others.contains(wanted.number())) {
            throw new IllegalStateException("Cluster locks " + wish.name().text() + " and one of " + held.keySet()
                    + " have the same number. Rename one.");
        }
        boolean granted = locks.before(wanted, others, connection -> {
            if (wish.fenced()) {
                token[0] = FencingTokens.drawPostgres(session, connection, wish.name());
            }
        });
        return granted ? Optional.of(token[0]) : Optional.empty();
    }

    private long inProcess(Wish wish) throws SQLException {
        return wish.fenced() ? FencingTokens.drawH2(session.database().cluster(), wish.name()) : 0;
    }

    /** After the transaction has ended in the database, which has released its locks: the gates too. Never throws. */
    void ended() {
        for (Hold hold : List.copyOf(held.values()).reversed()) {
            try {
                activity.before(Step.RELEASE, hold.lock());
                activity.released(hold.lock());
            } finally {
                leave(hold);
            }
        }
        held.clear();
    }

    private void leave(Hold hold) {
        try {
            if (hold.gate()) {
                session.database().cluster().gates().leave(hold.name().text());
            }
        } catch (RuntimeException failure) {
            LOG.error(
                    "{}: cluster lock \"{}\" could not be released",
                    activity.name(),
                    hold.lock().name(),
                    failure);
        }
    }
}
