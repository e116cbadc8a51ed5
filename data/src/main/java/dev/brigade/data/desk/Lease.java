package dev.brigade.data.desk;

import dev.brigade.data.connections.Pooled;
import dev.brigade.data.pool.LeaseView;
import dev.brigade.threads.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection in the hands of one activity, from its first statement until the end of its transaction.
 *
 * <p>Only the holder's thread changes it; any thread may read who holds it, since when and in which statement, which is
 * what the desk tells those who wait.
 *
 * <p>Any thread may also {@link #cancel} the statement that runs. A cancellation reaches the database on its own way, so it
 * could arrive late and hit the next holder's statement: therefore it takes place under this lease's monitor, as does
 * {@link #end}, by which the holder finds out that it must not pass the connection on. So does {@link #breakIfSilent}.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Activity activity;
    private final Pooled pooled;
    private final long since;
    private volatile String statement = "";
    private int statements; // written before statement, and read after it
    private volatile boolean inSql;
    private volatile long quietSince;
    private volatile @Nullable Statement running;
    private volatile long answerBy; // System.nanoTime(); 0 while no end of a transaction is on its way
    private boolean oneStatement; // of the holder's thread
    private boolean cancelled; // guarded by this
    private boolean ended; // guarded by this

    Lease(Activity activity, Pooled pooled, boolean oneStatement, long since) {
        this.activity = activity;
        this.pooled = pooled;
        this.oneStatement = oneStatement;
        this.since = since;
        this.quietSince = since;
    }

    Activity activity() {
        return activity;
    }

    public Pooled pooled() {
        return pooled;
    }

    /** Whether there is no transaction: the statement that is expected to be the only one runs by itself. */
    public boolean oneStatement() {
        return oneStatement;
    }

    /** There is a transaction from here on; before the first statement has run. */
    public void beginTransaction() throws SQLException {
        pooled.beginTransaction();
        oneStatement = false;
    }

    public void enters(String sql, @Nullable Statement by) {
        statements++;
        statement = sql;
        running = by;
        inSql = true;
    }

    public void leaves(long now) {
        quietSince = now;
        inSql = false;
        running = null;
    }

    /** Cancels the statement that runs at this moment; false if none does. Returns when the database has been told. */
    public synchronized boolean cancel() throws SQLException {
        Statement now = running;
        if (ended || now == null) {
            return false;
        }
        cancelled = true;
        Connection connection = now.getConnection();
        if (connection.isWrapperFor(PGConnection.class)) {
            // again and again if need be: a statement itself is cancelled once, and that may come before it runs
            connection.unwrap(PGConnection.class).cancelQuery();
        } else {
            now.cancel();
        }
        return true;
    }

    /** The end of the transaction is on its way to the database, and must have been answered by then, of {@link System#nanoTime}. */
    public void awaitsAnswer(long by) {
        answerBy = by == 0 ? 1 : by;
    }

    public void answered() {
        answerBy = 0;
    }

    /**
     * Breaks a connection to PostgreSQL if the answer that is awaited is overdue, so that its holder goes on and does not pass it on. Waits for nothing.
     */
    public void breakIfSilent(long now) {
        if (isSilent(now)) {
            Thread.ofVirtual()
                    .name("breaks a silent connection")
                    .start(() -> breakOff(now)); // which may take its time with TLS
        }
    }

    private boolean isSilent(long now) {
        long by = answerBy;
        return by != 0 && now - by >= 0;
    }

    private synchronized void breakOff(long now) {
        if (ended || !isSilent(now)) {
            return;
        }
        cancelled = true;
        try {
            pooled.connection().unwrap(BaseConnection.class).abort(Runnable::run);
        } catch (SQLException failure) {
            LOG.warn("A connection on which {} got no answer could not be closed: {}", activity, failure.getMessage());
        }
    }

    /** The holder gives it back; returns whether nobody has cancelled a statement or broken it, so that another may have the connection. */
    public synchronized boolean end() {
        ended = true;
        return !cancelled;
    }

    LeaseView view() {
        String last = statement;
        return new LeaseView(activity, since, last, statements, inSql, quietSince);
    }
}
