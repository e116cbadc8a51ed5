package dev.brigade.web.content;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.result.ResultBearing;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as a JSON array of objects, one row at a time. Confined to the request's thread.
 *
 * <p>A name that SQL does not quote is in upper case to H2, as the standard has it, and in lower case to PostgreSQL. The fields of what an
 * application answers must not change with its database: where the database stores such names in upper case, a label that is wholly in
 * upper case is written in lower case, as Jdbi's maps have it too.
 */
public final class JsonRows {
    private final OutputStream out;
    private final Json json;

    public JsonRows(OutputStream out, Json json) {
        this.out = out;
        this.json = json;
    }

    /** A column of the result: its label, and how its values become what JSON can say. */
    private record Column(int at, String label, Reader reader) {
        @Nullable
        Object of(ResultSet row) throws SQLException {
            return reader.read(row, at);
        }
    }

    @FunctionalInterface
    private interface Reader {
        @Nullable
        Object read(ResultSet row, int at) throws SQLException;
    }

    /**
     * Writes all rows and returns how many there were.
     *
     * @throws UncheckedIOException if {@code out} fails
     */
    public long write(ResultBearing rows) {
        return rows.scanResultSet((result, context) -> {
            try (context) {
                boolean upper = context.getConnection().getMetaData().storesUpperCaseIdentifiers();
                return write(result.get(), upper);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // Jdbi lets only an SQLException through
            }
        });
    }

    private long write(ResultSet rows, boolean upper) throws SQLException, IOException {
        long count = 0;
        Column[] columns = columns(rows.getMetaData(), upper);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        out.write('[');
        while (rows.next()) {
            for (Column column : columns) {
                object.put(column.label(), column.of(rows));
            }
            if (count++ > 0) {
                out.write(',');
            }
            out.write(json.write(object));
        }
        out.write(']');
        return count;
    }

    private static Column[] columns(ResultSetMetaData meta, boolean upper) throws SQLException {
        Column[] columns = new Column[meta.getColumnCount()];
        for (int at = 1; at <= columns.length; at++) {
            columns[at - 1] = new Column(at, field(meta.getColumnLabel(at), upper), reader(meta, at));
        }
        return columns;
    }

    private static String field(String label, boolean upper) {
        return upper && label.equals(label.toUpperCase(Locale.ROOT)) ? label.toLowerCase(Locale.ROOT) : label;
    }

    private static Reader reader(ResultSetMetaData meta, int at) throws SQLException {
        String name = String.valueOf(meta.getColumnTypeName(at)).toLowerCase(Locale.ROOT);
        if (name.equals("json") || name.equals("jsonb")) {
            return (row, i) -> {
                String text = row.getString(i);
                return text == null ? null : Json.raw(text);
            };
        }
        if (name.equals("timestamptz")) { // PostgreSQL's driver calls it TIMESTAMP
            return (row, i) -> row.getObject(i, OffsetDateTime.class);
        }
        if (name.equals("uuid")) { // H2 calls it BINARY
            return ResultSet::getObject;
        }
        return switch (meta.getColumnType(at)) {
            case Types.DATE -> (row, i) -> row.getObject(i, LocalDate.class);
            case Types.TIME -> (row, i) -> row.getObject(i, LocalTime.class);
            case Types.TIMESTAMP -> (row, i) -> row.getObject(i, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> (row, i) -> row.getObject(i, OffsetDateTime.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ResultSet::getBytes;
            case Types.ARRAY -> JsonRows::list;
            case Types.CLOB, Types.NCLOB, Types.SQLXML, Types.OTHER -> ResultSet::getString;
            default -> ResultSet::getObject;
        };
    }

    private static @Nullable Object list(ResultSet row, int at) throws SQLException {
        Array array = row.getArray(at);
        return array == null ? null : Arrays.asList((Object[]) array.getArray());
    }
}
