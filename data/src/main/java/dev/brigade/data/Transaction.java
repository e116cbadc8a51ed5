package dev.brigade.data;

import dev.brigade.threads.Activity;
import java.sql.Connection;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;

/**
 * One transaction of one thread. Ends exactly once, by {@link #commit} or {@link #rollback}; both give the connection back
 * and release held locks, in this order, also when they throw.
 */
public final class Transaction implements Work {

    Transaction() {}

    /**
     * Commits (rolls back, if {@link #isRollbackOnly()}), gives the connection back, releases held locks. Runs no hook.
     * Does nothing to the database if no statement ran.
     *
     * @throws CommitFailedException if the database refused or its answer was lost
     */
    public void commit() {}

    /** Rolls back, gives the connection back, releases held locks. Never throws: what fails is logged. */
    public void rollback() {}

    /** Runs what {@link #afterCommit} or {@link #afterRollback} collected, in order; one that throws is logged. */
    public void runHooks() {}

    /** Whether {@link #commit} will roll back. */
    public boolean isRollbackOnly() {
        return false;
    }

    @Override
    public Activity activity() {
        throw new IllegalStateException();
    }

    @Override
    public Handle db() {
        throw new IllegalStateException();
    }

    @Override
    public Connection connection() {
        throw new IllegalStateException();
    }

    @Override
    public void afterCommit(Runnable action) {}

    @Override
    public void afterRollback(Runnable action) {}

    @Override
    public void rollbackOnly() {}

    @Override
    public void hold(Lock lock) throws InterruptedException {}
}
