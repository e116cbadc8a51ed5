package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Table;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * That a statement reads, locks or writes rows of a table.
 *
 * @param table its {@link Table#label() label}
 * @param key what is known of the rows; empty if they can be any of the table
 * @param columns labels of those that are read or written, with {@link #ROW} if rows can come and go, or it matters whether they
 *     are there
 * @param mode what is done
 */
public record Touch(String table, Optional<Key> key, Set<String> columns, Mode mode) {
    /** Stands among columns for a row's being there. */
    public static final String ROW = "*";

    public Touch {
        columns = Set.copyOf(columns);
    }

    /** What is done to rows. */
    public enum Mode {
        /** Sees committed rows. */
        READ,
        /** Sees rows and keeps others from changing them, but not from keeping them likewise: a foreign key's look at the parent. */
        SHARE,
        /** Locks rows: {@code select … for update}, and the rows that an update or delete finds. */
        LOCK,
        /** Changes, adds or removes rows; locks them too. */
        WRITE,
        /**
         * Adds or removes entries of the unique index over just these columns. Two of the same key exclude each other. While a row
         * that has such an entry is being changed, whatever column of it, PostgreSQL waits for what becomes of it; H2 waits even
         * if it is only locked.
         */
        ENTRY;

        /** Whether two transactions can't have done both to a row, whatever its columns. */
        private boolean excludes(Mode other) {
            return switch (this) {
                case LOCK -> other == SHARE || other == LOCK || other == WRITE || other == ENTRY;
                case WRITE -> other == LOCK || other == WRITE || other == ENTRY;
                case SHARE -> other == LOCK;
                case ENTRY -> other == LOCK || other == WRITE;
                case READ -> false;
            };
        }
    }

    /** Whether it can matter which of the two comes first. */
    boolean conflicts(Touch other) {
        return table.equals(other.table)
                && meet(other)
                && !(key.isPresent() && other.key.isPresent() && key.get().excludes(other.key.get()));
    }

    /** Whether they conflict if they touch the same row. */
    private boolean meet(Touch other) {
        if (mode == Mode.ENTRY && other.mode == Mode.ENTRY) {
            return columns.equals(other.columns);
        }
        if (mode.excludes(other.mode)) {
            return true;
        }
        return (mode == Mode.WRITE || other.mode == Mode.WRITE) && !Collections.disjoint(columns, other.columns);
    }
}
