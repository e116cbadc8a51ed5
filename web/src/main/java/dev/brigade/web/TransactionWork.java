package dev.brigade.web;

import dev.brigade.data.LastStatement;
import dev.brigade.data.Transaction;
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

/** What a {@link Request} does in its transaction. Confined to the request's thread. */
abstract sealed class TransactionWork implements Work permits Request {
    private final Transaction transaction;

    TransactionWork(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Activity activity() {
        return transaction.activity();
    }

    @Override
    public Handle db() {
        return transaction.db();
    }

    @Override
    public Connection connection() {
        return transaction.connection();
    }

    @Override
    public Handle db(String name) {
        return transaction.db(name);
    }

    @Override
    public Connection connection(String name) {
        return transaction.connection(name);
    }

    @Override
    public LastStatement finish(String sql, Object... args) {
        return transaction.finish(sql, args);
    }

    @Override
    public void afterCommit(Hook hook) {
        transaction.afterCommit(hook);
    }

    @Override
    public <T> void putOrRefuse(BoundedQueue<? super T> queue, T item, Duration wait) throws InterruptedException {
        transaction.putOrRefuse(queue, item, wait);
    }

    @Override
    public void afterRollback(Hook hook) {
        transaction.afterRollback(hook);
    }

    @Override
    public void rollbackOnly() {
        transaction.rollbackOnly();
    }

    @Override
    public void hold(Lock lock) throws InterruptedException {
        transaction.hold(lock);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R separately(
            TransactionOptions options, Separate<R, X> body) throws X {
        return transaction.separately(options, body);
    }

    @Override
    public TransactionAccess access() {
        return transaction.access();
    }
}
