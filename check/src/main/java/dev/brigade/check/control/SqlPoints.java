package dev.brigade.check.control;

import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.sql.SqlCall;
import dev.brigade.check.sql.SqlListener;
import dev.brigade.check.sql.SqlResult;
import dev.brigade.check.sql.footprint.Footprint;
import dev.brigade.check.sql.footprint.Footprints;
import dev.brigade.check.sql.state.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes points of the statements, commits and rollbacks of one database. A batch is one point, since it is sent as one. Confined to the
 * carrier.
 */
public final class SqlPoints implements SqlListener {
    private static final Pattern DEFINITION = Pattern.compile(
            "(?i)[\\s(]*(?!create\\s+(local\\s+|global\\s+)?temp)(create|alter|drop|rename|comment)\\b");

    private static final int LONGEST = 400;

    private final Scheduler scheduler;
    private final Values values;
    private final String database;
    /** The number before that of the first transaction, which is another one in each database. */
    private final int firstTransaction;

    private final boolean guardsWholeTables;
    private @Nullable Footprints footprints;
    private final IdentityHashMap<Connection, SqlSession> sessions = new IdentityHashMap<>();
    private final Map<SqlCall, SqlStep> running = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final List<String> deadlocks = new ArrayList<>();
    private boolean writtenAnything;
    private int transactions;
    /** Tables have been made or changed in this run, so that it is not known any more what statements touch. */
    private boolean otherTables;
    /** Tables have been made or changed while the run was prepared. */
    private boolean definesTables;

    SqlPoints(Scheduler scheduler, Values values, String database, int firstTransaction, boolean guardsWholeTables) {
        this.scheduler = scheduler;
        this.values = values;
        this.database = database;
        this.firstTransaction = firstTransaction;
        this.transactions = firstTransaction;
        this.guardsWholeTables = guardsWholeTables;
    }

    /** Says what statements touch. */
    public void knows(Footprints of) {
        footprints = of;
    }

    /** A run begins. */
    public void begin() {
        sessions.clear();
        running.clear();
        written.clear();
        deadlocks.clear();
        writtenAnything = false;
        otherTables = false;
        definesTables = false;
        transactions = firstTransaction;
    }

    /** Whether tables may have been made or changed while the run was prepared. */
    public boolean definesTables() {
        return definesTables;
    }

    /** Whether it is unknown which tables were written. */
    public boolean wroteAnything() {
        return writtenAnything;
    }

    /** The tables that may have been written. */
    public Set<String> written() {
        return written;
    }

    /** Deadlocks that the database has found, a sentence each. */
    public List<String> deadlocks() {
        return deadlocks;
    }

    @Override
    public boolean wantsValues() {
        return values.isTracing() && scheduler.isExploring();
    }

    @Override
    public void before(SqlCall call) {
        SqlSession session = sessions.computeIfAbsent(call.physical(), _ -> new SqlSession());
        session.sees(call);
        SqlStep step = switch (call.kind()) {
            case STATEMENT, BATCH, ROW_CHANGE -> statement(session, call);
            case BEGIN -> begin(session);
            case COMMIT -> ofTransaction(session, SqlStep.Kind.COMMIT);
            case ROLLBACK, CLOSE -> ofTransaction(session, SqlStep.Kind.ROLLBACK);
            case ROLLBACK_TO_SAVEPOINT -> ofTransaction(session, SqlStep.Kind.ROLLBACK_TO_SAVEPOINT);
        };
        if (step != null) {
            step.runs(true);
            running.put(call, step);
        }
    }

    private boolean isExploring() {
        return scheduler.current() != null && scheduler.isExploring();
    }

    private @Nullable SqlStep begin(SqlSession session) {
        if (!session.isInTransaction()) {
            session.begin(++transactions);
        }
        return null;
    }

