package dev.brigade.data.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Commits to a file of H2, one after the other.
 *
 * <p>H2 writes its file in versions. For each it asks one table after the other for what it holds, while transactions go on, and so a
 * version can have one half of a transaction that commits just then: of the tables that are asked late, not of those that were asked
 * early. The next version has all of it; but a process that is killed before leaves that one. So a commit holds the lock under which
 * versions are made, from before its first change until its own version is written. H2 writes one version at a time anyway; what it costs is that who
 * waits for a row of the transaction waits until it is written.
 *
 * <p>Only where each commit writes its version itself ({@code WRITE_DELAY=0}, as Brigade opens a file): else H2's own threads write,
 * which need what is held here. Safe from any thread.
 */
public final class WholeCommits {
    private WholeCommits() {}

    /** Commits. Lets through whatever H2 throws. */
    public static void commit(Connection connection) throws SQLException {
        MVStore store = store(connection);
        if (store == null) {
            connection.commit();
            return;
        }
        Commit commit = new Commit(connection);
        try {
            store.executeFilestoreOperation(commit);
        } catch (MVStoreException closed) {
            if (!commit.begun) {
                connection.commit(); // says as JDBC does what is wrong
            } else if (commit.failure == null) {
                throw closed;
            }
        }
        switch (commit.failure) {
            case null -> {}
            case SQLException refused -> throw refused;
            case RuntimeException other -> throw other;
            case Error other -> throw other;
            default -> throw new IllegalStateException(commit.failure);
        }
    }

    /** What is to be locked; null if nothing of the transaction is to be written, or not by its commit. */
    private static @Nullable MVStore store(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(JdbcConnection.class)
                || !(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)
                || !session.containsUncommitted()) {
            return null;
        }
        MVStore store = session.getDatabase().getStore().getMvStore();
        return store.getFileStore() != null && store.getAutoCommitDelay() == 0 ? store : null;
    }

    /** Throws nothing, since H2 takes what is thrown under its lock for the end of the file. */
    private static final class Commit implements Runnable {
        private final Connection connection;
        private boolean begun;
        private @Nullable Throwable failure;

        Commit(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void run() {
            begun = true;
            try {
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
