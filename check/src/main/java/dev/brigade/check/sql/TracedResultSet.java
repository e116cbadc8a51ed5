package dev.brigade.check.sql;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import org.jspecify.annotations.Nullable;

/** Notes what the application reads, and tells of rows that it changes here. */
final class TracedResultSet extends Traced<ResultSet> {
    private final TracedStatement<?> statement;
    private final RowsRead read;

    TracedResultSet(ResultSet target, TracedStatement<?> statement, RowsRead read) {
        super(ResultSet.class, target, statement.line);
        this.statement = statement;
        this.read = read;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        String name = method.getName();
        if (!name.equals("close") && !name.equals("isClosed")) {
            statement.refuseIfClosed();
        }
        return switch (name) {
            case "next", "previous", "first", "last", "absolute", "relative" -> {
                Object isRow = pass(method, arguments);
                if (Boolean.TRUE.equals(isRow)) {
                    read.row();
                }
                yield isRow;
            }
            case "wasNull" -> {
                Object wasNull = pass(method, arguments);
                if (Boolean.TRUE.equals(wasNull)) {
                    read.wasNull();
                }
                yield wasNull;
            }
            case "insertRow", "updateRow", "deleteRow" -> statement.changeRow(() -> pass(method, arguments));
            case "getMetaData" -> TracedDescription.of(ResultSetMetaData.class, pass(method, arguments), line);
            case "getStatement" -> statement.proxy;
            default -> {
                Object value = pass(method, arguments);
                if (arguments.length > 0 && name.startsWith("get") && read.keeps()) {
                    note(arguments[0], value);
                }
                yield value;
            }
        };
    }

    private void note(@Nullable Object column, @Nullable Object value) throws Throwable {
        switch (column) {
            case Integer index -> read.value(index, value);
            case String label -> read.value(target.findColumn(label), value);
            case null, default -> {}
        }
    }
}
