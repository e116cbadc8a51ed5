package dev.brigade.threads;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which types are known to have only immutable values, so that these need no guard. Safe from any thread. */
final class Immutability {
    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class);

    private static final ClassValue<Boolean> CERTAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isCertain(type, new HashSet<>());
        }
    };

    private Immutability() {}

    /** False also where it is not known. A record is immutable if the types of all its components are. */
    static boolean isCertain(Class<?> type) {
        return CERTAIN.get(type);
    }

    private static boolean isCertain(Class<?> type, Set<Class<?>> seen) {
        return type.isPrimitive()
                || KNOWN.contains(type)
                || isOfTime(type)
                || isEnum(type)
                || isPlainRecord(type, seen);
    }

    private static boolean isOfTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && (Temporal.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type));
    }

    /** Whose constants have no fields that change, as is the custom. */
    private static boolean isEnum(Class<?> type) {
        return Enum.class.isAssignableFrom(type);
    }

    /** Of components that are immutable; one of {@code seen} is, unless another is not. */
    private static boolean isPlainRecord(Class<?> type, Set<Class<?>> seen) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null
                && (!seen.add(type)
                        || Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .allMatch(component -> isCertain(component, seen)));
    }
}
