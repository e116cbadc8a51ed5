package dev.brigade.check.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the server, on a connection of its own, who waits for whom. Confined to the thread that runs the scheduler. */
final class Monitor implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement blockers;

    Monitor(Connection connection) throws SQLException {
        this.connection = connection;
        this.blockers =
                connection.prepareStatement("SELECT pid, pg_blocking_pids(pid) || pg_safe_snapshot_blocking_pids(pid)"
                        + " FROM unnest(?::int[]) AS pid");
    }

    /**
     * For each of these processes those whose locks, or earlier places in a queue for a lock, keep it from going on. Empty for one
     * that does not wait, or was granted what it had waited for, even if it has been stopped and does not know yet.
     */
    Map<Integer, List<Integer>> blockers(Collection<Backend> waiting) {
        Map<Integer, List<Integer>> answer = new HashMap<>();
        try {
            blockers.setString(
                    1,
                    waiting.stream()
                            .map(backend -> String.valueOf(backend.pid()))
                            .collect(Collectors.joining(",", "{", "}")));
            try (ResultSet rows = blockers.executeQuery()) {
                while (rows.next()) {
                    answer.put(rows.getInt(1), integers(rows.getArray(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not say who waits for whom: " + e.getMessage(), e);
        }
        return answer;
    }

    private static List<Integer> integers(Array array) throws SQLException {
        List<Integer> integers = new ArrayList<>();
        for (Object each : (Object[]) array.getArray()) {
            integers.add((Integer) each);
        }
        return integers;
    }

    /** For people: who these are and what they did last. */
    String describe(Collection<Integer> pids) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT string_agg('process ' || pid || ' (' || state"
                        + " || ', \"' || left(query, 60) || '\")', ', ') FROM pg_stat_activity WHERE pid = ANY(?::int[])")) {
            statement.setString(1, pids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
            try (ResultSet rows = statement.executeQuery()) {
                String text = rows.next() ? rows.getString(1) : null;
                return text == null ? "a process that is gone" : text;
            }
        } catch (SQLException e) {
            return "process " + pids;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The explorer's own connection could not be closed: " + e.getMessage(), e);
        }
    }
}
