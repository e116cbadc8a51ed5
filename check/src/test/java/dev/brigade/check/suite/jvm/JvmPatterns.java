package dev.brigade.check.suite.jvm;

import java.util.List;
import java.util.stream.Stream;

/** All patterns between threads of a JVM. */
final class JvmPatterns {
    private JvmPatterns() {}

    static List<Pattern> all() {
        return Stream.of(Updates.ALL, Checks.ALL, Torn.ALL, Hangs.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
