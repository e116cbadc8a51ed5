package dev.brigade.check.database;

import dev.brigade.check.control.SqlPoints;
import dev.brigade.check.control.SqlPoints.Session;
import dev.brigade.check.control.SqlStep;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements, commits and rollbacks are points. Closing it gives the physical one back. Confined as any connection
 * to one thread at a time, and that to the carrier.
 */
final class TracedConnection implements InvocationHandler {
    private final Connection physical;
    private final ConnectionStore store;
    private final SqlPoints points;
    private final Wire wire;
    private final Session session = new Session();
    private final Connection proxy;
    private boolean closed;

    private TracedConnection(Connection physical, ConnectionStore store, SqlPoints points, Wire wire)
            throws SQLException {
        this.physical = physical;
        this.store = store;
        this.points = points;
        this.wire = wire;
        session.autoCommit(physical.getAutoCommit());
        session.isolation(store.isolation(physical));
        this.proxy = (Connection) Proxy.newProxyInstance(
                TracedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    static Connection of(ConnectionStore store, SqlPoints points, Wire wire) throws SQLException {
        return new TracedConnection(store.getConnection(), store, points, wire).proxy;
    }

    Connection physical() {
        return physical;
    }

    Session session() {
        return session;
    }

    SqlPoints points() {
        return points;
    }

    Wire wire() {
        return wire;
    }

    @Override
    @SuppressWarnings({"ReferenceEquality", "RefactorSwitch"}) // a proxy is equal to itself only
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "close" -> {
                close();
                return null;
            }
            case "isClosed" -> {
                return closed || physical.isClosed();
            }
            case "equals" -> {
                return arguments != null && self == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            case "toString" -> {
                return "explored " + physical;
            }
            default -> {
                if (closed && method.getDeclaringClass() == Connection.class && !name.equals("abort")) {
                    throw new SQLException("The connection is closed", "08003");
                }
            }
        }
        switch (name) {
            case "commit" -> {
                end(true);
                return null;
            }
            case "rollback" -> {
                if (arguments == null) {
                    end(false);
                } else {
                    toSavepoint((Savepoint) arguments[0]);
                }
                return null;
            }
            case "setAutoCommit" -> {
                autoCommit(arguments != null && (boolean) arguments[0]);
                return null;
            }
            case "setTransactionIsolation" -> {
                int wanted = arguments == null ? 0 : (int) arguments[0];
                if (session.isolation() != wanted) {
                    onWire(() -> physical.setTransactionIsolation(wanted));
                }
                session.isolation(wanted);
                return null;
            }
            case "getTransactionIsolation" -> {
                return session.isolation();
            }
            default -> {
                Object result = plain(method, arguments);
                return switch (result) {
                    case CallableStatement statement ->
                        TracedStatement.of(CallableStatement.class, statement, this, proxy, arguments);
                    case PreparedStatement statement ->
                        TracedStatement.of(PreparedStatement.class, statement, this, proxy, arguments);
                    case Statement statement -> TracedStatement.of(Statement.class, statement, this, proxy, null);
                    case null, default -> result;
                };
            }
        }
    }

    /** A call that is no point but may have to ask the database. */
    private @Nullable Object plain(Method method, Object @Nullable [] arguments) throws Throwable {
        wire.before(physical);
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause instanceof SQLException sql ? wire.asSeen(sql) : cause == null ? e : cause;
        } finally {
            wire.after(physical, false);
        }
    }

    private void end(boolean commits) throws SQLException {
        SqlStep step = points.end(session, commits);
        try {
            onWire(commits ? physical::commit : physical::rollback);
            points.answered(step, "");
        } catch (SQLException failure) {
            points.failed(session, step, failure);
            throw failure;
        } finally {
            session.ended();
        }
    }

    private void toSavepoint(Savepoint savepoint) throws SQLException {
        wire.before(physical);
        try {
            physical.rollback(savepoint);
        } catch (SQLException failure) {
            throw wire.asSeen(failure);
        } finally {
            wire.after(physical, true);
        }
    }

    private void autoCommit(boolean value) throws SQLException {
        if (value == session.isAutoCommit()) {
            return;
        }
        if (value && session.isInTransaction()) {
            end(true);
        }
        onWire(() -> physical.setAutoCommit(value));
        session.autoCommit(value);
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        if (physical.isClosed()) {
            store.discard(physical);
            return;
        }
        if (!session.isAutoCommit()) {
            if (session.isInTransaction()) {
                end(false);
            }
            onWire(() -> physical.setAutoCommit(true));
        }
        if (session.isolation() != store.isolation(physical)) {
            onWire(() -> physical.setTransactionIsolation(store.isolation(physical)));
        }
        if (physical.isReadOnly()) {
            onWire(() -> physical.setReadOnly(false));
        }
        store.giveBack(physical);
    }

    interface Call {
        void run() throws SQLException;
    }

    private void onWire(Call call) throws SQLException {
        wire.before(physical);
        try {
            call.run();
        } catch (SQLException failure) {
            throw wire.asSeen(failure);
        } finally {
            wire.after(physical, false);
        }
    }
}
