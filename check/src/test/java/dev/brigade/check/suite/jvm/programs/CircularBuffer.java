package dev.brigade.check.suite.jvm.programs;

/** The last requests, in a ring. */
public final class CircularBuffer {
    private CircularBuffer() {}

    /** Two write into the same slot, or a slot is left out. */
    public static final class Broken {
        private final String[] ring = new String[4];
        private int next;
        private int size;

        public void add(String request) {
            ring[next] = request;
            next = (next + 1) % ring.length;
            size++;
        }

        public int size() {
            return size;
        }
    }

    /** Slot and index change together. */
    public static final class Fixed {
        private final String[] ring = new String[4];
        private int next;
        private int size;

        public synchronized void add(String request) {
            ring[next] = request;
            next = (next + 1) % ring.length;
            size++;
        }

        public int size() {
            return size;
        }
    }
}
