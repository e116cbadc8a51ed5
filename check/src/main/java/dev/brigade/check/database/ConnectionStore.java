package dev.brigade.check.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import javax.sql.DataSource;

/**
 * The physical connections of an exploration, kept from run to run: who asks gets the one that came back last, so that each run gets the
 * same. Confined to the carrier; opening and giving back are no points.
 */
final class ConnectionStore extends SimpleDataSource {
    private final DataSource target;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final List<Connection> out = new ArrayList<>();
    /** At which isolation each was opened; to ask for it costs a round trip. */
    private final IdentityHashMap<Connection, Integer> isolations = new IdentityHashMap<>();

    ConnectionStore(DataSource target) {
        this.target = target;
    }

    /** Opens so many, so that none has to be opened during a run. */
    void fill(int count) throws SQLException {
        while (free.size() < count) {
            free.addLast(open());
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = free.isEmpty() ? open() : free.removeFirst();
        out.add(connection);
        return connection;
    }

    private Connection open() throws SQLException {
        Connection connection = target.getConnection();
        isolations.put(connection, connection.getTransactionIsolation());
        return connection;
    }

    /** At which isolation it was opened. */
    int isolation(Connection connection) {
        return isolations.getOrDefault(connection, Connection.TRANSACTION_READ_COMMITTED);
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
        isolations.remove(connection);
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
}
