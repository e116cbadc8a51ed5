package dev.brigade.check.database;

import dev.brigade.check.control.SqlStep;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose executions are points. Confined as its connection. */
final class TracedStatement implements InvocationHandler {
    private final Statement physical;
    private final TracedConnection connection;
    private final Connection proxyOfConnection;
    private final String prepared;
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final List<String> batch = new ArrayList<>();
    private List<List<@Nullable Object>> batchParameters = new ArrayList<>();
    private @Nullable SqlStep last;

    private TracedStatement(
            Statement physical, TracedConnection connection, Connection proxyOfConnection, String prepared) {
        this.physical = physical;
        this.connection = connection;
        this.proxyOfConnection = proxyOfConnection;
        this.prepared = prepared;
    }

    static <T extends Statement> Object of(
            Class<T> type,
            T physical,
            TracedConnection connection,
            Connection proxy,
            Object @Nullable [] prepareArguments) {
        String sql =
                prepareArguments != null && prepareArguments.length > 0 && prepareArguments[0] instanceof String text
                        ? text
                        : "";
        return Proxy.newProxyInstance(
                TracedStatement.class.getClassLoader(),
                new Class<?>[] {type},
                new TracedStatement(physical, connection, proxy, sql));
    }

    @Override
    @SuppressWarnings({"ReferenceEquality", "RefactorSwitch"}) // a proxy is equal to itself only
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute")) {
            return execute(name, method, arguments);
        }
        if (name.startsWith("set")
                && arguments != null
                && arguments.length >= 2
                && arguments[0] instanceof Integer index) {
            set(index, name.equals("setNull") ? null : arguments[1]);
            return call(method, arguments);
        }
        return switch (name) {
            case "getConnection" -> proxyOfConnection;
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> prepared.isEmpty() ? physical.toString() : prepared;
            case "clearParameters" -> {
                parameters.clear();
                yield call(method, arguments);
            }
            case "addBatch" -> {
                batch.add(arguments == null ? prepared : String.valueOf(arguments[0]));
                batchParameters.add(new ArrayList<>(parameters));
                yield call(method, arguments);
            }
            case "clearBatch" -> {
                clearBatch();
                yield call(method, arguments);
            }
            case "getResultSet" -> noted(call(method, arguments));
            case "close", "getMoreResults" -> onWire(method, arguments);
            default -> call(method, arguments);
        };
    }

    private void set(int index, @Nullable Object value) {
        while (parameters.size() < index) {
            parameters.add(null);
        }
        if (index > 0) {
            parameters.set(index - 1, value);
        }
    }

    private @Nullable Object execute(String name, Method method, Object @Nullable [] arguments) throws Throwable {
        SqlStep step;
        if (name.endsWith("Batch")) {
            step = null;
            for (int i = 0;
                    i < batch.size();
                    i++) { // one flight; what it touches is told statement by statement before
                SqlStep one = connection.points().statement(connection.session(), batch.get(i), batchParameters.get(i));
                connection.points().answered(step, "");
                step = one == null ? step : one;
            }
            clearBatch();
        } else {
            String sql =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
            step = connection.points().statement(connection.session(), sql, parameters);
        }
        last = step;
        try {
            Object result = onWire(method, arguments);
            connection.points().answered(step, value(name, result));
            return noted(result);
        } catch (SQLException failure) {
            connection.points().failed(connection.session(), step, failure);
            throw failure;
        }
    }

    private void clearBatch() {
        batch.clear();
        batchParameters = new ArrayList<>();
    }

    private String value(String name, @Nullable Object result) throws SQLException {
        if (!connection.points().isTracing()) {
            return "";
        }
        return switch (result) {
            case Integer count -> count + (count == 1 ? " row" : " rows");
            case Long count -> count + (count == 1 ? " row" : " rows");
            case Boolean isRows
            when !isRows && name.equals("execute") -> {
                int count = physical.getUpdateCount();
                yield count < 0 ? "" : count + (count == 1 ? " row" : " rows");
            }
            case null, default -> "";
        };
    }

    private @Nullable Object noted(@Nullable Object result) {
        SqlStep step = last;
        return result instanceof ResultSet rows
                        && step != null
                        && connection.points().isTracing()
                ? NotedRows.of(rows, step)
                : result;
    }

    private @Nullable Object onWire(Method method, Object @Nullable [] arguments) throws Throwable {
        connection.wire().before(connection.physical());
        try {
            return call(method, arguments);
        } catch (SQLException failure) {
            throw connection.wire().asSeen(failure);
        } finally {
            connection.wire().after(connection.physical(), false);
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
