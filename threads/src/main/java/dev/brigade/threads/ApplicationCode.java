package dev.brigade.threads;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which frames of a stack are the application's own, so that a message can name a line that its author knows. */
public final class ApplicationCode {

    /** Whose frames are not the application's. */
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.brigade.threads.",
            "dev.brigade.data.",
            "dev.brigade.web.",
            "dev.brigade.live.",
            "io.helidon.",
            "io.pebbletemplates.",
            "tools.jackson.",
            "com.zaxxer.hikari.",
            "org.h2.",
            "org.hibernate.validator.",
            "org.jdbi.",
            "org.postgresql.",
            "org.slf4j.",
            "ch.qos.logback.");

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final StackWalker WITH_CLASSES = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private ApplicationCode() {}

    /** Whether {@code frame} is none of a library, the JDK or Brigade. */
    public static boolean isOf(StackTraceElement frame) {
        return isOf(frame.getClassName());
    }

    private static boolean isOf(String type) {
        return LIBRARIES.stream().noneMatch(type::startsWith);
    }

    /** The innermost frame of the application in {@code stack}. */
    public static Optional<StackTraceElement> innermost(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (isOf(frame)) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    /** The innermost frame of the application on the current thread. */
    public static Optional<StackTraceElement> here() {
        return WALKER.walk(frames -> frames.filter(frame -> isOf(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement));
    }

    /**
     * The frame that has called into {@code types} on the current thread, if it is one of the application's own.
     *
     * @param types classes that call each other; a method of one is on the stack
     */
    static Optional<StackWalker.StackFrame> callerOf(Set<Class<?>> types) {
        return WITH_CLASSES
                .walk(frames -> frames.dropWhile(frame -> !types.contains(frame.getDeclaringClass()))
                        .dropWhile(frame -> types.contains(frame.getDeclaringClass()))
                        .findFirst())
                .filter(frame -> isOf(frame.getClassName()));
    }

    /** The innermost frame of the application on the thread of {@code activity}; empty if it runs no more. */
    public static Optional<StackTraceElement> of(Activity activity) {
        return activity.thread().flatMap(thread -> innermost(thread.getStackTrace()));
    }

    /** For people: {@code kitchen.Oven.bake(Oven.java:88)}, without module and class loader. */
    public static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
