package dev.brigade.check.sql;

import dev.brigade.check.sql.SqlCall.Bound;
import dev.brigade.check.sql.SqlCall.Kind;
import dev.brigade.check.sql.schema.Texts;
import java.lang.reflect.Method;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of any sort: remembers its parameters and its batch. */
final class TracedStatement<T extends Statement> extends Traced<T> {
    private final TracedConnection connection;
    private final String prepared;
    private final List<Bound> batch = new ArrayList<>();
    private List<@Nullable Object> parameters = new ArrayList<>();
    private Bound last = new Bound("", List.of());
    private RowsRead rows;
    private RowsRead keys;

    /** A parameter that can be read only once, and not by us. */
    private record Stream() {
        @Override
        public String toString() {
            return "…";
        }
    }

    /** @param prepared empty if each execution has a text of its own */
    TracedStatement(Class<T> type, T target, TracedConnection connection, String prepared) {
        super(type, target, connection.line);
        this.connection = connection;
        this.prepared = prepared;
        this.rows = connection.rowsRead();
        this.keys = rows;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        String name = method.getName();
        if (!name.equals("close") && !name.equals("isClosed")) {
            refuseIfClosed();
        }
        return switch (name) {
            case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> execute(method, arguments);
            case "executeBatch", "executeLargeBatch" -> executeBatch(method, arguments);
            case "addBatch" -> {
                Object nothing = pass(method, arguments);
                batch.add(bound(arguments));
                yield nothing;
            }
            case "clearBatch" -> {
                batch.clear();
                yield pass(method, arguments);
            }
            case "clearParameters" -> {
                parameters = new ArrayList<>();
                yield pass(method, arguments);
            }
            case "getResultSet" -> traced((ResultSet) pass(method, arguments), rows);
            case "getGeneratedKeys" -> traced((ResultSet) pass(method, arguments), keys);
            case "getMetaData" -> TracedDescription.of(ResultSetMetaData.class, pass(method, arguments), line);
            case "getParameterMetaData" -> TracedDescription.of(ParameterMetaData.class, pass(method, arguments), line);
            case "getConnection" -> connection.proxy;
            default -> {
                Object result = pass(method, arguments);
                if (arguments.length > 1 && name.startsWith("set") && arguments[0] instanceof Integer index) {
                    set(index, name, arguments[1]);
                }
                yield result;
            }
        };
    }

    private void set(int index, String name, @Nullable Object value) {
        while (parameters.size() < index) {
            parameters.add(null);
        }
        boolean once = name.endsWith("Stream") || name.endsWith("Blob") || name.endsWith("Clob");
        parameters.set(index - 1, name.equals("setNull") ? null : once ? new Stream() : value);
    }

    /** With its text among the arguments, or the one that was prepared. */
    private Bound bound(@Nullable Object[] arguments) {
        return arguments.length > 0
                ? new Bound(String.valueOf(arguments[0]), List.of())
                : new Bound(prepared, parameters);
    }

    private @Nullable Object execute(Method method, @Nullable Object[] arguments) throws Throwable {
        last = bound(arguments);
        rows = connection.rowsRead();
        keys = connection.rowsRead();
        boolean releases = mayRelease(last.sql());
        Object returned = connection.execute(
                Kind.STATEMENT, List.of(last), () -> line.call(target, method, arguments, releases), this::result);
        return returned instanceof ResultSet results ? traced(results, rows) : returned;
    }

    /** Whether it may release locks of a transaction that goes on: back to a savepoint, or an advisory lock. */
    private static boolean mayRelease(String sql) {
        return Texts.mentions(sql, "rollback") || Texts.mentions(sql, "unlock");
    }

    /** A connection that was given back is still open for others; what was made of it for the one who had it isn't. */
    void refuseIfClosed() throws SQLException {
        connection.refuseIfClosed();
    }

    private SqlResult result(@Nullable Object returned) throws SQLException {
        return switch (returned) {
            case Integer count -> new SqlResult.Updated(count, keys);
            case Long count -> new SqlResult.Updated(count, keys);
            case Boolean isQuery when !isQuery -> new SqlResult.Updated(target.getUpdateCount(), keys);
            case null, default -> new SqlResult.Query(rows);
        };
    }

    private @Nullable Object executeBatch(Method method, @Nullable Object[] arguments) throws Throwable {
        List<Bound> statements = List.copyOf(batch);
        batch.clear(); // as the driver does, also if it fails
        last = statements.isEmpty() ? last : statements.getLast();
        keys = connection.rowsRead();
        return connection.execute(Kind.BATCH, statements, () -> pass(method, arguments), returned -> switch (returned) {
            case int[] counts ->
                SqlResult.Batch.of(Arrays.stream(counts).asLongStream().toArray());
            case long[] counts -> SqlResult.Batch.of(counts);
            case null, default -> new SqlResult.Done();
        });
    }

    private @Nullable ResultSet traced(@Nullable ResultSet results, RowsRead read) {
        return results == null ? null : new TracedResultSet(results, this, read).proxy;
    }

    /** A change of a row through a result of this statement. */
    @Nullable
    Object changeRow(Line.Action action) throws Throwable {
        return connection.execute(
                Kind.ROW_CHANGE, List.of(last), action, _ -> new SqlResult.Updated(1, connection.rowsRead()));
    }
}
