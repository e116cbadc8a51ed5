package dev.brigade.data.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    private static final Duration PATIENCE = Duration.ofSeconds(3);
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
     * Closes the session of {@code connection} if what it is to has closed itself: to roll back there is to risk going round in circles, as of
     * {@link #end}. Does nothing otherwise. Never throws.
     */
    public static void leaveIfClosed(Connection connection) {
        try {
            if (connection.isWrapperFor(JdbcConnection.class)
                    && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    && !session.isClosed()
                    && new Instance(session.getDatabase()).isClosed()) {
                session.close();
            }
        } catch (SQLException | RuntimeException | Error closed) {
            // it is closed, or is about to be
        }
    }

    /**
     * Ends it and its sessions, of which each says from now on that it is closed. Waits for the threads that are in it, whose statements are
     * cancelled, since they may tell H2 until they leave; but only for a while: a thread that rolls back in a store which was closed in the midst of a
     * version goes round in circles in H2 (2.4.240) for ever, and tells it nothing.
     */
    public void end() {
        if (!ENDED.add(database)) {
            return; // it may be open again
        }
        List<Thread> ends = Arrays.stream(database.getSessions(false))
                .map(session -> Thread.ofPlatform()
                        .daemon()
                        .name("ends a session of H2")
                        .start(() -> end(session)))
                .toList();
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread one : ends) {
                one.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.shutdownImmediately(); // lets go of the file
    }

    private static void end(SessionLocal session) {
        session.cancel();
        try {
            session.close();
        } catch (RuntimeException | Error closed) {
            // it can't roll back what is gone
        }
        session.lock(); // whoever is in it has left then
        session.unlock();
    }
}
