package dev.brigade.check.suite.jvm.programs;

/** A stock that the dock adds to and the shop takes from. */
public final class WrongLock {
    private WrongLock() {}

    /** Two locks for one field. */
    public static final class Broken {
        private final Object dock = new Object();
        private final Object shop = new Object();
        private int stock = 10;

        public void receive(int pieces) {
            synchronized (dock) {
                stock += pieces;
            }
        }

        public void ship(int pieces) {
            synchronized (shop) {
                stock -= pieces;
            }
        }

        public int stock() {
            return stock;
        }
    }

    /** One lock for one field. */
    public static final class Fixed {
        private final Object lock = new Object();
        private int stock = 10;

        public void receive(int pieces) {
            synchronized (lock) {
                stock += pieces;
            }
        }

        public void ship(int pieces) {
            synchronized (lock) {
                stock -= pieces;
            }
        }

        public int stock() {
            return stock;
        }
    }
}
