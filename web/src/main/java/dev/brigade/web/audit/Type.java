package dev.brigade.web.audit;

import java.util.Set;

/**
 * What is known of a type of a library.
 *
 * @param note why it is not safe, or what to know when it is shared
 * @param instead what to use instead
 * @param readers its methods that change nothing: an object with which nothing else is done is safe
 */
record Type(Safety safety, String note, String instead, Set<String> readers) {
    enum Safety {
        /** Cannot change, and is not worth a line. */
        IMMUTABLE,
        SAFE,
        UNSAFE,
        UNKNOWN
    }

    static final Type IMMUTABLE = new Type(Safety.IMMUTABLE, "", "", Set.of());
    static final Type UNKNOWN =
            new Type(Safety.UNKNOWN, "a library's; its documentation says whether threads may share it", "", Set.of());

    static Type safe(String note) {
        return new Type(Safety.SAFE, note, "", Set.of());
    }

    static Type unsafe(String note, String instead, Set<String> readers) {
        return new Type(Safety.UNSAFE, note, instead, readers);
    }
}
