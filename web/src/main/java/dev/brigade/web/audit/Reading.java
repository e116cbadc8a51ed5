package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Use;
import java.util.List;
import java.util.Set;

/** Which uses of an object only read it. */
final class Reading {
    private static final Set<String> COLLECTIONS = Set.of("max", "min", "frequency", "disjoint");

    /** Methods of {@code java.util} that copy from it or look at it; others may keep it, as {@code List.of} does. */
    private static final Set<String> COPYING = Set.of(
            "<init>",
            "copyOf",
            "addAll",
            "putAll",
            "containsAll",
            "removeAll",
            "retainAll",
            "equals",
            "hash",
            "hashCode",
            "toString",
            "requireNonNull");

    private static final Set<String> ARRAYS =
            Set.of("stream", "toString", "deepToString", "copyOf", "copyOfRange", "equals", "hashCode", "binarySearch");

    /** What only reads its arguments, by the beginning of its name. */
    private static final List<String> READERS = List.of(
            "java.lang.String.",
            "java.lang.StringBuilder.",
            "java.io.PrintStream.",
            "org.slf4j.Logger.",
            "dev.brigade.web.View.",
            "dev.brigade.web.Response.");

    private Reading() {}

    static boolean only(Use use, Type type) {
        return switch (use.how()) {
            case CALLED -> type.readers().contains(use.method());
            case ELEMENT_READ, ANSWERED -> true;
            case PASSED -> isReader(use.method());
            case FIELD, ELEMENT_WRITTEN, HANDED_OUT, KEPT -> false;
        };
    }

    private static boolean isReader(String method) {
        String name = method.substring(method.lastIndexOf('.') + 1);
        String owner = method.substring(0, method.lastIndexOf('.'));
        return switch (owner) {
            case "java.util.Collections" -> COLLECTIONS.contains(name);
            case "java.util.Arrays" -> ARRAYS.contains(name);
            default ->
                (owner.matches("java\\.util\\.[A-Z]\\w*") && COPYING.contains(name))
                        || READERS.stream().anyMatch(method::startsWith);
        };
    }
}
