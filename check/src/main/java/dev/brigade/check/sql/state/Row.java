package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Texts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a row, or of some of its columns. Two are equal if their values are. */
final class Row {
    private final @Nullable Object[] cells;
    private final int hash;

    Row(@Nullable Object[] cells) {
        this.cells = cells;
        this.hash = Arrays.deepHashCode(cells);
    }

    @Nullable
    Object cell(int at) {
        return cells[at];
    }

    /** The value for people. */
    String text(int at) {
        return Texts.of(cells[at]);
    }

    /** The values at these places. */
    Row only(int[] places) {
        @Nullable Object[] some = new @Nullable Object[places.length];
        for (int at = 0; at < places.length; at++) {
            some[at] = cells[places[at]];
        }
        return new Row(some);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && hash == row.hash && Arrays.deepEquals(cells, row.cells);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(cells);
    }
}
