package dev.brigade.data;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A database with one table, and requests upon it. */
public final class Fixture implements AutoCloseable {
    private final Database database;
    private final Recorder recorder = new Recorder();

    public Fixture(DatabaseSettings settings) {
        database = Database.open(settings);
        Transaction setup = begin("setup");
        setup.db().execute("create table dish (id int primary key, portions int not null check (portions >= 0))");
        setup.db().execute("insert into dish values (1, 10), (2, 10)");
        setup.commit();
    }

    public Database database() {
        return database;
    }

    public Activity request(String label) {
        return recorder.begin(Activity.Kind.REQUEST, label);
    }

    public Transaction begin(String label) {
        return begin(label, TransactionOptions.DEFAULT);
    }

    public Transaction begin(String label, TransactionOptions options) {
        return database.begin(request(label), options);
    }

    public int leased() {
        return database.poolView().leased();
    }

    public int waiting() {
        return database.poolView().waiting();
    }

    /** The portions of each dish as others see them. */
    public List<Integer> portions() {
        Transaction look = begin("look");
        try {
            return look.db()
                    .select("select portions from dish order by id")
                    .mapTo(Integer.class)
                    .list();
        } finally {
            look.rollback();
        }
    }

    /** Runs {@code body} on a virtual thread named {@code name} and returns what it returns or throws what it throws. */
    public static <T> T on(String name, Callable<T> body) throws Exception {
        try {
            return async(name, body).get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        }
    }

    public static <T> CompletableFuture<T> async(String name, Callable<T> body) {
        CompletableFuture<T> done = new CompletableFuture<>();
        var _ = Thread.ofVirtual().name(name).start(() -> {
            try {
                done.complete(body.call());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    @Override
    public void close() {
        database.close();
    }
}
