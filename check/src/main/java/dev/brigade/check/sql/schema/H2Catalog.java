package dev.brigade.check.sql.schema;

import dev.brigade.check.sql.schema.Column.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of H2. */
final class H2Catalog extends Catalog {
    private static final Pattern NEXT = Pattern.compile("NEXT VALUE FOR \"(.+)\"\\.\"(.+)\"");
    private static final Pattern QUERY = Pattern.compile("\\bselect\\b");
    private static final Pattern CALLED = Pattern.compile("(\\w+)\"?\\s*\\(");
    private static final Pattern RANDOM = Pattern.compile("(?i).*(random_uuid|newid|uuid|sys_guid)\\(.*");

    /** H2's own that read or write files, other databases, sequences or settings. */
    private static final Set<String> IMPURE = Set.of(
            "nextval",
            "csvread",
            "csvwrite",
            "file_read",
            "file_write",
            "link_schema",
            "set",
            "cancel_session",
            "abort_session",
            "lock_mode",
            "lock_timeout",
            "memory_used",
            "memory_free",
            "database_path",
            "disk_space_used",
            "estimated_envelope");

    H2Catalog(Connection connection) {
        super(connection);
    }

    @Override
    Schema.Product product() {
        return Schema.Product.H2;
    }

    @Override
    boolean isSystem(String schema) {
        return schema.equalsIgnoreCase("information_schema");
    }

    @Override
    Set<String> impure() throws SQLException {
        Set<String> found = new HashSet<>(IMPURE);
        column("select routine_name from information_schema.routines")
                .forEach(name -> found.add(name.toLowerCase(Locale.ROOT)));
        return found;
    }

    @Override
    List<Sequence> sequences() throws SQLException {
        return rows("select sequence_schema, sequence_name from information_schema.sequences order by 1, 2").stream()
                .map(row -> new Sequence(row.get(0), row.get(1)))
                .toList();
    }

    @Override
    boolean writesSpread(String schema, String table) throws SQLException {
        return !triggers(schema, table).isEmpty() || callsFunctions(schema, table);
    }

    /** Whether a column's default, what computes it, or a constraint looks at more than the row. */
    private boolean callsFunctions(String schema, String table) throws SQLException {
        List<String> expressions = new ArrayList<>(column(
                "select concat_ws(' ', column_default, generation_expression, column_on_update)"
                        + " from information_schema.columns where table_schema = ? and table_name = ?",
                schema,
                table));
        expressions.addAll(column(
                "select check_clause from information_schema.check_constraints c"
                        + " join information_schema.table_constraints t"
                        + " on t.constraint_schema = c.constraint_schema and t.constraint_name = c.constraint_name"
                        + " where t.table_schema = ? and t.table_name = ?",
                schema,
                table));
        Set<String> functions = impure();
        return expressions.stream()
                .map(expression -> expression.toLowerCase(Locale.ROOT))
                .anyMatch(expression -> QUERY.matcher(expression).find()
                        || CALLED.matcher(expression).results().anyMatch(call -> functions.contains(call.group(1))));
    }

    @Override
    boolean isOpaque(String schema, String table) throws SQLException {
        return triggers(schema, table).stream().anyMatch(event -> event.contains("SELECT"));
    }

    private List<String> triggers(String schema, String table) throws SQLException {
        return column(
                "select event_manipulation from information_schema.triggers"
                        + " where event_object_schema = ? and event_object_table = ?",
                schema,
                table);
    }

    @Override
    List<String> exclusions(String schema, String table) {
        return List.of();
    }

    @Override
    More more(String schema, String table, String column) throws SQLException {
        List<String> row = rows(
                        "select is_identity, identity_generation, column_default, column_on_update"
                                + " from information_schema.columns"
                                + " where table_schema = ? and table_name = ? and column_name = ?",
                        schema,
                        table,
                        column)
                .getFirst();
        boolean isIdentity = row.get(0).equals("YES");
        return new More(
                Optional.empty(),
                !row.get(3).isEmpty(),
                isIdentity ? new Origin.Identity(row.get(1).equals("ALWAYS"), Optional.empty()) : origin(row.get(2)));
    }

    private static Origin origin(String byDefault) {
        Matcher next = NEXT.matcher(byDefault);
        if (next.matches()) {
            return new Origin.Next(new Sequence(next.group(1), next.group(2)));
        }
        return RANDOM.matcher(byDefault).matches() ? new Origin.Random() : new Origin.Plain();
    }
}
