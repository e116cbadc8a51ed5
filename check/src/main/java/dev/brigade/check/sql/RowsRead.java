package dev.brigade.check.sql;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result that an application has read so far, and of the first of them the values that it has asked for. Nothing is
 * read for it. Confined to the thread that reads.
 */
public final class RowsRead {
    /** Of so many rows the values are kept. */
    static final int KEPT = 20;

    private final int most;
    private final List<Map<Integer, String>> rows = new ArrayList<>();
    private long count;
    private int lastColumn;

    /** @param most of so many rows the values are kept */
    RowsRead(int most) {
        this.most = most;
    }

    /** The application has gone to another row. */
    void row() {
        count++;
        if (rows.size() < most) {
            rows.add(new TreeMap<>());
        }
    }

    /** Whether the values of the current row are kept. */
    boolean keeps() {
        return count > 0 && count <= most;
    }

    void value(int column, @Nullable Object value) {
        lastColumn = column;
        rows.getLast().put(column, text(value));
    }

    /** The value that was asked for last was null. */
    void wasNull() {
        if (keeps() && lastColumn > 0) {
            rows.getLast().put(lastColumn, "null");
        }
    }

    /** A stream or a LOB can be read only once, and not by us. */
    private static String text(@Nullable Object value) {
        return switch (value) {
            case InputStream _, Reader _, Blob _, Clob _, Array _ -> "…";
            case null, default -> FilledSql.literal(value, 100);
        };
    }

    /** How many. */
    public long count() {
        return count;
    }

    /** The first rows, one text each: {@code (20, 'soup')}. */
    public List<String> lines() {
        return rows.stream()
                .map(row -> row.values().stream().collect(Collectors.joining(", ", "(", ")")))
                .toList();
    }

    /** For people: {@code 1 row: (20)}. */
    public String text() {
        if (count == 0) {
            return "no row";
        }
        String more = count > rows.size() ? ", …" : "";
        return (count == 1 ? "1 row" : count + " rows") + ": " + String.join(", ", lines()) + more;
    }
}
