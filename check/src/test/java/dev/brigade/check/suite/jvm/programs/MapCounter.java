package dev.brigade.check.suite.jvm.programs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the words of all documents. */
public final class MapCounter {
    private MapCounter() {}

    /** The map is safe, the sequence of two calls is not. */
    public static final class Broken {
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();

        public void count(String word) {
            counts.put(word, counts.getOrDefault(word, 0) + 1);
        }
    }

    /** One call. */
    public static final class Fixed {
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();

        public void count(String word) {
            counts.merge(word, 1, Integer::sum);
        }
    }
}
