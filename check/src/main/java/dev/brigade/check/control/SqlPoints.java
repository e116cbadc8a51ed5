package dev.brigade.check.control;

import dev.brigade.check.naming.Event;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.sql.FilledSql;
import dev.brigade.check.sql.Footprint;
import dev.brigade.check.sql.Footprints;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes points of the statements, commits and rollbacks of one database. Confined to the carrier. */
public final class SqlPoints {
    private static final int LONGEST = 400;

    private final Scheduler scheduler;
    private final Values values;
    private final boolean guardsWholeTables;
    private @Nullable Footprints footprints;
    private final Set<SqlStep> running = new HashSet<>();
    private final Set<String> written = new HashSet<>();
    private final List<String> deadlocks = new ArrayList<>();
    private boolean writtenAnything;
    private int transactions;

    /** One session of the database: what is known of its transaction. */
    public static final class Session {
        private boolean autoCommit = true;
        private int isolation = Connection.TRANSACTION_READ_COMMITTED;
        private int transaction;
        private boolean hasSnapshot;
        private Footprint footprint = Footprint.nothing();

        /** Sets what the session is known to have. */
        public void isolation(int newIsolation) {
            isolation = newIsolation;
        }

        public int isolation() {
            return isolation;
        }

        public void autoCommit(boolean value) {
            autoCommit = value;
        }

        public boolean isAutoCommit() {
            return autoCommit;
        }

        /** Whether a transaction has begun that has not ended. */
        public boolean isInTransaction() {
            return transaction > 0;
        }

        /** Its transaction has ended. */
        public void ended() {
            transaction = 0;
            hasSnapshot = false;
            footprint = Footprint.nothing();
        }
    }

    SqlPoints(Scheduler scheduler, Values values, boolean guardsWholeTables) {
        this.scheduler = scheduler;
        this.values = values;
        this.guardsWholeTables = guardsWholeTables;
    }

    /** Says what statements touch. */
    public void knows(Footprints of) {
        footprints = of;
    }

    /** A run begins. */
    public void begin() {
        running.clear();
        written.clear();
        deadlocks.clear();
        writtenAnything = false;
        transactions = 0;
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

    /** Whether rows are to be noted as they are read. */
    public boolean isTracing() {
        return values.isTracing() && scheduler.isExploring();
    }

    /** A statement is about to be sent; null if that is no step. */
    public @Nullable SqlStep statement(Session session, String sql, List<? extends @Nullable Object> parameters) {
        Footprints known = footprints;
        Footprint footprint = known == null ? Footprint.everything() : known.of(sql, parameters);
        note(footprint);
        if (scheduler.current() == null || !scheduler.isExploring()) {
            begins(session);
            return null;
        }
        if (guardsWholeTables && session.isolation == Connection.TRANSACTION_SERIALIZABLE) {
            footprint = footprint.ofWholeTables();
        }
        if (!footprint.isEverything() && footprint.touches().isEmpty()) {
            return null; // select 1, set …: it begins no snapshot that matters, since nothing was read
        }
        boolean begins = session.isolation >= Connection.TRANSACTION_REPEATABLE_READ && !session.hasSnapshot;
        begins(session);
        if (!session.autoCommit) {
            session.hasSnapshot = true;
            session.footprint = session.footprint.plus(footprint);
        }
        SqlStep step = new SqlStep(
                SqlStep.Kind.STATEMENT,
                FilledSql.of(sql, parameters, LONGEST),
                footprint,
                new SqlStep.Transaction(session.transaction, sees(session)),
                begins,
                values.isTracing() ? Lines.here() : "");
        scheduler.point(step);
        running.add(step);
        return step;
    }

    private void begins(Session session) {
        if (!session.autoCommit && session.transaction == 0) {
            session.transaction = ++transactions;
        }
    }

    /** A commit or rollback is about to be sent; null if that is no step. */
    public @Nullable SqlStep end(Session session, boolean commits) {
        if (scheduler.current() == null || !scheduler.isExploring() || session.transaction == 0) {
            return null;
        }
        SqlStep step = new SqlStep(
                commits ? SqlStep.Kind.COMMIT : SqlStep.Kind.ROLLBACK,
                "",
                session.footprint,
                new SqlStep.Transaction(session.transaction, sees(session)),
                false,
                values.isTracing() ? Lines.here() : "");
        if (commits) {
            scheduler.point(step);
        } else {
            scheduler.pointWithoutEnd(step);
        }
        return step;
    }

    /** A statement, commit or rollback has been answered. */
    public void answered(@Nullable SqlStep step, String value) {
        if (step != null) {
            running.remove(step);
            step.value(value);
        }
    }

    /** It was refused. */
    public void failed(Session session, @Nullable SqlStep step, java.sql.SQLException failure) {
        if (step == null) {
            return;
        }
        running.remove(step);
        step.value("fails: " + failure.getMessage());
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("40001") || state.equals("40P01")) {
            step.aborted();
            Task me = scheduler.current();
            if (me != null && (state.equals("40P01") || !running.isEmpty()) && mentionsDeadlock(failure)) {
                deadlocks.add("The database ended the transaction of " + me.name() + " in \"" + step.text()
                        + "\" because of a deadlock with "
                        + String.join(
                                ", ",
                                running.stream()
                                        .map(other -> "\"" + other.text() + "\"")
                                        .sorted()
                                        .toList()));
            }
        }
    }

    private static boolean mentionsDeadlock(java.sql.SQLException failure) {
        return String.valueOf(failure.getMessage())
                .toLowerCase(java.util.Locale.ROOT)
                .contains("deadlock");
    }

    private void note(Footprint footprint) {
        writtenAnything |= footprint.isEverything();
        written.addAll(footprint.writtenTables());
    }

    private static Event.Sees sees(Session session) {
        return switch (session.isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED, Connection.TRANSACTION_NONE -> Event.Sees.LATEST;
            case Connection.TRANSACTION_READ_COMMITTED -> Event.Sees.COMMITTED;
            default -> Event.Sees.SNAPSHOT;
        };
    }
}
