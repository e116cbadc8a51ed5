package dev.brigade.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who explores: the test, as far as the stack says. */
final class Caller {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(?<method>\\w+)\\$\\d+");

    /** What stands between a test and what it calls. */
    private static final List<String> OTHERS = List.of("java.", "jdk.", "org.junit.", "org.assertj.");

    private Caller() {}

    /** Class and method, as {@code bank.CounterTest.two_adds}; empty if it is no class of its own. */
    static String name() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOutside(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + method(frame.getMethodName()))
                        .orElse(""));
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        return lambda.matches() ? lambda.group("method") : name;
    }

    private static boolean isOutside(String className) {
        if (className.startsWith("dev.brigade.check.")) {
            return className.endsWith("Test") || className.indexOf('.', "dev.brigade.check.".length()) >= 0;
        }
        return OTHERS.stream().noneMatch(className::startsWith);
    }
}
