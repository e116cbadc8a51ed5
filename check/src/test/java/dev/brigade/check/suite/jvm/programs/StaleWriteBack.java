package dev.brigade.check.suite.jvm.programs;

/** A balance to which interest is added while customers pay in. */
public final class StaleWriteBack {
    private StaleWriteBack() {}

    /** Reads under the lock and writes under the lock, but lets go in between. */
    public static final class Broken {
        private int cents = 1_000;

        public void payIn(int amount) {
            write(read() + amount);
        }

        public void addInterest(int percent) {
            int balance = read();
            write(balance + balance * percent / 100);
        }

        private synchronized int read() {
            return cents;
        }

        private synchronized void write(int balance) {
            cents = balance;
        }
    }

    /** Holds the lock from the read to the write. */
    public static final class Fixed {
        private int cents = 1_000;

        public synchronized void payIn(int amount) {
            cents += amount;
        }

        public synchronized void addInterest(int percent) {
            cents += cents * percent / 100;
        }
    }
}
