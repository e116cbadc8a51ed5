package dev.brigade.data;

import dev.brigade.data.cluster.ClusterName;
import dev.brigade.data.cluster.ClusterSignal;
import dev.brigade.data.cluster.ClusterWaiters;
import dev.brigade.data.cluster.Patience;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.threads.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * A condition of the rows at which work of all nodes can wait until other work, on whichever node, has changed them and
 * signals it. Made by {@code app.clusterCondition(name)}.
 *
 * <p>As with any condition, a signal is a hint and the rows are the truth: who is woken looks again (Mesa semantics). There is no
 * lock to release: who waits has no transaction open and no connection. Each look is a short transaction of its own.
 *
 * <p>On PostgreSQL a signal is a {@code NOTIFY}: sent when the signaller's transaction commits, and not if it rolls back. Should one
 * be lost, because a node or a connection dies between, a waiter looks by itself every five seconds; after a restart of the server
 * all look at once. A waiter leaves nothing in the database, so a node that is killed leaves nothing behind. Transactions that
 * signal commit one after the other, that is how {@code NOTIFY} works: signal what somebody waits for, not every change. On H2
 * signals stay in this process.
 *
 * <p>Safe from any thread; a {@link Work} is its thread's. Immutable.
 *
 * {@snippet :
 * void deliver(dev.brigade.data.Work work, ClusterCondition delivered) {
 *     work.db().execute("update stock set amount = amount + 1 where dish = ?", "soup");
 *     delivered.signal(work);
 * }
 *
 * boolean take(dev.brigade.data.Work work, ClusterCondition delivered) throws InterruptedException {
 *     return delivered.awaitUntil(
 *             work,
 *             java.time.Duration.ofSeconds(20),
 *             look -> look.db().execute("update stock set amount = amount - 1 where dish = ? and amount > 0", "soup") == 1);
 * }
 * }
 */
public final class ClusterCondition implements MeetingPoint {
    /** How often who waits looks without having been signalled. */
    static final Duration POLL = Duration.ofSeconds(5);

    /** Of those that meet in a conflict one gets on in each round. */
    private static final int MOST_RUNS = 20;

    private final String name;
    private final String shared;
    private final Duration poll;

