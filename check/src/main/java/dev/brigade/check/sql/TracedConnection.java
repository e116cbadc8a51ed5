package dev.brigade.check.sql;

import dev.brigade.check.sql.SqlCall.Bound;
import dev.brigade.check.sql.SqlCall.Kind;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows whether a transaction is open, and tells the listener. */
final class TracedConnection extends Traced<Connection> {
    private static final int UNKNOWN = -1;
    private static final Set<String> MEANINGFUL_WHEN_CLOSED = Set.of("close", "isClosed", "isValid", "abort");
    private static final Outcome DONE = _ -> new SqlResult.Done();

    private static final TransactionControl NO_CONTROL = TransactionControl.of("");

    private final SqlListener listener;
    private final @Nullable Lender lender;
    private int isolation;
    private int ofTransaction = UNKNOWN; // if it differs from the connection's
    private boolean autoCommit;
    private boolean open;
    private boolean closed;
    private boolean isolationChanged;
    private boolean readOnlySwitched;

    /** Makes a result of what it returned. */
    interface Outcome {
        SqlResult of(@Nullable Object returned) throws SQLException;
    }

    private TracedConnection(Connection target, SqlListener listener, Wire wire, int isolation, @Nullable Lender lender)
            throws SQLException {
        super(Connection.class, target, new Line(physical(target), wire));
        this.listener = listener;
        this.lender = lender;
        this.isolation = isolation;
        this.autoCommit = target.getAutoCommit();
    }

    /** @param lender who gets it back; null if it is to be closed */
    static Connection of(Connection target, SqlListener listener, Wire wire, int isolation, @Nullable Lender lender)
            throws SQLException {
        return new TracedConnection(target, listener, wire, isolation, lender).proxy;
    }

    /** A pool gives out connections of its own, which give out the driver's. */
    private static Connection physical(Connection target) {
        try {
            return target.unwrap(Connection.class);
        } catch (SQLException _) {
            return target;
        }
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        String name = method.getName();
        if (closed && !MEANINGFUL_WHEN_CLOSED.contains(name)) {
            refuseIfClosed();
        }
        return switch (name) {
            case "createStatement" ->
                new TracedStatement<>(Statement.class, (Statement) passed(method, arguments), this, "").proxy;
            case "prepareStatement" ->
                new TracedStatement<>(
                                PreparedStatement.class,
                                (PreparedStatement) passed(method, arguments),
                                this,
                                String.valueOf(arguments[0]))
                        .proxy;
            case "prepareCall" ->
                new TracedStatement<>(
                                CallableStatement.class,
                                (CallableStatement) passed(method, arguments),
                                this,
                                String.valueOf(arguments[0]))
                        .proxy;
            case "getMetaData" -> new TracedMetaData((DatabaseMetaData) passed(method, arguments), proxy, line).proxy;
            case "commit" -> end(Kind.COMMIT, () -> pass(method, arguments), DONE);
            case "rollback" ->
                arguments.length == 0
                        ? end(Kind.ROLLBACK, () -> pass(method, arguments), DONE)
                        : told(
                                Kind.ROLLBACK_TO_SAVEPOINT,
                                List.of(),
                                () -> line.call(target, method, arguments, true),
                                DONE);
            case "close" -> close(method, arguments);
            case "isClosed" -> closed || target.isClosed();
            case "isValid" -> closed ? false : pass(method, arguments);
            case "abort" -> {
                open = false;
                yield pass(method, arguments);
            }
            case "setAutoCommit" -> setAutoCommit((Boolean) passedBy(arguments[0]), method, arguments);
            case "setTransactionIsolation" -> setIsolation((Integer) passedBy(arguments[0]), method, arguments);
            case "getTransactionIsolation" ->
                ofTransaction == UNKNOWN && lender != null ? isolation : pass(method, arguments);
            case "setReadOnly" -> {
                readOnlySwitched = true;
                yield pass(method, arguments);
            }
            default -> pass(method, arguments);
        };
    }

