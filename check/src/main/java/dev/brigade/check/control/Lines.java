package dev.brigade.check.control;

import java.util.List;

/** Where in the application's code a thread is. */
final class Lines {
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final List<String> OTHERS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "org.jdbi.",
            "com.zaxxer.",
            "org.h2.",
            "org.postgresql.",
            "org.springframework.",
            "org.hibernate.",
            "org.junit.");

    private Lines() {}

    /** The line of the application from which the calling thread has come: {@code Orders.add(Orders.java:31)}; empty if none. */
    static String here() {
        return WALKER.walk(
                frames -> frames.filter(frame -> frame.getLineNumber() > 0 && isOfTheApplication(frame.getClassName()))
                        .findFirst()
                        .map(frame -> Names.simple(frame.getClassName()) + "." + frame.getMethodName() + "("
                                + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                        .orElse(""));
    }

    private static boolean isOfTheApplication(String className) {
        if (className.startsWith("dev.brigade.")) {
            return className.contains(".programs.");
        }
        return OTHERS.stream().noneMatch(className::startsWith);
    }
}
