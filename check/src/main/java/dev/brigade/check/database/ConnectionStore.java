package dev.brigade.check.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The physical connections of an exploration, kept from run to run: who asks gets the one that came back last, so that each run gets the
 * same. Confined to the carrier; opening and giving back are no points.
 */
final class ConnectionStore implements DataSource {
    private final DataSource target;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final List<Connection> out = new ArrayList<>();

    ConnectionStore(DataSource target) {
        this.target = target;
    }

    /** Opens so many, so that none has to be opened during a run. */
    void fill(int count) throws SQLException {
        while (free.size() < count) {
            free.addLast(target.getConnection());
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = free.isEmpty() ? target.getConnection() : free.removeFirst();
        out.add(connection);
        return connection;
    }

    /** One that is between transactions, with the settings that it had in the beginning. */
    void giveBack(Connection connection) {
        if (out.remove(connection)) {
            free.addFirst(connection);
        }
    }

    /** One that is of no use any more. */
    void discard(Connection connection) throws SQLException {
        out.remove(connection);
        connection.close();
    }

    /** Takes back what a run has left out: these are closed, with what their transactions did. */
    void closeWhatIsOut() throws SQLException {
        for (Connection connection : List.copyOf(out)) {
            discard(connection);
        }
    }

    void close() throws SQLException {
        closeWhatIsOut();
        while (!free.isEmpty()) {
            free.removeFirst().close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
