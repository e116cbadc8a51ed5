package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database's contents for people: {@code pantry: dish=soup portions=18 (was 20)}. */
final class StateLines {
    /** So many rows are shown even if they have not changed. */
    private static final int FEW = 6;

    /** Of a wider table, a changed row shows its key and what has changed. */
    private static final int WIDE = 8;

    private StateLines() {}

    /** How a value is shown. */
    interface CellText {
        /** Of the column at that place of a row of {@code table}. */
        String text(Table table, Row row, int at);
    }

    /** What has changed, and if there is little, also what hasn't. */
    static List<String> of(Snapshot initial, Snapshot now) {
        CellText plain = (_, row, at) -> row.text(at);
        List<String> lines = new ArrayList<>();
        int rows = now.tables().values().stream()
                .mapToInt(contents -> contents.rows().size())
                .sum();
        for (Contents before : initial.tables().values()) {
            Contents after = now.contents(before.table());
            List<Contents.Difference> differences = before.differences(after);
            if (rows <= FEW) {
                List<Row> differing = differences.stream()
                        .flatMap(difference -> difference.after().stream())
                        .toList();
                after.rows().stream()
                        .filter(row -> !differing.contains(row))
                        .forEach(row -> lines.add(row(before.table(), row, plain)));
            }
            differences.forEach(difference -> lines.add(line(before.table(), difference, plain)));
        }
        return lines;
    }

    static String line(Table table, Contents.Difference difference, CellText texts) {
        Optional<Row> before = difference.before();
        Optional<Row> after = difference.after();
        if (before.isPresent() && after.isPresent()) {
            return changed(table, before.get(), after.get(), texts);
        }
        return after.map(row -> row(table, row, texts) + " (new)")
                .orElseGet(() -> row(table, before.orElseThrow(), texts) + " (removed)");
    }

    private static String changed(Table table, Row before, Row after, CellText texts) {
        StringBuilder line = new StringBuilder(table.label()).append(':');
        for (int at = 0; at < table.columns().size(); at++) {
            String label = table.columns().get(at).label();
            String old = before.text(at);
            boolean same = old.equals(after.text(at));
            if (same && table.columns().size() > WIDE && !table.primaryKey().contains(label)) {
                continue;
            }
            String text = texts.text(table, after, at);
            if (!same || after.cell(at) != null) {
                line.append(' ').append(label).append('=').append(text);
            }
            if (!same) {
                line.append(" (was ").append(old).append(')');
            }
        }
        return line.toString();
    }

    private static String row(Table table, Row row, CellText texts) {
        StringBuilder line = new StringBuilder(table.label()).append(':');
        for (int at = 0; at < table.columns().size(); at++) {
            if (row.cell(at) != null) {
                line.append(' ')
                        .append(table.columns().get(at).label())
                        .append('=')
                        .append(texts.text(table, row, at));
            }
        }
        return line.toString();
    }
}
