package dev.brigade.web.audit.code;

/**
 * A line of a source file.
 *
 * @param number 0 if the class was compiled without line numbers
 */
public record Line(String file, int number) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(number, other.number);
    }

    /** {@code Kitchen.java:52}. */
    @Override
    public String toString() {
        return number == 0 ? file : file + ":" + number;
    }
}