    /**
     * A look at the rows.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Look<X extends Exception> {
        /** Whether what is waited for is there; it may take it, too. */
        boolean isThere(Work transaction) throws X;
    }

    /**
     * A condition of an application.
     *
     * @param application its name; each application has its own conditions
     * @param name up to 200 characters, without a slash
     */
    public ClusterCondition(String application, String name) {
        this(application, name, POLL);
    }

    ClusterCondition(String application, String name, Duration poll) {
        this.shared = ClusterName.of("cluster condition", application, name).text();
        this.name = name;
        this.poll = poll;
    }

    @Override
    public Kind kind() {
        return Kind.CONDITION;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Waits until {@code look} finds what it looks for: looks at once, and then each time it is woken.
     *
     * <p>Each look is a transaction of its own, SERIALIZABLE, run again upon a conflict; it commits when it returns true, and
     * rolls back when it returns false or throws. So a look may take what it has found, for nobody else to take; but {@code work}'s
     * own transaction comes later and is another: if that rolls back, what was taken stays taken, and if it only was looked at, it
     * may be gone. While the database is away, the wait goes on.
     *
     * @param work which has run no statement, so that it has no connection while it waits, and sees then what has come
     * @param timeout after which it gives up; it looks once at least
     * @return whether a look found it in time
     * @throws X what {@code look} throws
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if {@code work} has run a statement
     * @throws DatabaseException if the time was over and the last look met a database that is away, or its commit failed
     */
    public <X extends Exception> boolean awaitUntil(Work work, Duration timeout, Look<X> look)
            throws X, InterruptedException {
        Session session = work.access().transaction().session();
        session.check("The transaction");
        Database database = session.database();
        Activity activity = session.activity();
        if (session.isLeased()) {
            throw new IllegalStateException(activity.name() + " waits at cluster condition \"" + name
                    + "\" after its first statement: it would keep its connection, and go on to see the rows as they were at"
                    + " that statement. Wait before any statement.");
        }
        Cluster cluster = database.cluster();
        cluster.check("Cluster condition \"" + name + "\"");
        cluster.listen();
        Patience patience = Patience.of(timeout);
        ClusterWaiters.Waiter waiter = cluster.waiters().enter(shared);
        try {
            while (true) {
                cluster.waiters().ready(waiter);
                Optional<Exception> away = Optional.empty();
                try {
                    boolean isThere = isThere(database, activity, look);
                    cluster.waiters().looked(waiter);
                    if (isThere) {
                        return true;
                    }
                } catch (Exception failure) {
                    if (!isAway(failure) || patience.isOver()) {
                        throw failure;
                    }
                    away = Optional.of(failure);
                }
                if (away.isEmpty() && patience.isOver()) {
                    return false;
                }
                sleep(cluster.waiters(), waiter, activity, patience);
            }
        } finally {
            if (cluster.waiters().leave(waiter)) {
                cluster.passOn(shared);
            }
        }
    }

    private void sleep(ClusterWaiters waiters, ClusterWaiters.Waiter waiter, Activity activity, Patience patience)
            throws InterruptedException {
        activity.before(Step.AWAIT, this);
        Status before = activity.enter(State.IN_WAIT_SET, this, "");
        try {
            waiters.sleep(waiter, Math.min(patience.left(), poll.toNanos()));
        } finally {
            activity.leave(before);
        }
    }

    private static <X extends Exception> boolean isThere(Database database, Activity activity, Look<X> look) throws X {
        for (int run = 1; ; run++) {
            Transaction transaction = database.begin(activity, TransactionOptions.DEFAULT);
            try {
                boolean found = look.isThere(transaction);
                if (found) {
                    transaction.commit();
                }
                return found;
            } catch (Exception failure) {
                transaction.rollback();
                if (run == MOST_RUNS || !Conflicts.isConflict(failure)) {
                    throw failure;
                }
            } finally {
                transaction.rollback();
                transaction.runHooks();
            }
        }
    }

    /** Whether nothing is wrong with the look, and it may find what it looks for when the database is there again. */
    private static boolean isAway(Exception failure) {
        boolean isUnknown = failure instanceof CommitFailedException commit && commit.outcomeUnknown();
        return !isUnknown && (failure instanceof DatabaseUnavailableException || Failures.isConnectionLost(failure));
    }

    /**
     * Wakes one waiter of all nodes when {@code work} commits: of the node that answers first, the one that has waited longest. For
     * when each waiter waits for the same, and one of them can use what there is.
     *
     * @throws DatabaseException if the tables that this needs are not there and can't be made, with the SQL to run
     */
    public void signal(Work work) {
        send(work, true);
    }

    /** Wakes all waiters of all nodes when {@code work} commits. */
    public void signalAll(Work work) {
        send(work, false);
    }

    private void send(Work work, boolean toOne) {
        Transaction transaction = work.access().transaction();
        Database database = transaction.session().database();
        Cluster cluster = database.cluster();
        cluster.check("Cluster condition \"" + name + "\"");
        transaction.activity().before(Step.SIGNAL, this);
        if (cluster.isInProcess()) {
            ClusterWaiters waiters = cluster.waiters();
            transaction.afterCommit(() -> {
                if (toOne) {
                    waiters.wakeOne(shared);
                } else {
                    waiters.wakeAll(shared);
                }
            });
            return;
        }
        if (toOne) {
            cluster.schema().ensure();
            cluster.listen(); // which tidies up what nobody takes
        }
        transaction.db().execute(toOne ? ClusterSignal.SEND_ONE : ClusterSignal.SEND_ALL, shared);
    }

    @Override
    public String toString() {
        return "cluster condition \"" + name + "\"";
    }
}
