package dev.brigade.check.sql.schema;

import dev.brigade.check.sql.schema.ForeignKey.Rule;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Schema}: what JDBC tells from there, what it doesn't from the database's {@link Catalog}. */
final class SchemaReader {
    private final DatabaseMetaData meta;
    private final Catalog catalog;
    private final Names names;
    private final Optional<String> current;
    private final @Nullable String database;

    /** A table's two names. */
    private record Named(String schema, String name) {}

    SchemaReader(Connection connection) throws SQLException {
        meta = connection.getMetaData();
        catalog = Catalog.of(connection);
        names = new Names(
                meta.storesUpperCaseIdentifiers()
                        ? Names.Folding.UPPER
                        : meta.storesLowerCaseIdentifiers() ? Names.Folding.LOWER : Names.Folding.NONE);
        current = Optional.ofNullable(connection.getSchema());
        database = connection.getCatalog();
    }

    Schema read() throws SQLException {
        Map<String, Table> tables = new TreeMap<>();
        for (Named named : tableNames()) {
            Table table = table(named);
            tables.put(table.label(), table);
        }
        return new Schema(catalog.product(), names, tables, catalog.sequences(), catalog.impure());
    }

    private List<Named> tableNames() throws SQLException {
        List<Named> found = new ArrayList<>();
        try (ResultSet rows =
                meta.getTables(database, null, "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (rows.next()) {
                Named named = new Named(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                if (!catalog.isSystem(named.schema())) {
                    found.add(named);
                }
            }
        }
        return found;
    }

    private Table table(Named named) throws SQLException {
        List<Column> columns = columns(named);
        List<String> primaryKey = primaryKey(named);
        return new Table(
                named.schema(),
                named.name(),
                label(named.schema(), named.name()),
                columns,
                primaryKey,
                uniqueIndexes(named, columns, primaryKey),
                references(named),
                catalog.writesSpread(named.schema(), named.name()),
                catalog.isOpaque(named.schema(), named.name()));
    }

    private String label(String schema, String name) {
        String label = names.label(name);
        return current.isEmpty() || current.get().equals(schema) ? label : names.label(schema) + "." + label;
    }

    /** {@code %} and {@code _} would stand for other letters. */
    private String pattern(String name) throws SQLException {
        String escape = meta.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private List<Column> columns(Named named) throws SQLException {
        List<Column> found = new ArrayList<>();
        try (ResultSet rows = meta.getColumns(database, pattern(named.schema()), pattern(named.name()), "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                String typeName = rows.getString("TYPE_NAME");
                int jdbcType = rows.getInt("DATA_TYPE");
                int scale = rows.getInt("DECIMAL_DIGITS");
                boolean computed = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                Catalog.More more = catalog.more(named.schema(), named.name(), name);
                found.add(new Column(
                        name,
                        names.label(name),
                        more.type().orElse(typeName),
                        jdbcType,
                        Kinds.of(jdbcType, typeName),
                        scale,
                        computed,
                        more.changesOnUpdate(),
                        more.origin()));
            }
        }
        return found;
    }

    private List<String> primaryKey(Named named) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = meta.getPrimaryKeys(database, named.schema(), named.name())) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), names.label(rows.getString("COLUMN_NAME")));
            }
        }
        return List.copyOf(columns.values());
    }

    private List<UniqueIndex> uniqueIndexes(Named named, List<Column> columns, List<String> primaryKey)
            throws SQLException {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        Map<String, Boolean> conditional = new LinkedHashMap<>();
        try (ResultSet rows = meta.getIndexInfo(database, named.schema(), named.name(), true, true)) {
            while (rows.next()) {
                if (rows.getShort("TYPE") == DatabaseMetaData.tableIndexStatistic) {
                    continue;
                }
                String index = rows.getString("INDEX_NAME");
                String column = Objects.requireNonNullElse(rows.getString("COLUMN_NAME"), "?");
                byName.computeIfAbsent(index, _ -> new ArrayList<>()).add(names.label(column));
                boolean isColumn =
                        columns.stream().anyMatch(known -> known.name().equals(column));
                conditional.merge(index, !isColumn || rows.getString("FILTER_CONDITION") != null, Boolean::logicalOr);
            }
        }
        List<UniqueIndex> found = new ArrayList<>();
        byName.forEach(
                (name, indexed) -> found.add(new UniqueIndex(indexed, Objects.requireNonNull(conditional.get(name)))));
        if (!primaryKey.isEmpty()
                && found.stream().noneMatch(index -> index.columns().equals(primaryKey))) {
            found.add(new UniqueIndex(primaryKey, false));
        }
        catalog.exclusions(named.schema(), named.name())
                .forEach(name -> found.add(new UniqueIndex(List.of(name), true)));
        return found;
    }

    private List<ForeignKey> references(Named named) throws SQLException {
        List<ForeignKey> found = new ArrayList<>();
        try (ResultSet rows = meta.getImportedKeys(database, named.schema(), named.name())) {
            List<String> columns = new ArrayList<>();
            List<String> parentColumns = new ArrayList<>();
            while (rows.next()) {
                if (rows.getInt("KEY_SEQ") == 1) { // the first column of the next key
                    columns = new ArrayList<>();
                    parentColumns = new ArrayList<>();
                }
                columns.add(names.label(rows.getString("FKCOLUMN_NAME")));
                parentColumns.add(names.label(rows.getString("PKCOLUMN_NAME")));
                ForeignKey key = new ForeignKey(
                        label(named.schema(), named.name()),
                        columns,
                        label(rows.getString("PKTABLE_SCHEM"), rows.getString("PKTABLE_NAME")),
                        parentColumns,
                        rule(rows.getShort("DELETE_RULE")),
                        rule(rows.getShort("UPDATE_RULE")));
                if (columns.size() > 1) {
                    found.removeLast();
                }
                found.add(key);
            }
        }
        return found;
    }

    private static Rule rule(short jdbc) {
        return switch (jdbc) {
            case DatabaseMetaData.importedKeyCascade -> Rule.CASCADE;
            case DatabaseMetaData.importedKeySetNull, DatabaseMetaData.importedKeySetDefault -> Rule.CLEAR;
            default -> Rule.REFUSE;
        };
    }
}
