package dev.brigade.bench.sctbench.programs;

import java.util.Arrays;

/** The string buffer of JDK 1.4: append asks the other one for its length, then for its characters. */
public final class TextBuffer {
    private char[] value;
    private int count;

    public TextBuffer(String text) {
        value = text.toCharArray();
        count = value.length;
    }

    public synchronized void append(TextBuffer other) {
        int length = other.length();
        int newCount = count + length;
        if (newCount > value.length) {
            value = Arrays.copyOf(value, newCount);
        }
        other.copyInto(value, count, length);
        count = newCount;
    }

    public synchronized int length() {
        return count;
    }

    public synchronized void erase(int from) {
        Check.that(from <= count, "what is erased is there");
        count = from;
    }

    public synchronized String text() {
        return new String(value, 0, count);
    }

    private synchronized void copyInto(char[] target, int start, int length) {
        Check.that(length <= count, "as many characters as were asked for are there");
        System.arraycopy(value, 0, target, start, length);
    }
}
