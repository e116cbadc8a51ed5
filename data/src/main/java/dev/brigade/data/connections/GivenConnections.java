package dev.brigade.data.connections;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that somebody else owns, as they are: nothing is sent over one of them but what its holder sends. Immutable. */
public record GivenConnections(DataSource connections) implements ConnectionSource {
    @Override
    public Pooled take() throws SQLException {
        return Pooled.asItIs(connections.getConnection(), System.nanoTime());
    }

    /** Its owner knows what to do with one that is lost. */
    @Override
    public void giveBack(Connection connection, boolean lost) throws SQLException {
        connection.close();
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    @Override
    public int idle() {
        return 0;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    /** They are not ours to close. */
    @Override
    public void close() {}

    /**
     * One outside of any desk, in auto-commit as a driver's own.
     *
     * @throws DatabaseException if there is none
     */
    public Connection connect(Target target) {
        try {
            Connection connection = connections.getConnection();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return connection;
        } catch (SQLException failure) {
            throw OpenFailures.opening(target, failure);
        }
    }
}
