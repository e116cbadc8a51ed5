package dev.brigade.check.control;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which arguments contain something that threads can share and a method of the JDK looks at. */
final class Contained {
    private static final String ATOMICS = "java.util.concurrent.atomic.";

    private Contained() {}

    /** {@code argument} of {@code method}, if it contains something; of the arguments that a text is made of, those that do. */
    static List<Object> of(@Nullable Object argument, String method) {
        if (argument == null) {
            return List.of();
        }
        if (argument instanceof Object[] all && isOfAnyNumber(method)) {
            return Stream.of(all)
                    .filter(Objects::nonNull)
                    .filter(Contained::contains)
                    .toList();
        }
        return contains(argument) ? List.of(argument) : List.of();
    }

    private static boolean isOfAnyNumber(String method) {
        return method.equals("format")
                || method.equals("formatted")
                || method.equals("printf")
                || method.equals("hash");
    }

    private static boolean contains(Object argument) {
        return switch (argument) {
            case String _ -> false;
            case Collection<?> _, Map<?, ?> _ ->
                !argument.getClass().getName().startsWith("java.util.ImmutableCollections");
            case CharSequence _ -> argument instanceof Appendable;
            default -> argument.getClass().isArray() || isAtomic(argument);
        };
    }

    private static boolean isAtomic(Object argument) {
        return argument.getClass().getName().startsWith(ATOMICS);
    }
}
