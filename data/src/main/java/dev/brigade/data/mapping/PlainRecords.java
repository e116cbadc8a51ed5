package dev.brigade.data.mapping;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;

/**
 * Which records Jdbi maps by the column labels alone: made by their only constructor, of components whose column mappers
 * are built into Jdbi and ask no configuration but that of enums. Others have lists, JSON, nested records or whatever
 * their application has registered.
 */
final class PlainRecords {
    private static final Set<Class<?>> BUILT_IN = Set.of(
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigDecimal.class,
            UUID.class,
            byte[].class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            java.sql.Date.class,
            java.sql.Time.class,
            java.sql.Timestamp.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private PlainRecords() {}

    static boolean isPlain(Class<?> type) {
        Constructor<?>[] constructors = type.getDeclaredConstructors();
        return constructors.length == 1
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(JdbiConstructor.class))
                && components(type).allMatch(PlainRecords::isPlainType);
    }

    static boolean hasEnums(Class<?> type) {
        return components(type).anyMatch(component -> isEnum(component) || isEnum(insideOptional(component)));
    }

    private static Stream<Type> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType);
    }

    private static boolean isPlainType(Type type) {
        return isPlainClass(type) || isPlainClass(insideOptional(type));
    }

    private static boolean isPlainClass(Type type) {
        return type instanceof Class<?> clazz && (clazz.isPrimitive() || clazz.isEnum() || BUILT_IN.contains(clazz));
    }

    private static boolean isEnum(Type type) {
        return type instanceof Class<?> clazz && clazz.isEnum();
    }

    /** What an Optional holds; the type itself if it is none. */
    private static Type insideOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0]
                : type;
    }
}
