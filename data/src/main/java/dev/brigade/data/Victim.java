package dev.brigade.data;

import dev.brigade.threads.DeadlockException;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the statement of a thread is ended from outside, because its wait for rows would never end, and how the thread learns why.
 *
 * <p>Shared by the thread whose statements these are ({@link #inCall}, {@link #why}) and the guard's, which ends one. A server is told to
 * cancel it, and {@code why} is there before it fails; it stays, since the cancellation may come late, and hit the next statement or
 * the COMMIT. A database inside the process heeds no cancel while it waits, but an
 * interrupt, which is sent only while the thread is in the database, and taken back there: both under this object's monitor, so
 * none is on its way once the thread has come out.
 */
final class Victim {
    /** PostgreSQL: query canceled. */
    private static final String CANCELLED = "57014";

    private final Thread owner;
    private volatile @Nullable DeadlockException why;
    private boolean inCall; // guarded by this
    private boolean calledOut; // guarded by this

    Victim(Thread owner) {
        this.owner = owner;
    }

    /** Says whether the thread is inside a database that runs in it; takes back the interrupt by which it was called out. */
    synchronized void inCall(boolean now) {
        inCall = now;
        why = null; // what was sent for the statement before is not for the next
        if (calledOut) {
            calledOut = false;
            Thread.interrupted();
        }
    }

    /** Calls the thread out of the database that runs in it; false if it is not there. */
    synchronized boolean callOut(DeadlockException reason) {
        if (inCall) {
            why = reason;
            calledOut = true;
            owner.interrupt();
        }
        return inCall;
    }

    /** Has a server end the statement by {@code cancel}, which says whether it could. */
    boolean cancel(DeadlockException reason, BooleanSupplier cancel) {
        why = reason; // before it fails
        boolean cancelled = cancel.getAsBoolean();
        if (!cancelled) {
            why = null; // it goes on, and what fails later fails for reasons of its own
        }
        return cancelled;
    }

    /** What a statement that failed so was ended for; null if it failed by itself. */
    @Nullable
    DeadlockException why(SQLException failure, boolean embedded) {
        return embedded || CANCELLED.equals(failure.getSQLState()) ? why : null;
    }
}
