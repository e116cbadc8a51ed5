package dev.brigade.check.database;

import dev.brigade.check.control.SqlStep;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rows that are noted as they are read, for a report. */
final class NotedRows {
    private static final int MOST = 20;

    private NotedRows() {}

    static ResultSet of(ResultSet rows, SqlStep step) {
        List<String> seen = new ArrayList<>();
        step.value("no row read");
        return (ResultSet) Proxy.newProxyInstance(
                NotedRows.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(rows, arguments);
                        if (method.getName().equals("next")) {
                            if (Boolean.TRUE.equals(result) && seen.size() < MOST) {
                                seen.add(row(rows));
                                step.value((seen.size() == 1 ? "" : seen.size() + " rows: ") + String.join(", ", seen));
                            } else if (Boolean.FALSE.equals(result) && seen.isEmpty()) {
                                step.value("no rows");
                            }
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static String row(ResultSet rows) throws SQLException {
        StringJoiner row = new StringJoiner(", ", "(", ")");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(rows.getObject(i)));
        }
        return row.toString();
    }
}
