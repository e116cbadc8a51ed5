package dev.brigade.check.report;

/**
 * How a report is written for a terminal.
 *
 * @param width in columns, from 60
 * @param isColoured whether with ANSI escape sequences
 * @param isComplete whether with each step and value; otherwise with those that matter, and a word on the others
 */
public record TextStyle(int width, boolean isColoured, boolean isComplete) {
    /** 120 columns, without colour, short. */
    public static final TextStyle PLAIN = new TextStyle(120, false, false);

    private static final int LEAST_WIDTH = 60;

    public TextStyle {
        if (width < LEAST_WIDTH) {
            throw new IllegalArgumentException(
                    "A report of " + width + " columns can't be read: give it at least " + LEAST_WIDTH);
        }
    }

    /** The same with another width. */
    public TextStyle width(int columns) {
        return new TextStyle(columns, isColoured, isComplete);
    }

    /** The same with colours. */
    public TextStyle coloured() {
        return new TextStyle(width, true, isComplete);
    }

    /** The same with each step and value. */
    public TextStyle complete() {
        return new TextStyle(width, isColoured, true);
    }
}
