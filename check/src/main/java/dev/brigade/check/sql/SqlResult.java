package dev.brigade.check.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a {@link SqlCall} gave. */
public sealed interface SqlResult {

    /** For people: {@code 1 row: (20)}, {@code 2 rows changed}; empty if there is nothing to say. */
    String text();

    /**
     * Rows were changed.
     *
     * @param count how many
     * @param keys those that were generated, as far as the application has read them
     */
    record Updated(long count, RowsRead keys) implements SqlResult {
        @Override
        public String text() {
            String changed = count == 1 ? "1 row changed" : count == 0 ? "no row changed" : count + " rows changed";
            return keys.count() == 0 ? changed : changed + ", key " + String.join(", ", keys.lines());
        }
    }

    /** Rows were changed by the statements of a batch: how many by each, or a negative number if that isn't known. */
    record Batch(List<Long> counts) implements SqlResult {
        public Batch {
            counts = List.copyOf(counts);
        }

        static Batch of(long... counts) {
            return new Batch(Arrays.stream(counts).boxed().toList());
        }

        @Override
        public String text() {
            return counts.stream().map(String::valueOf).collect(Collectors.joining(", ", "rows changed: ", ""));
        }
    }

    /** There are rows to read; which the application has read, {@code rows} knows when it has. */
    record Query(RowsRead rows) implements SqlResult {
        @Override
        public String text() {
            return rows.text();
        }
    }

    /** A transaction has ended. */
    record Done() implements SqlResult {
        @Override
        public String text() {
            return "";
        }
    }

    /** It has thrown. */
    record Failed(Throwable failure) implements SqlResult {
        @Override
        public String text() {
            String message = String.valueOf(failure.getMessage());
            return message.lines().findFirst().orElse(message);
        }
    }
}
