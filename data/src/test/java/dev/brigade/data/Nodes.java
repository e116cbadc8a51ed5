package dev.brigade.data;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Several nodes of one application on one database: each with its own pool. */
final class Nodes implements AutoCloseable {
    private final List<Database> databases = new ArrayList<>();
    private final Recorder recorder = new Recorder();

    /** What a request does with its work. */
    interface Body<T> {
        T run(Transaction work) throws Exception;
    }

    Nodes(DatabaseSettings settings, int count) {
        for (int i = 0; i < count; i++) {
            databases.add(Database.open(settings));
        }
        inTransaction(0, TransactionOptions.DEFAULT, work -> {
            work.db().execute("create table stock (id int primary key, amount int not null)");
            return work.db().execute("insert into stock values (1, 0), (2, 0)");
        });
    }

    /** Two; on H2, two databases of one process on the same data. */
    static Nodes two(TestDatabase database) {
        return new Nodes(database.fresh(), 2);
    }

    Database get(int node) {
        return databases.get(node);
    }

    Transaction begin(int node, Isolation isolation) {
        return begin(node, request(), TransactionOptions.DEFAULT.withIsolation(isolation));
    }

    Activity request() {
        return recorder.begin(Activity.Kind.REQUEST, "POST /stock");
    }

    Transaction begin(int node, Activity activity, TransactionOptions options) {
        return databases.get(node).begin(activity, options);
    }

    /** Does it on the current thread, and commits. */
    <T> T inTransaction(int node, TransactionOptions options, Body<T> body) {
        return inTransaction(node, request(), options, body);
    }

    <T> T inTransaction(int node, Activity activity, TransactionOptions options, Body<T> body) {
        Transaction work = begin(node, activity, options);
        try {
            T result = body.run(work);
            work.commit();
            return result;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            work.rollback();
            work.runHooks();
        }
    }

    /** Does it on a thread of its own, and commits. */
    <T> CompletableFuture<T> async(int node, Activity activity, Isolation isolation, Body<T> body) {
        return Fixture.async(
                activity.name(),
                () -> activity.call(() ->
                        inTransaction(node, activity, TransactionOptions.DEFAULT.withIsolation(isolation), body)));
    }

    /** Does it on a thread of its own, and rolls back. */
    <T> T elsewhere(int node, Isolation isolation, Body<T> body) throws Exception {
        return async(node, request(), isolation, work -> {
                    work.rollbackOnly();
                    return body.run(work);
                })
                .get(20, TimeUnit.SECONDS);
    }

    int amount(int node) {
        return inTransaction(node, TransactionOptions.READ_ONLY, Nodes::amount);
    }

    static int amount(Work work) {
        return work.db()
                .select("select amount from stock where id = 1")
                .mapTo(Integer.class)
                .one();
    }

    /** Whether {@code node} can have the lock at this moment. */
    boolean isFree(int node, Isolation isolation, ClusterLock lock) throws Exception {
        return elsewhere(node, isolation, lock::tryHold);
    }

    /** Whether a session of PostgreSQL waits for an advisory lock of this database. */
    boolean isBlocked() {
        return inTransaction(
                0,
                TransactionOptions.READ_ONLY,
                work -> work.db()
                                .select(
                                        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                                + " and database = (select oid from pg_database where datname = current_database())")
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    @Override
    public void close() {
        databases.forEach(Database::close);
    }
}
