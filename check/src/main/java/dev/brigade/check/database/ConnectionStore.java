package dev.brigade.check.database;

import dev.brigade.check.sql.Lender;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
final class ConnectionStore extends SimpleDataSource implements Lender {
    private final DataSource target;
    private int wanted;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final List<Connection> out = new ArrayList<>();
    /** At which isolation each was opened; to ask for it costs a round trip. */
    private final IdentityHashMap<Connection, Integer> isolations = new IdentityHashMap<>();

    ConnectionStore(DataSource target) {
        this.target = target;
    }

    /** Opens so many, so that none has to be opened during a run. */
    void fill(int count) throws SQLException {
        wanted = count;
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
    @Override
    public int isolation(Connection connection) {
        return isolations.getOrDefault(connection, Connection.TRANSACTION_READ_COMMITTED);
    }

    /** The next who gets it finds the settings that it had in the beginning. */
    @Override
    public void giveBack(Connection connection, Left left) throws SQLException {
        if (connection.isClosed()) {
            discard(connection);
            return;
        }
        if (left.transaction()) {
            rollBack(connection);
        }
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        if (left.isolation()) {
            connection.setTransactionIsolation(isolation(connection));
        }
        if (left.readOnly()) {
            connection.setReadOnly(false);
        }
        if (out.remove(connection)) {
            free.addFirst(connection);
        }
    }

    private static void rollBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            return;
        }
        try (Statement statement = connection.createStatement()) { // one that was begun by a statement
            statement.execute("rollback");
        }
    }

    /** One that is of no use any more. */
    private void discard(Connection connection) throws SQLException {
        out.remove(connection);
        isolations.remove(connection);
        connection.close();
    }

    /**
     * Between runs. What a run has left out is closed, with what its transactions did, and others are opened for it, so that the next
     * run finds as many as this one.
     */
    void refill() throws SQLException {
        closeWhatIsOut();
        fill(wanted);
    }

    private void closeWhatIsOut() throws SQLException {
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
