package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import dev.brigade.check.sql.state.GeneratedKeys.Generated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings what runs ended with into a form in which they are equal if they differ only by which generated key a row got. The rows
 * that a run has added, and the answers that its requests got, are a graph whose nodes are the generated keys; two runs had the same
 * result if their graphs are isomorphic. Keys are numbered by what is said of them: {@code orders#1}.
 *
 * <p>Columns of the type timestamp that hold the database's own clock differ between runs; a value within the time of the run is
 * shown as {@code now}.
 *
 * <p>Confined to the thread of the {@link DatabaseState} whose snapshots it gets.
 */
public final class Canonical {
    private final Schema schema;
    private final Snapshot initial;
    private final KeyMentions mentions;

    /**
     * What a run ended with.
     *
     * @param state the rows that differ from the initial ones, one line each
     * @param texts those that were given, with generated keys renamed
     */
    public record Form(List<String> state, List<String> texts) {
        public Form {
            state = List.copyOf(state);
            texts = List.copyOf(texts);
        }
    }

    /**
     * The time of a run, by the clock of the wall.
     */
    public record Interval(Instant from, Instant to) {}

    /** @param initial what each run begins with */
    public Canonical(Schema schema, Snapshot initial) {
        this.schema = schema;
        this.initial = initial;
        this.mentions = new KeyMentions(initial);
    }

    /**
     * What a run has left in one of its databases.
     *
     * @param name of the database, which comes before its lines; empty for the main one
     * @param canonical of this database
     * @param now what it contains after the run
     * @param time of the run
     */
    public record Left(String name, Canonical canonical, Snapshot now, Interval time) {}

    /**
     * The form of a run.
     *
     * @param now what the database contains after it
     * @param texts answers of its requests, in an order that doesn't depend on the run
     * @param time of the run
     */
    public Form of(Snapshot now, List<String> texts, Interval time) {
        return of(List.of(new Left("", this, now, time)), texts);
    }

    /** As {@link #of(Snapshot, List, Interval)}, of several databases together: rows and answers may name keys of any of them. */
    public static Form of(List<Left> all, List<String> texts) {
        List<GeneratedKeys> keys = all.stream()
                .map(one -> new GeneratedKeys(one.name, one.canonical.schema, one.canonical.initial, one.now))
                .toList();
        List<Isomorphism.Item> items = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            addRows(all.get(i), keys.get(i), keys, items);
        }
        int rows = items.size();
        List<KeyMentions> mentions =
                all.stream().map(one -> one.canonical.mentions).toList();
        for (int at = 0; at < texts.size(); at++) {
            String number = at + ": ";
            List<Piece> pieces = KeyMentions.pieces(Messages.withoutRowNumbers(texts.get(at)), mentions, keys);
            items.add(names -> number + joined(pieces, names));
        }
        List<Generated> generated =
                keys.stream().flatMap(one -> one.all().stream()).toList();
        Function<Generated, String> names = new Isomorphism(generated, items).names();
        List<String> lines = items.stream().map(item -> item.text(names)).toList();
        return new Form(
                lines.subList(0, rows).stream().sorted().toList(),
                lines.subList(rows, lines.size()).stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList());
    }

    private static void addRows(Left left, GeneratedKeys own, List<GeneratedKeys> keys, List<Isomorphism.Item> items) {
        String prefix = left.name.isEmpty() ? "" : left.name + ": ";
        RunClock clock = new RunClock(left.time);
        for (Contents before : left.canonical.initial.tables().values()) {
            Table table = before.table();
            for (Contents.Difference difference : before.differences(left.now.contents(table))) {
                items.add(names -> prefix
                        + StateLines.line(
                                table, difference, (of, row, at) -> text(of, row, at, own, keys, names, clock)));
            }
        }
    }

    private static String text(
            Table table,
            Row row,
            int at,
            GeneratedKeys own,
            List<GeneratedKeys> keys,
            Function<Generated, String> names,
            RunClock clock) {
        String text = row.text(at);
        Optional<Generated> key = own.at(table, at, text);
        for (int i = 0; i < keys.size() && key.isEmpty(); i++) {
            key = keys.get(i).byColumn(table, at, text);
        }
        if (key.isPresent()) {
            return names.apply(key.get());
        }
        return table.columns().get(at).kind() == Column.Kind.TIMESTAMP && clock.isNow(row.cell(at)) ? "now" : text;
    }

    private static String joined(List<Piece> pieces, Function<Generated, String> names) {
        return pieces.stream()
                .map(piece -> switch (piece) {
                    case Piece.Plain(String text) -> text;
                    case Piece.Mention(Generated key) -> names.apply(key);
                })
                .collect(Collectors.joining());
    }
}
