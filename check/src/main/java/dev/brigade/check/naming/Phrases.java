package dev.brigade.check.naming;

import java.util.TreeSet;

/** How accesses are named in a sentence. */
final class Phrases {
    private static final int MOST_COLUMNS = 3;

    private Phrases() {}

    /** {@code Counter.count}, {@code portions of pantry (dish=soup)}. */
    static String thing(Op op) {
        Access access = op.access();
        boolean named = op.event().isSql()
                && !access.columns().isEmpty()
                && access.columns().size() <= MOST_COLUMNS;
        return (named ? String.join(", ", new TreeSet<>(access.columns())) + " of " : "")
                + access.location().text();
    }

    /** With its value if that is known: {@code Counter.count = 0}. */
    static String valued(Op op) {
        return thing(op)
                + (op.access().value().isEmpty() ? "" : " = " + op.access().value());
    }

    /** {@code 19 over the 19 of B}; {@code over what B wrote}. */
    static String over(Op second, Op first, String whose) {
        String written = second.access().value();
        String before = first.access().value();
        return (written.isEmpty() ? "" : written + " ")
                + (before.isEmpty() ? "over what " + whose + " wrote" : "over the " + before + " of " + whose);
    }

    /** The verb of a write, in the past tense. */
    static String did(Op write) {
        return switch (write.access().effect()) {
            case INSERT -> "inserted into";
            case DELETE -> "deleted from";
            default -> "changed";
        };
    }
}
