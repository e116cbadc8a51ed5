package dev.brigade.data.settings;

import java.util.List;

/**
 * Tables that a part of Brigade makes for itself, in the schema that is first in the search path. They have a history of
 * their own, {@code brigade_history}, and nothing to do with the application's migrations. Immutable.
 *
 * @param part under which the history knows them: {@code jobs}
 * @param what for people: {@code durable jobs}
 * @param tables their names, which a user needs the right to read and write
 * @param postgres version n is made by the n-th step, on PostgreSQL; a step that was released is never changed
 * @param others the same for H2
 */
public record OwnTables(String part, String what, List<String> tables, List<String> postgres, List<String> others) {

    /** @throws IllegalArgumentException if the products differ in the number of steps, or the part is no plain word */
    public OwnTables {
        if (postgres.size() != others.size()) {
            throw new IllegalArgumentException("Each step of " + part + " is needed for each product");
        }
        if (!part.matches("[a-z]+")) {
            throw new IllegalArgumentException("\"" + part + "\" is no name for a part; use lower-case letters");
        }
        tables = List.copyOf(tables);
        postgres = List.copyOf(postgres);
        others = List.copyOf(others);
    }
}
