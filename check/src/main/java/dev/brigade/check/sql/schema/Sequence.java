package dev.brigade.check.sql.schema;

/**
 * A sequence that has a name.
 *
 * @param schema as the database stores it
 * @param name as the database stores it
 */
public record Sequence(String schema, String name) {

    /** For a statement. */
    public String quoted() {
        return Names.quoted(schema) + "." + Names.quoted(name);
    }
}
