package dev.brigade.web;

import dev.brigade.web.audit.code.HandedOver;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the place of the application's code that calls {@link App} or {@link Routes}. Safe from any thread. */
final class HandingOver {
    private static final Set<Class<?>> DECLARING = Set.of(
            HandingOver.class,
            App.class,
            MeetingPlaces.class,
            Routes.class,
            RouteGroup.class,
            Consumption.class,
            LiveOptions.class);
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private HandingOver() {}

    /** The innermost call that comes from other code; some microseconds. */
    static Optional<HandedOver> place() {
        return place(_ -> false);
    }

    /** As {@link #place()}, where {@code declaring} is no other code either. */
    static Optional<HandedOver> place(Class<?> declaring) {
        return place(declaring::equals);
    }

    private static Optional<HandedOver> place(Predicate<Class<?>> isDeclaring) {
        return STACK.walk(frames -> frames.filter(frame -> !DECLARING.contains(frame.getDeclaringClass())
                                && !isDeclaring.test(frame.getDeclaringClass()))
                        .findFirst())
                .map(frame -> new HandedOver(
                        frame.getClassName(), frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex()));
    }
}
