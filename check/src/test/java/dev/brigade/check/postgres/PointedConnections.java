package dev.brigade.check.postgres;

import dev.brigade.check.schedule.Scheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool whose connections have a point before each statement and each end of a transaction. */
final class PointedConnections implements AutoCloseable {
    private static final Set<String> STATEMENTS = Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");
    private static final Set<String> ENDS = Set.of("commit", "rollback", "abort");
    private static final Set<String> SILENT =
            Set.of("setAutoCommit", "setTransactionIsolation", "setSavepoint", "releaseSavepoint");

    private final PostgresOutside outside;
    private final Scheduler scheduler;
    private final DataSource source;
    private final List<Connection> all = new ArrayList<>();
    private final Deque<Connection> free = new ArrayDeque<>();

    PointedConnections(PostgresOutside outside, Scheduler scheduler, DataSource source, int size) throws SQLException {
        this.outside = outside;
        this.scheduler = scheduler;
        this.source = source;
        for (int i = 0; i < size; i++) {
            all.add(source.getConnection());
        }
    }

    /** Before each run, so that the same thread gets the same connection, and those that were closed are replaced. */
    void begin() throws SQLException {
        free.clear();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isClosed()) {
                all.set(i, source.getConnection());
            }
        }
        free.addAll(all);
    }

    Connection connection() {
        Connection physical = free.pop();
        return proxy(Connection.class, physical, physical, "");
    }

    @SuppressWarnings("unchecked")
    private <T> T proxy(Class<T> type, T target, Connection physical, String sql) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            String name = method.getName();
            if (type == Connection.class && name.equals("close")) {
                giveBack(physical);
                return null;
            }
            String text =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String given ? given : sql;
            if (STATEMENTS.contains(name)) {
                scheduler.point(
                        new SqlStep(text, !text.startsWith("SELECT") || text.contains("FOR ") || text.contains("pg_")));
            } else if (ENDS.contains(name)) {
                scheduler.pointWithoutEnd(new SqlStep(name, true));
            } else if (!SILENT.contains(name)) {
                Object result = invoke(method, target, arguments);
                return switch (result) {
                    case PreparedStatement prepared -> proxy(PreparedStatement.class, prepared, physical, text);
                    case Statement statement -> proxy(Statement.class, statement, physical, "");
                    case null, default -> result;
                };
            }
            boolean hint = name.equals("rollback") || text.contains("unlock");
            return around(physical, hint, () -> invoke(method, target, arguments));
        });
    }

    private void giveBack(Connection physical) throws Throwable {
        if (!physical.isClosed()) {
            around(physical, true, () -> {
                if (!physical.getAutoCommit()) {
                    physical.rollback();
                    physical.setAutoCommit(true);
                }
                return null;
            });
            free.push(physical);
        }
    }

    interface Code {
        @Nullable
        Object run() throws Throwable;
    }

    private @Nullable Object around(Connection physical, boolean releasesLocks, Code code) throws Throwable {
        outside.beforeCall(physical);
        try {
            return code.run();
        } catch (SQLException e) {
            throw outside.asSeen(e);
        } finally {
            outside.afterCall(physical, releasesLocks);
        }
    }

    private static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
