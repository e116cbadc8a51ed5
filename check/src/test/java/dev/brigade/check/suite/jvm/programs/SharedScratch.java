package dev.brigade.check.suite.jvm.programs;

/** Formats amounts of money. */
public final class SharedScratch {
    private SharedScratch() {}

    /** Keeps what it works with in fields: two threads write their digits into one another's. */
    public static final class Broken {
        private int euros;
        private int cents;

        public String format(int amount) {
            euros = amount / 100;
            cents = amount % 100;
            return euros + "." + cents;
        }
    }

    /** Works with its own variables. */
    public static final class Fixed {
        private int formatted;

        public String format(int amount) {
            int euros = amount / 100;
            int cents = amount % 100;
            count();
            return euros + "." + cents;
        }

        private synchronized void count() {
            formatted++;
        }

        public synchronized int formatted() {
            return formatted;
        }
    }
}
