package dev.brigade.data;

import dev.brigade.threads.Activity;

/** A database of an application: its pool, its lease desk, its migrations. Safe from any thread. */
public final class Database implements AutoCloseable {

    private Database() {}

    /**
     * Connects, fills the pool and migrates; on the calling thread, before anything else runs.
     *
     * @throws DatabaseException if it can't be reached or a migration fails, saying what to do
     */
    public static Database open(DatabaseSettings settings) {
        throw new IllegalStateException(settings.toString());
    }

    /** A transaction for the current thread; a connection is leased when its first statement runs. */
    public Transaction begin(Activity activity, TransactionOptions options) {
        throw new IllegalStateException(activity.name() + options);
    }

    /** Closes the pool; leased connections are closed too. */
    @Override
    public void close() {}
}
