package dev.brigade.check.suite.jvm.programs;

/** A shelf with room for one: cooks put dishes on it, waiters take them. */
public final class NotifyForNotifyAll {
    private NotifyForNotifyAll() {}

    /** Cooks and waiters wait at one monitor, and one of them is woken: perhaps the wrong one. */
    public static final class Broken {
        private String dish;

        public synchronized void put(String cooked) throws InterruptedException {
            while (dish != null) {
                wait();
            }
            dish = cooked;
            notify();
        }

        public synchronized String take() throws InterruptedException {
            while (dish == null) {
                wait();
            }
            String taken = dish;
            dish = null;
            notify();
            return taken;
        }
    }

    /** All are woken. */
    public static final class Fixed {
        private String dish;

        public synchronized void put(String cooked) throws InterruptedException {
            while (dish != null) {
                wait();
            }
            dish = cooked;
            notifyAll();
        }

        public synchronized String take() throws InterruptedException {
            while (dish == null) {
                wait();
            }
            String taken = dish;
            dish = null;
            notifyAll();
            return taken;
        }
    }
}
