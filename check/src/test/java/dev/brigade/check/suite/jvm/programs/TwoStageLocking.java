package dev.brigade.check.suite.jvm.programs;

/** A price list and the list of prices with tax, each with a lock of its own. */
public final class TwoStageLocking {
    private TwoStageLocking() {}

    /** Between the two stages readers see a new price with an old tax. */
    public static final class Broken {
        private final Object netLock = new Object();
        private final Object grossLock = new Object();
        private int net = 100;
        private int gross = 120;

        public void reprice(int price) {
            synchronized (netLock) {
                net = price;
            }
            synchronized (grossLock) {
                gross = price + price / 5;
            }
        }

        public int tax() {
            int withoutTax;
            synchronized (netLock) {
                withoutTax = net;
            }
            synchronized (grossLock) {
                return gross - withoutTax;
            }
        }
    }

    /** One lock for what belongs together. */
    public static final class Fixed {
        private final Object lock = new Object();
        private int net = 100;
        private int gross = 120;

        public void reprice(int price) {
            synchronized (lock) {
                net = price;
                gross = price + price / 5;
            }
        }

        public int tax() {
            synchronized (lock) {
                return gross - net;
            }
        }
    }
}
