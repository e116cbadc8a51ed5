package dev.brigade.check.suite.jvm.programs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Points of customers, with a lock for each customer. */
public final class LockPerKey {
    private LockPerKey() {}

    /** The lock is a text that each call makes anew: each has its own. */
    public static final class Broken {
        private final Map<Integer, Integer> points = new ConcurrentHashMap<>();

        public void add(int customer, int more) {
            String lock = "customer " + customer;
            synchronized (lock) {
                int before = points.getOrDefault(customer, 0);
                points.put(customer, before + more);
            }
        }
    }

    /** The lock is the same object for the same customer. */
    public static final class Fixed {
        private final Map<Integer, Object> locks = new ConcurrentHashMap<>();
        private final Map<Integer, Integer> points = new ConcurrentHashMap<>();

        public void add(int customer, int more) {
            Object lock = locks.computeIfAbsent(customer, any -> new Object());
            synchronized (lock) {
                int before = points.getOrDefault(customer, 0);
                points.put(customer, before + more);
            }
        }
    }
}
