package dev.brigade.web;

import dev.brigade.web.audit.code.HandedOver;
import java.util.Optional;
import java.util.Set;

/** Finds the place of the application's code that calls {@link App} or {@link Routes}. Safe from any thread. */
final class HandingOver {
    private static final Set<Class<?>> DECLARING = Set.of(HandingOver.class, App.class, Routes.class, RouteGroup.class);
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private HandingOver() {}

    /** The innermost call that comes from other code; some microseconds. */
    static Optional<HandedOver> place() {
        return place("");
    }

    /** @param declaringPackage whose code declares too */
    static Optional<HandedOver> place(String declaringPackage) {
        return STACK.walk(frames -> frames.filter(frame -> !DECLARING.contains(frame.getDeclaringClass())
                                && !frame.getDeclaringClass().getPackageName().equals(declaringPackage))
                        .findFirst())
                .map(frame -> new HandedOver(
                        frame.getClassName(), frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex()));
    }
}
