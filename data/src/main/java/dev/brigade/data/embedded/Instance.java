package dev.brigade.data.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * One H2 in this process that has a file open.
 *
 * <p>It closes itself when it can't go on: when a write has failed, since the disk is full, say, or when a statement has met the end of the
 * memory. What is in the file then is what a killed process would leave. But its sessions are still there, and each that is used
 * tells H2 once more that the database of that name is closed, also when it has been opened again meanwhile; then H2 knows nothing of
 * the one that is open, and lets nobody else into its file. So all of them are {@linkplain #end ended} before.
 *
 * <p>Safe from any thread: immutable, but for which have been ended, once and for all.
 */
public final class Instance {
    private static final Set<Database> ENDED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Database database;

    private Instance(Database database) {
        this.database = database;
    }

    /** The one that {@code connection} is to; empty if that is in another process. */
    public static Optional<Instance> of(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class)
                        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                ? Optional.of(new Instance(session.getDatabase()))
                : Optional.empty();
    }

    /** Whether it has closed itself, or was ended. */
    public boolean isClosed() {
        return database.isClosing() || database.getStore().getMvStore().isClosed();
    }

    /**
     * Ends it and its sessions, of which each says from now on that it is closed; when this returns no thread is in it any more. Waits for statements that run, which
     * are cancelled; one that waits for a row does so to the end of the lock timeout.
     */
    public void end() {
        if (!ENDED.add(database)) {
            return; // it may be open again
        }
        for (SessionLocal session : database.getSessions(false)) {
            session.cancel();
            try {
                session.close();
            } catch (RuntimeException | Error closed) {
                // it can't roll back what is gone
            }
            session.lock(); // whoever is in it, and may tell H2 that it is closed, has left then
            session.unlock();
        }
        database.shutdownImmediately(); // lets go of the file
    }
}
