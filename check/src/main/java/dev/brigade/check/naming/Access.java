package dev.brigade.check.naming;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One read or write within a step.
 *
 * @param location what it touches
 * @param effect what it does there
 * @param isPredicate for a read, whether it depends on which rows there are: a range, a whole table, a count or another aggregate;
 *     not a read of what a key names
 * @param columns the columns or parts that it touches, in lower case; empty for all, or if they are unknown. An update's look for its
 *     rows is a read of the columns of its condition alone: with unknown columns it would seem to compute from what it writes
 * @param value what was read or written, for people; empty if unknown
 */
public record Access(Location location, Effect effect, boolean isPredicate, Set<String> columns, String value) {

    /** What an access does. */
    public enum Effect {
        READ,
        /** Changes what is there. */
        WRITE,
        /** Adds a row or an entry. */
        INSERT,
        /** Takes a row or an entry away. */
        DELETE
    }

    public Access {
        columns =
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** A read of one thing, or of the row that a key names. */
    public static Access read(String location, String... columns) {
        return new Access(Location.of(location), Effect.READ, false, Set.of(columns), "");
    }

    /** A read that depends on which rows there are. */
    public static Access query(String location, String... columns) {
        return new Access(Location.of(location), Effect.READ, true, Set.of(columns), "");
    }

    /** A write of what is there. */
    public static Access write(String location, String... columns) {
        return new Access(Location.of(location), Effect.WRITE, false, Set.of(columns), "");
    }

    /** A new row or entry. */
    public static Access insert(String location) {
        return new Access(Location.of(location), Effect.INSERT, false, Set.of(), "");
    }

    /** A row or entry less. */
    public static Access delete(String location) {
        return new Access(Location.of(location), Effect.DELETE, false, Set.of(), "");
    }

    /** The same with what was read or written. */
    public Access value(String newValue) {
        return new Access(location, effect, isPredicate, columns, newValue);
    }

    boolean isRead() {
        return effect == Effect.READ;
    }

    /** Whether it changes which rows there are. */
    boolean changesRows() {
        return effect == Effect.INSERT || effect == Effect.DELETE;
    }

    /** Whether both may touch the same value. */
    boolean meets(Access other) {
        return location.overlaps(other.location)
                && (columns.isEmpty()
                        || other.columns.isEmpty()
                        || changesRows()
                        || other.changesRows()
                        || columns.stream().anyMatch(other.columns::contains));
    }
}
