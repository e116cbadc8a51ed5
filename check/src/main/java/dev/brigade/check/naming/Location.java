package dev.brigade.check.naming;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step reads or writes: all of something, or the part of it that has certain keys.
 *
 * @param name kind and name: {@code field Counter.count@1}, {@code table pantry}, {@code collection HashMap@2}
 * @param keys column and value: {@code dish} and {@code soup}; empty for all of it
 */
public record Location(String name, Map<String, String> keys) {
    public Location {
        keys = Map.copyOf(keys);
    }

    /**
     * Of a text such as {@code field Counter.count@1}, {@code table pantry[dish=soup]}, {@code table pantry[dish=soup,size=2]},
     * {@code table pantry[*]}, {@code array int[]@7[3]}.
     */
    public static Location of(String text) {
        int begin = text.endsWith("]") ? text.lastIndexOf('[') : -1;
        int first = text.indexOf('[');
        // a key's value may have brackets too; only an array's name has them before its element
        if (begin > first && !text.startsWith("array ")) {
            begin = first;
        }
        if (begin < 0) {
            return new Location(text, Map.of());
        }
        String name = text.substring(0, begin);
        String part = text.substring(begin + 1, text.length() - 1);
        if (part.isEmpty() && name.startsWith("array ")) {
            return new Location(text, Map.of());
        }
        Map<String, String> keys = new TreeMap<>();
        if (!part.equals("*") && !part.isEmpty()) {
            for (String key : part.split(",(?=\\s*[\\w.]+=)", -1)) {
                int is = key.indexOf('=');
                keys.put(
                        is < 0 ? "" : key.substring(0, is).strip().toLowerCase(Locale.ROOT),
                        key.substring(is + 1).strip());
            }
        }
        return new Location(name, keys);
    }

    /**
     * Whether the two may have something in common: unless they are of different things, or a key that both name differs. Rows
     * named by different columns may be the same row.
     */
    public boolean overlaps(Location other) {
        return name.equals(other.name)
                && keys.entrySet().stream()
                        .allMatch(key -> other.keys
                                .getOrDefault(key.getKey(), key.getValue())
                                .equals(key.getValue()));
    }

    /** For people: {@code Counter.count}, {@code pantry (dish=soup)}, {@code int[] (3)}. */
    public String text() {
        String plain = name.substring(name.indexOf(' ') + 1).replaceFirst("@[0-9a-fA-F]+$", "");
        if (keys.isEmpty()) {
            return plain;
        }
        return plain + " ("
                + String.join(
                        ", ",
                        new TreeMap<>(keys)
                                .entrySet().stream()
                                        .map(key -> key.getKey().isEmpty()
                                                ? key.getValue()
                                                : key.getKey() + "=" + key.getValue())
                                        .toList())
                + ")";
    }
}
