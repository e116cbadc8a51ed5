package dev.brigade.check.postgres;

import dev.brigade.check.agent.Agent;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.search.Replay;
import dev.brigade.check.search.Search;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Threads that work together on a database of the real server, run again and again. */
final class Trial implements AutoCloseable {
    /** What a thread does; what it returns is its result. */
    interface Work {
        String with(Connection connection) throws SQLException;
    }

    record Outcome(List<String> results, String state, List<String> events, List<String> choices, Run.End end) {
        String text() {
            return results + " " + state + (end == Run.End.COMPLETE ? "" : " " + end);
        }
    }

    /** @param mismatches runs that could not be repeated exactly */
    record Explored(List<Outcome> runs, List<String> mismatches, double perSecond) {
        /** The different ends, sorted. */
        List<String> texts() {
            return runs.stream().map(Outcome::text).distinct().sorted().toList();
        }

        int schedules() {
            return runs.size();
        }
    }

    private final PostgresDatabase database = PostgresServer.shared().database();
    private final PostgresOutside outside = new PostgresOutside(PostgresServer.shared());
    private final Scheduler scheduler = new Scheduler(outside, (_, _) -> {});
    private final PointedConnections pool;
    private final Connection own;
    private final PreparedStatement reset;
    private final PreparedStatement state;
    private Optional<Run> lastRun = Optional.empty();

    Trial(int connections, String schema, String reset, String state) throws SQLException {
        Agent.install();
        outside.serves(scheduler);
        own = database.dataSource().getConnection();
        try (Statement statement = own.createStatement()) {
            statement.execute(schema);
        }
        this.reset = own.prepareStatement(reset);
        this.state = own.prepareStatement(state);
        pool = new PointedConnections(outside, scheduler, database.dataSource(), connections);
    }

    Outcome run(Strategy strategy, Work... works) throws SQLException {
        reset.execute();
        pool.begin();
        String[] results = new String[works.length];
        Arrays.fill(results, "…");
        List<Scheduler.Body> bodies = new ArrayList<>();
        for (int i = 0; i < works.length; i++) {
            int number = i;
            bodies.add(new Scheduler.Body("t" + i, String.valueOf(i), () -> results[number] = result(works[number])));
        }
        Run run;
        try {
            run = scheduler.run(() -> {}, bodies, () -> {}, strategy);
        } finally {
            outside.ended();
        }
        lastRun = Optional.of(run);
        List<String> events = run.events().stream()
                .map(event -> event.task().key() + " " + event.operation().text())
                .toList();
        return new Outcome(List.of(results), state(), events, run.choices(), run.end());
    }

    private String result(Work work) {
        try (Connection connection = pool.connection()) {
            return work.with(connection);
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private String state() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = state.executeQuery()) {
            while (rows.next()) {
                text.append(text.isEmpty() ? "" : " ").append(rows.getString(1));
            }
        }
        return text.toString();
    }

    /** Runs what {@code search} proposes, at most {@code most} schedules, each twice. */
    Explored explore(Search search, int most, Work... works) throws SQLException {
        List<Outcome> runs = new ArrayList<>();
        List<String> mismatches = new ArrayList<>();
        long began = System.nanoTime();
        while (runs.size() < most && search.next()) {
            Outcome first = run(search, works);
            search.ran(lastRun.orElseThrow());
            runs.add(first);
            Outcome again = run(new Replay(first.choices()), works);
            if (!again.equals(first)) {
                mismatches.add(first + "\n  but then " + again);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Explored(runs, mismatches, 2 * runs.size() / seconds);
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        own.close();
        outside.close();
        database.close();
    }
}
