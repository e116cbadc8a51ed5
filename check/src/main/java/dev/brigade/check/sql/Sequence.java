package dev.brigade.check.sql;

/**
 * A sequence that has a name.
 *
 * @param schema as the database stores it
 * @param name as the database stores it
 */
public record Sequence(String schema, String name) {

    /** For a statement. */
    String quoted() {
        return Names.quoted(schema) + "." + Names.quoted(name);
    }
}
