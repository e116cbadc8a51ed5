package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Sequence;
import dev.brigade.check.sql.schema.Table;
import java.util.Optional;

/**
 * What generated keys come from: a sequence, or an identity column whose sequence has no name.
 *
 * @param name unique in the database
 * @param sequence empty if the column is all there is
 * @param column empty for a sequence on which no column depends
 */
record Counter(String name, Optional<Sequence> sequence, Optional<Use> column) {

    /** The column for which it counts; one of them if there are more. */
    record Use(Table table, Column column) {}

    /**
     * How far it has counted.
     *
     * @param value the next value, or the last
     * @param called whether it is the last
     */
    record Position(long value, boolean called) {

        /** The smallest value that can come next. */
        long next() {
            return called ? value + 1 : value;
        }
    }
}