    private @Nullable SqlStep statement(SqlSession session, SqlCall call) {
        Footprints known = footprints;
        Footprint footprint = known == null || otherTables ? Footprint.everything() : call.footprint(known);
        writtenAnything |= footprint.isEverything();
        if (footprint.isEverything() && DEFINITION.matcher(call.text(LONGEST)).lookingAt()) {
            otherTables |= isExploring();
            definesTables |= !isExploring();
        }
        written.addAll(footprint.writtenTables());
        boolean touches = footprint.isEverything() || !footprint.touches().isEmpty();
        if (!touches && isExploring() && !beginsEmptySnapshot(session, call)) {
            return null; // select 1, set …: nothing was read
        }
        if (!call.autoCommit()) {
            begin(session);
        }
        if (!isExploring()) {
            scheduler.passes();
            return null;
        }
        if (guardsWholeTables && session.isSerializable()) {
            footprint = footprint.ofWholeTables();
        }
        boolean beginsSnapshot = !call.autoCommit() && session.beginsSnapshot();
        if (!call.autoCommit()) {
            session.touches(footprint);
        }
        SqlStep step = new SqlStep(
                database,
                SqlStep.Kind.STATEMENT,
                () -> call.text(LONGEST),
                footprint,
                session.transaction(),
                call.autoCommit(),
                beginsSnapshot,
                values.isTracing() ? Lines.here() : "");
        scheduler.point(step);
        return step;
    }

    /** Whether a statement that touches nothing, such as {@code select 1}, decides what those after it see, as PostgreSQL has it. */
    private boolean beginsEmptySnapshot(SqlSession session, SqlCall call) {
        return guardsWholeTables && !call.autoCommit() && session.beginsSnapshot();
    }

    /** Ends a transaction, or undoes a part of it; no step if it has done nothing. */
    private @Nullable SqlStep ofTransaction(SqlSession session, SqlStep.Kind kind) {
        if (!isExploring() || !session.isInTransaction()) {
            return null;
        }
        SqlStep step = new SqlStep(
                database,
                kind,
                () -> "",
                session.footprint(),
                session.transaction(),
                kind == SqlStep.Kind.COMMIT,
                false,
                values.isTracing() ? Lines.here() : "");
        if (kind == SqlStep.Kind.COMMIT) {
            scheduler.point(step);
        } else {
            scheduler.pointWithoutEnd(step);
        }
        return step;
    }

    @Override
    public void after(SqlCall call, SqlResult result) {
        SqlStep step = running.remove(call);
        if (step != null) {
            step.runs(false);
        }
        if (step != null && isInRun()) {
            if (result instanceof SqlResult.Failed(SQLException failure)) {
                failed(step, failure);
            } else if (wantsValues()) {
                step.value(() -> text(result));
            }
        }
        SqlSession session = sessions.get(call.physical());
        if (session != null && call.endsTransaction()) {
            session.end(); // a commit that fails has ended it too
        }
    }

    /** Whether what happens belongs to the run: what becomes of those who are left waiting when it is over does not. */
    private boolean isInRun() {
        return scheduler.current() != null && !scheduler.isOver();
    }

    private void failed(SqlStep step, SQLException failure) {
        String message = "fails: " + Messages.withoutRowNumbers(String.valueOf(failure.getMessage()));
        step.value(() -> message);
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("40001") || state.equals("40P01")) {
            step.aborted();
            List<SqlStep> waiting =
                    running.values().stream().filter(SqlStep::acquires).toList();
            Task me = scheduler.current();
            if (me != null && (state.equals("40P01") || isVictim(failure))) {
                step.isInDeadlock();
                waiting.forEach(SqlStep::isInDeadlock);
                List<String> others = waiting.stream()
                        .map(other -> "\"" + other.text() + "\"")
                        .sorted()
                        .toList();
                deadlocks.add("The database ended the transaction of " + me.name() + " in \"" + step.text()
                        + "\" because of a deadlock with " + String.join(", ", others));
            }
        }
    }

    /** H2 calls it a deadlock too if a row has changed since the snapshot; it says only within that somebody is its victim. */
    private static boolean isVictim(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("deadlock victim")) {
                return true;
            }
        }
        return false;
    }

    /** Beside the statement in a report: {@code (20, 'soup')}, {@code 1 row}. */
    private static String text(SqlResult result) {
        return switch (result) {
            case SqlResult.Query(var rows) ->
                rows.count() == 0 ? "no row" : rows.count() == 1 ? String.join("", rows.lines()) : rows.text();
            case SqlResult.Updated(long count, var keys) ->
                count < 0
                        ? ""
                        : rows(String.valueOf(count), count == 1)
                                + (keys.count() == 0 ? "" : ", key " + String.join(", ", keys.lines()));
            case SqlResult.Batch(var counts) ->
                rows(counts.stream().map(String::valueOf).collect(Collectors.joining(" + ")), false);
            case SqlResult.Done() -> "";
            case SqlResult.Failed failed -> "fails: " + failed.text();
        };
    }

    private static String rows(String count, boolean one) {
        return count + (one ? " row" : " rows");
    }
}
