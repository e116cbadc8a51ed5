package dev.brigade.check.sql.footprint;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of rows: the values of some of their columns, which the statement that touches them does not change. At least
 * one.
 *
 * @param values by the column's label; texts that differ only if the values do
 */
public record Key(Map<String, String> values) {
    public Key {
        values = Map.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A key needs a column; rows of which nothing is known have none");
        }
    }

    /** Whether no row can have both keys at the same time. */
    boolean excludes(Key other) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            String others = other.values.get(value.getKey());
            if (others != null && !others.equals(value.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** For people: {@code dish=soup}. */
    @Override
    public String toString() {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(" "));
    }
}