    private Object passed(Method method, @Nullable Object[] arguments) throws Throwable {
        return passedBy(pass(method, arguments));
    }

    private static Object passedBy(@Nullable Object object) {
        return Objects.requireNonNull(object);
    }

    private @Nullable Object setAutoCommit(boolean on, Method method, @Nullable Object[] arguments) throws Throwable {
        // to switch it on ends a transaction; to set it to what it is does nothing
        Object nothing = on && open && !autoCommit
                ? end(Kind.COMMIT, () -> pass(method, arguments), DONE)
                : pass(method, arguments);
        autoCommit = on;
        return nothing;
    }

    /** To what is known to be set already, without asking the database. */
    private @Nullable Object setIsolation(int wanted, Method method, @Nullable Object[] arguments) throws Throwable {
        if (lender != null && wanted == isolation && !open) {
            return null;
        }
        isolationChanged = true;
        Object nothing = pass(method, arguments);
        isolation = wanted;
        return nothing;
    }

    private @Nullable Object close(Method method, @Nullable Object[] arguments) throws Throwable {
        if (closed) {
            return null;
        }
        closed = true;
        Lender owner = lender;
        Lender.Left left = new Lender.Left(open, isolationChanged, readOnlySwitched);
        Line.Action closing = owner == null
                ? () -> pass(method, arguments)
                : () -> line.run(
                        () -> {
                            owner.giveBack(target, left);
                            return null;
                        },
                        false);
        return open ? end(Kind.CLOSE, closing, DONE) : closing.run();
    }

    void refuseIfClosed() throws SQLException {
        if (closed) {
            throw new SQLException("The connection is closed. Take another one from the data source.", "08003");
        }
    }

    /** For what the application will read. */
    RowsRead rowsRead() {
        return new RowsRead(listener.wantsValues() ? RowsRead.KEPT : 0);
    }

    /** Also if none is open, since it costs nothing to tell of it, and a transaction may have been opened by other means. */
    private @Nullable Object end(Kind kind, Line.Action action, Outcome outcome) throws Throwable {
        try {
            return told(kind, List.of(), action, outcome);
        } finally {
            open = false; // a commit that fails has ended it too
            ofTransaction = UNKNOWN;
        }
    }

    /** Executes statements, and tells the listener before and after. */
    @Nullable
    Object execute(Kind kind, List<Bound> statements, Line.Action action, Outcome outcome) throws Throwable {
        TransactionControl control = statements.size() == 1
                ? TransactionControl.of(statements.getFirst().sql())
                : NO_CONTROL;
        isolationChanged |= control.isolation().isPresent();
        switch (control.effect()) {
            case BEGIN, SET -> ofTransaction = control.isolation().orElse(ofTransaction);
            case SET_ALL -> isolation = control.isolation().orElse(isolation);
            case NONE, COMMIT, ROLLBACK -> {}
        }
        return switch (control.effect()) {
            case BEGIN -> told(Kind.BEGIN, List.of(), action, outcome);
            case COMMIT -> end(Kind.COMMIT, action, outcome);
            case ROLLBACK -> end(Kind.ROLLBACK, action, outcome);
            case SET, SET_ALL -> action.run();
            case NONE -> told(kind, statements, action, outcome);
        };
    }

    private @Nullable Object told(Kind kind, List<Bound> statements, Line.Action action, Outcome outcome)
            throws Throwable {
        boolean begins = kind == Kind.BEGIN || (!autoCommit && !statements.isEmpty());
        boolean alone = autoCommit && !open && kind != Kind.BEGIN;
        int level = ofTransaction == UNKNOWN ? isolation : ofTransaction;
        SqlCall call = new SqlCall(line.physical(), kind, statements, level, alone, begins && !open);
        listener.before(call);
        open |= begins;
        @Nullable Object returned;
        SqlResult result;
        try {
            returned = action.run();
            result = outcome.of(returned);
        } catch (Throwable failure) {
            listener.after(call, new SqlResult.Failed(failure));
            throw failure;
        }
        listener.after(call, result);
        return returned;
    }
}
