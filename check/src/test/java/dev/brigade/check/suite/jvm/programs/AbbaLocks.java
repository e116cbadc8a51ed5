package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Orders and the stock, each with a lock. */
public final class AbbaLocks {
    private AbbaLocks() {}

    /** One locks orders, then stock; the other stock, then orders. */
    public static final class Broken {
        private final ReentrantLock orders = new ReentrantLock();
        private final ReentrantLock stock = new ReentrantLock();
        private int ordered;
        private int pieces = 10;

        public void order() {
            orders.lock();
            try {
                ordered++;
                stock.lock();
                try {
                    pieces--;
                } finally {
                    stock.unlock();
                }
            } finally {
                orders.unlock();
            }
        }

        public int available() {
            stock.lock();
            try {
                orders.lock();
                try {
                    return pieces - ordered;
                } finally {
                    orders.unlock();
                }
            } finally {
                stock.unlock();
            }
        }
    }

    /** Both lock orders, then stock. */
    public static final class Fixed {
        private final ReentrantLock orders = new ReentrantLock();
        private final ReentrantLock stock = new ReentrantLock();
        private int ordered;
        private int pieces = 10;

        public void order() {
            orders.lock();
            try {
                ordered++;
                stock.lock();
                try {
                    pieces--;
                } finally {
                    stock.unlock();
                }
            } finally {
                orders.unlock();
            }
        }

        public int available() {
            orders.lock();
            try {
                stock.lock();
                try {
                    return pieces - ordered;
                } finally {
                    stock.unlock();
                }
            } finally {
                orders.unlock();
            }
        }
    }
}
