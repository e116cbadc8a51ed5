package dev.brigade.check.suite.jvm.programs;

import java.util.Arrays;

/** A document that is appended to another one while it is edited. */
public final class BufferAppend {
    private BufferAppend() {}

    /** Asks the source for its length, then for its text: it may be shorter by then. */
    public static final class Broken {
        private final Text source = new Text("draft");
        private final Text target = new Text("");

        public void append() {
            int length = source.length();
            target.add(source.first(length));
        }

        public void clear() {
            source.clear();
        }

        public String text() {
            return target.toString();
        }
    }

    /** Holds the source's monitor over both. */
    public static final class Fixed {
        private final Text source = new Text("draft");
        private final Text target = new Text("");

        public void append() {
            char[] copy;
            synchronized (source) {
                copy = source.first(source.length());
            }
            target.add(copy);
        }

        public void clear() {
            source.clear();
        }

        public String text() {
            return target.toString();
        }
    }

    /** Each of its methods is synchronised. */
    private static final class Text {
        private char[] chars;

        Text(String text) {
            chars = text.toCharArray();
        }

        synchronized int length() {
            return chars.length;
        }

        synchronized char[] first(int count) {
            if (count > chars.length) {
                throw new IndexOutOfBoundsException("first " + count + " of " + chars.length);
            }
            return Arrays.copyOf(chars, count);
        }

        synchronized void add(char[] more) {
            char[] both = Arrays.copyOf(chars, chars.length + more.length);
            System.arraycopy(more, 0, both, chars.length, more.length);
            chars = both;
        }

        synchronized void clear() {
            chars = new char[0];
        }

        @Override
        public synchronized String toString() {
            return new String(chars);
        }
    }
}
