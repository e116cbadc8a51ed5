package dev.brigade.check.suite.jvm.programs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A cache of translations, filled when one is first asked for. */
public final class PlainMapCache {
    private PlainMapCache() {}

    /** A plain map, and a gap between the question and the answer: loads twice. */
    public static final class Broken {
        private final Map<String, String> known = new HashMap<>();
        private int loads;

        public String translate(String word) {
            if (!known.containsKey(word)) {
                known.put(word, load(word));
            }
            return known.get(word);
        }

        private String load(String word) {
            loads++;
            return word.toUpperCase(Locale.ROOT);
        }

        public int loads() {
            return loads;
        }
    }

    /** One at a time. */
    public static final class Fixed {
        private final Map<String, String> known = new HashMap<>();
        private int loads;

        public synchronized String translate(String word) {
            return known.computeIfAbsent(word, this::load);
        }

        private String load(String word) {
            loads++;
            return word.toUpperCase(Locale.ROOT);
        }

        public synchronized int loads() {
            return loads;
        }
    }
}
