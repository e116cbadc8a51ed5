package dev.brigade.check.sql.schema;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param name as the database stores it
 * @param label as people read it, and as a footprint and a key name it
 * @param type as the database writes it in a cast
 * @param jdbcType of {@link java.sql.Types}
 * @param kind how its values are told apart
 * @param scale decimal places of a decimal number
 * @param computed whether the database computes it from others
 * @param changesOnUpdate whether the database changes it whenever a row is updated
 * @param origin where its values come from if the statement gives none
 */
public record Column(
        String name,
        String label,
        String type,
        int jdbcType,
        Kind kind,
        int scale,
        boolean computed,
        boolean changesOnUpdate,
        Origin origin) {

    /** How values are told apart. */
    public enum Kind {
        INTEGER,
        DECIMAL,
        TEXT,
        UUID,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        OTHER
    }

    /** Where a value comes from if the statement gives none. */
    public sealed interface Origin {
        /** It is null, a constant, or an expression that makes no key. */
        record Plain() implements Origin {}

        /**
         * Of an identity column.
         *
         * @param always whether it refuses values of the application
         * @param sequence the sequence behind it, if that has a name
         */
        record Identity(boolean always, Optional<Sequence> sequence) implements Origin {}

        /** The next value of a sequence. */
        record Next(Sequence sequence) implements Origin {}

        /** A random UUID. */
        record Random() implements Origin {}
    }

    /** For a statement. */
    public String quoted() {
        return Names.quoted(name);
    }

    /** Whether the database makes keys for it. */
    public boolean isGenerated() {
        return !(origin instanceof Origin.Plain);
    }
}
