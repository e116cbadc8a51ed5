package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;

/** Prices that are added under a lock. */
public final class LeakedCollection {
    private LeakedCollection() {}

    /** Hands out the list itself, which changes while it is summed up. */
    public static final class Broken {
        private final List<Integer> prices = new ArrayList<>(List.of(3, 4));

        public synchronized void add(int price) {
            prices.add(price);
        }

        public int sum() {
            int sum = 0;
            for (int price : prices()) {
                sum += price;
            }
            return sum;
        }

        private synchronized List<Integer> prices() {
            return prices;
        }
    }

    /** Hands out a copy. */
    public static final class Fixed {
        private final List<Integer> prices = new ArrayList<>(List.of(3, 4));

        public synchronized void add(int price) {
            prices.add(price);
        }

        public int sum() {
            int sum = 0;
            for (int price : prices()) {
                sum += price;
            }
            return sum;
        }

        private synchronized List<Integer> prices() {
            return List.copyOf(prices);
        }
    }
}
