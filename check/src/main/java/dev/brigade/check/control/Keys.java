package dev.brigade.check.control;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which calls touch one key of a map and nothing else of it. */
final class Keys {
    private Keys() {}

    /** Whether {@code method}, called with {@code key} first, has nothing to do with what is done to other keys of {@code map}. */
    static boolean tellApart(Object map, String method, Object key) {
        return isKeyed(method) && isPlainKey(key) && isByKey(map, key);
    }

    private static boolean isKeyed(String method) {
        return switch (method) {
            case "get",
                    "put",
                    "putIfAbsent",
                    "containsKey",
                    "computeIfAbsent",
                    "computeIfPresent",
                    "compute",
                    "merge",
                    "replace",
                    "getOrDefault" -> true;
            default -> false;
        };
    }

    /** Whether nobody can change it, and another one that is equal is the same key wherever keys are looked for by equality. */
    private static boolean isPlainKey(Object key) {
        return key instanceof String
                || key instanceof Integer
                || key instanceof Long
                || key instanceof Short
                || key instanceof Byte
                || key instanceof Character
                || key instanceof Boolean
                || key instanceof UUID
                || key instanceof Enum<?>;
    }

    /**
     * Whether what is done to one key of {@code map} can't be seen at another: not in one that remembers the order of what was put, or
     * for which keys may be the same though they are not equal.
     */
    private static boolean isByKey(Object map, Object key) {
        Class<?> type = map.getClass();
        if (type == HashMap.class
                || type == ConcurrentHashMap.class
                || type == Hashtable.class
                || type == EnumMap.class) {
            return true;
        }
        boolean isSorted = type == TreeMap.class || type == ConcurrentSkipListMap.class;
        return isSorted && ((SortedMap<?, ?>) map).comparator() == null && key instanceof Comparable<?>;
    }
}
