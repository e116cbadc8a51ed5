package dev.brigade.web;

import dev.brigade.web.content.Json;
import dev.brigade.web.content.JsonRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.result.ResultBearing;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as the body of a response, and how they are written. Immutable.
 *
 * @param args may contain nulls
 * @param fetchSize how many rows the database sends at once
 */
record RowStream(String sql, List<@Nullable Object> args, int fetchSize, Format format) implements Response.Body {
    private static final int FETCH_SIZE = 500;

    /** How rows become bytes. */
    @FunctionalInterface
    interface Format {
        /** Writes all rows; does not close {@code out}. */
        void write(ResultBearing rows, OutputStream out, Json json) throws Exception;
    }

    static RowStream json(String sql, @Nullable Object... args) {
        return of(sql, (rows, out, json) -> new JsonRows(out, json).write(rows), args);
    }

    static RowStream written(Response.RowWriter writer, String sql, @Nullable Object... args) {
        return of(sql, (rows, out, json) -> write(rows, writer, out), args);
    }

    private static RowStream of(String sql, Format format, @Nullable Object... args) {
        List<@Nullable Object> copy = new ArrayList<>(args.length); // not List.of: a null is a value in SQL
        Collections.addAll(copy, args);
        return new RowStream(sql, Collections.unmodifiableList(copy), FETCH_SIZE, format);
    }

    RowStream withFetchSize(int rows) {
        return new RowStream(sql, args, rows, format);
    }

    private static void write(ResultBearing rows, Response.RowWriter writer, OutputStream out) throws Exception {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            rows.reduceRows(text, (to, row) -> {
                write(row, writer, to);
                return to;
            });
        } catch (Thrown thrown) {
            throw thrown.reason();
        }
        text.flush();
    }

    private static void write(RowView row, Response.RowWriter writer, Writer to) {
        try {
            writer.write(row, to);
        } catch (IOException | SQLException | InterruptedException | UncheckedIOException checked) {
            throw new Thrown(checked);
        }
    }

    /** Carries what a row's writer threw through Jdbi, which knows no checked exceptions. */
    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Exception reason;

        Thrown(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        Exception reason() {
            return reason;
        }
    }
}
