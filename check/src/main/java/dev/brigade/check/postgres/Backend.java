package dev.brigade.check.postgres;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The server's process behind one connection. Confined to the carrier. */
final class Backend {
    private static final long EXIT_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Numbers of all that are stopped, for {@link #letAllGo}: safe from any thread. */
    private static final Set<Integer> STOPPED = ConcurrentHashMap.newKeySet();

    private final BaseConnection connection;
    private final int pid;
    private boolean stopped;

    Backend(BaseConnection connection) {
        this.connection = connection;
        this.pid = connection.getBackendPID();
    }

    int pid() {
        return pid;
    }

    /** Whether {@link #stop} was called, and {@link #letGo} was not since. */
    boolean isStopped() {
        return stopped;
    }

    void stop() {
        if (!stopped) {
            STOPPED.add(pid);
            stopped = Signals.STOP.send(pid);
        }
    }

    void letGo() {
        if (stopped) {
            stopped = false;
            Signals.CONTINUE.send(pid);
            STOPPED.remove(pid);
        }
    }

    /** The JVM ends: a server with processes that are stopped could not. Safe from any thread. */
    static void letAllGo() {
        STOPPED.forEach(Signals.CONTINUE::send);
    }

    /** Ends the statement that it executes, also one that waits. */
    void cancel() {
        Signals.CANCEL.send(pid);
        letGo();
    }

    /** Whether it keeps the locks of its transaction: after a call of JDBC, which is over only when the server says so. */
    boolean isInTransaction() {
        return connection.getTransactionState() == TransactionState.OPEN;
    }

    /**
     * Returns when the process is gone, whose connection was closed: the server does not say when it has given back the locks of a
     * session that ends. Ends it if it does not end by itself, as one that waits for a lock. Turns meanwhile: on a virtual
     * thread of the explorer time would stand still.
     */
    void awaitExit() {
        letGo();
        long began = System.nanoTime();
        boolean told = false;
        while (Signals.exists(pid)) {
            long nanos = System.nanoTime() - began;
            if (!told && nanos > EXIT_NANOS) {
                Signals.TERMINATE.send(pid);
                told = true;
            }
            if (nanos > PATIENCE_NANOS) {
                throw new IllegalStateException("PostgreSQL's process " + pid + " should have ended "
                        + PATIENCE_NANOS / 1_000_000_000 + " s ago and is still there. Run the test again;"
                        + " if it happens again, end the process: kill -9 " + pid);
            }
            Thread.onSpinWait();
        }
    }

    /** Ends the transaction that nobody goes on with. */
    void rollBack() {
        try {
            if (!connection.isClosed() && connection.getTransactionState() != TransactionState.IDLE) {
                connection.execSQLUpdate("ROLLBACK");
            }
        } catch (SQLException e) {
            end();
        }
    }

    /** Ends the session. */
    void end() {
        Signals.TERMINATE.send(pid);
        awaitExit();
    }
}
