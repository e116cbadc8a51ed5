package dev.brigade.check.suite.jvm.programs;

/** When a client was last seen, in milliseconds. */
public final class PlainLong {
    private PlainLong() {}

    /** Half of the new value and half of the old one may be read (JLS 17.7). */
    public static final class Broken {
        private long lastSeen;

        public void seen(long millis) {
            lastSeen = millis;
        }

        public boolean isIdle(long now) {
            return now - lastSeen > 60_000;
        }
    }

    /** A volatile long is read and written as a whole. */
    public static final class Fixed {
        private volatile long lastSeen;

        public void seen(long millis) {
            lastSeen = millis;
        }

        public boolean isIdle(long now) {
            return now - lastSeen > 60_000;
        }
    }
}
