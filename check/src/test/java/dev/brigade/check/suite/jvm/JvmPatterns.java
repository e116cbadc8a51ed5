package dev.brigade.check.suite.jvm;

import java.util.List;
import java.util.stream.Stream;

/** All patterns between threads of a JVM. */
public final class JvmPatterns {
    private JvmPatterns() {}

    public static List<Pattern> all() {
        return Stream.of(Updates.ALL, Checks.ALL, Torn.ALL, Hangs.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
