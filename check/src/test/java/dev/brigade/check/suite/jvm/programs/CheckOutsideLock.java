package dev.brigade.check.suite.jvm.programs;

/** An account that must not be overdrawn. */
public final class CheckOutsideLock {
    private CheckOutsideLock() {}

    /** Looks at the balance before it has the lock. */
    public static final class Broken {
        private int cents = 100;

        public boolean withdraw(int amount) {
            if (balance() < amount) {
                return false;
            }
            synchronized (this) {
                cents -= amount;
            }
            return true;
        }

        private synchronized int balance() {
            return cents;
        }
    }

    /** Looks and withdraws under the lock. */
    public static final class Fixed {
        private int cents = 100;

        public synchronized boolean withdraw(int amount) {
            if (cents < amount) {
                return false;
            }
            cents -= amount;
            return true;
        }
    }
}
