package dev.brigade.jobs.run;

import dev.brigade.data.LastStatement;
import dev.brigade.data.TransactionAccess;
import dev.brigade.data.Work;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a job is given: the work of its activity, except that the last statement is the job's end. Confined as that is.
 *
 * @param work all else
 */
record JobWork(Work work) implements Work {

    @Override
    public LastStatement finish(String sql, Object... args) {
        throw new IllegalStateException(activity().name() + " can't declare \"" + sql
                + "\" to be its last statement: that of a job is the end of its row. Run it with db().execute(…).");
    }

    @Override
    public Activity activity() {
        return work.activity();
    }

    @Override
    public Handle db() {
        return work.db();
    }

    @Override
    public Connection connection() {
        return work.connection();
    }

    @Override
    public Handle db(String name) {
        return work.db(name);
    }

    @Override
    public Connection connection(String name) {
        return work.connection(name);
    }

    @Override
    public void afterCommit(Hook hook) {
        work.afterCommit(hook);
    }

    @Override
    public <T> void putOrRefuse(BoundedQueue<? super T> queue, T item, Duration wait) throws InterruptedException {
        work.putOrRefuse(queue, item, wait);
    }

    @Override
    public void afterRollback(Hook hook) {
        work.afterRollback(hook);
    }

    @Override
    public void rollbackOnly() {
        work.rollbackOnly();
    }

    @Override
    public void hold(Lock lock) throws InterruptedException {
        work.hold(lock);
    }

    @Override
    public TransactionAccess access() {
        return work.access();
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R separately(
            TransactionOptions options, Separate<R, X> body) throws X {
        return work.separately(options, body);
    }
}
