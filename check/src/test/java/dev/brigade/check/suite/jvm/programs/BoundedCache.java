package dev.brigade.check.suite.jvm.programs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cache that keeps at most two sessions. */
public final class BoundedCache {
    private static final int MOST = 2;

    private BoundedCache() {}

    /** The bound is checked before another has put. */
    public static final class Broken {
        private final Map<String, Integer> sessions = new ConcurrentHashMap<>(Map.of("first", 1));

        public boolean open(String name) {
            if (sessions.size() >= MOST) {
                return false;
            }
            sessions.put(name, 1);
            return true;
        }
    }

    /** The bound is checked and kept under one lock. */
    public static final class Fixed {
        private final Map<String, Integer> sessions = new ConcurrentHashMap<>(Map.of("first", 1));

        public synchronized boolean open(String name) {
            if (sessions.size() >= MOST) {
                return false;
            }
            sessions.put(name, 1);
            return true;
        }
    }
}
