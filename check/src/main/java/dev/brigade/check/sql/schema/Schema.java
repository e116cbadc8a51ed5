package dev.brigade.check.sql.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database consists of, as far as it decides what a statement touches. Read once; who changes tables reads it again.
 * Views are not in it: of what is not here nothing is known.
 *
 * <p>Immutable, safe from any thread.
 *
 * @param product the database
 * @param names how it spells identifiers
 * @param tables of all schemas but the database's own, by label
 * @param sequences that have a name
 * @param impure functions, in lower case, that do more than compute: calling one can touch anything
 */
public record Schema(
        Product product, Names names, Map<String, Table> tables, List<Sequence> sequences, Set<String> impure) {

    /** The databases that are known well enough. */
    public enum Product {
        H2,
        POSTGRESQL
    }

    public Schema {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables)); // keeps the order
        sequences = List.copyOf(sequences);
        impure = Set.copyOf(impure);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the database is neither H2 nor PostgreSQL
     */
    public static Schema read(Connection connection) throws SQLException {
        return new SchemaReader(connection).read();
    }

    /**
     * The table that a statement means.
     *
     * @param schema as the statement writes it, if it does
     * @param name as the statement writes it
     * @return empty if there is none, or more than one that it could be
     */
    public Optional<Table> find(Optional<String> schema, String name) {
        List<Table> candidates = tables.values().stream()
                .filter(table -> schema.isEmpty()
                        || names.find(schema.get(), Set.of(table.schema())).isPresent())
                .toList();
        Optional<String> found =
                names.find(name, candidates.stream().map(Table::name).distinct().toList());
        List<Table> same = candidates.stream()
                .filter(table -> found.isPresent() && table.name().equals(found.get()))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** The foreign keys that refer to a table. */
    public List<ForeignKey> children(Table parent) {
        return tables.values().stream()
                .flatMap(table -> table.references().stream())
                .filter(key -> key.parent().equals(parent.label()))
                .toList();
    }

    /** The tables, parents before their children, as far as they don't refer to each other in a circle. */
    public List<Table> parentsFirst() {
        Set<Table> ordered = new LinkedHashSet<>();
        Set<Table> entered = new HashSet<>();
        tables.values().forEach(table -> order(table, ordered, entered));
        return List.copyOf(ordered);
    }

    private void order(Table table, Set<Table> ordered, Set<Table> entered) {
        if (entered.add(table)) {
            for (ForeignKey key : table.references()) {
                Table parent = tables.get(key.parent());
                if (parent != null) {
                    order(parent, ordered, entered);
                }
            }
            ordered.add(table);
        }
    }

    public boolean isImpure(String function) {
        return impure.contains(function.toLowerCase(Locale.ROOT));
    }
}
