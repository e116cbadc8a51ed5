package dev.brigade.data.connections;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where a desk has its connections from. Safe from any thread; a connection that was taken belongs to who took it until
 * it is given back.
 */
public interface ConnectionSource {
    /**
     * One that nobody else has, between transactions and without auto-commit.
     *
     * @throws SQLException if there is none
     */
    Pooled take() throws SQLException;

    /**
     * Takes back what {@link #take} gave.
     *
     * @param lost whether nobody shall get it again
     */
    void giveBack(Connection connection, boolean lost) throws SQLException;

    /** Whether the next is at hand, as a rule; if not, taking it may last. */
    boolean isAtHand();

    /** How many wait to be taken, as far as that is known. */
    int idle();

    boolean isClosed();

    /** Closes all connections that are its own. */
    void close();
}
