package dev.brigade.check.suite.jvm.programs;

/** Transfers between two accounts. */
public final class AbbaMonitors {
    private AbbaMonitors() {}

    /** Locks the giver, then the taker: in opposite directions in opposite orders. */
    public static final class Broken {
        private final Account left = new Account(1, 100);
        private final Account right = new Account(2, 100);

        public void toTheRight(int amount) {
            transfer(left, right, amount);
        }

        public void toTheLeft(int amount) {
            transfer(right, left, amount);
        }

        public String balances() {
            return left.cents + ", " + right.cents;
        }

        private static void transfer(Account from, Account to, int amount) {
            synchronized (from) {
                synchronized (to) {
                    from.cents -= amount;
                    to.cents += amount;
                }
            }
        }
    }

    /** Locks the lower number first. */
    public static final class Fixed {
        private final Account left = new Account(1, 100);
        private final Account right = new Account(2, 100);

        public void toTheRight(int amount) {
            transfer(left, right, amount);
        }

        public void toTheLeft(int amount) {
            transfer(right, left, amount);
        }

        public String balances() {
            return left.cents + ", " + right.cents;
        }

        private static void transfer(Account from, Account to, int amount) {
            Account first = from.number < to.number ? from : to;
            Account second = from.number < to.number ? to : from;
            synchronized (first) {
                synchronized (second) {
                    from.cents -= amount;
                    to.cents += amount;
                }
            }
        }
    }

    private static final class Account {
        private final int number;
        private int cents;

        Account(int number, int cents) {
            this.number = number;
            this.cents = cents;
        }
    }
}
