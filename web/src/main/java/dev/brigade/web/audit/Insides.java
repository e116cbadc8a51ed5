package dev.brigade.web.audit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Looks into objects: fields by reflection, what the JDK has made by its own methods. */
final class Insides {
    private Insides() {}

    /** The value of a field; empty if it is null or may not be looked at. */
    static Optional<Object> value(Field field, @Nullable Object owner) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(owner));
        } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The fields of an object, those of its superclasses first, as far as {@code counts} says so. */
    static List<Field> fields(Class<?> type, java.util.function.Predicate<Class<?>> counts) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (counts.test(one)) {
                List<Field> own = new ArrayList<>();
                for (Field field : one.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        own.add(field);
                    }
                }
                fields.addAll(0, own);
            }
        }
        return fields;
    }

    static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getName().contains("$$Lambda");
    }

    /** The binary name of the class in whose source a lambda stands. */
    static String host(Class<?> lambda) {
        return lambda.getName().substring(0, lambda.getName().indexOf("$$Lambda"));
    }

    /** What a lambda has captured, in order. */
    static List<Field> captured(Class<?> lambda) {
        return Arrays.stream(lambda.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
    }

    /** Hands each element to {@code visitor}, with what it is: {@code an element}, {@code a key}, {@code a value}. */
    static void elements(Object container, BiConsumer<String, Object> visitor) {
        switch (container) {
            case Object[] array -> each("an element", Arrays.asList(array), visitor);
            case Optional<?> optional -> optional.ifPresent(value -> visitor.accept("the value", value));
            case AtomicReference<?> reference -> each("the value", Arrays.asList(reference.get()), visitor);
            case AtomicReferenceArray<?> array -> {
                for (int i = 0; i < array.length(); i++) {
                    each("an element", Arrays.asList(array.get(i)), visitor);
                }
            }
            case BlockingQueue<?> _ -> {} // its items belong to the thread that takes them
            case Map<?, ?> map
            when isJdk(map) ->
                map.forEach((key, value) -> {
                    each("a key", Arrays.asList(key), visitor);
                    each("a value", Arrays.asList(value), visitor);
                });
            case Collection<?> collection when isJdk(collection) -> each("an element", collection, visitor);
            default -> {}
        }
    }

    private static void each(String what, Iterable<?> values, BiConsumer<String, Object> visitor) {
        for (Object value : values) {
            if (value != null) {
                visitor.accept(what, value);
            }
        }
    }

    private static boolean isJdk(Object container) {
        return container.getClass().getName().startsWith("java.util.");
    }

    static boolean isEmptyArray(Object object) {
        return object.getClass().isArray() && Array.getLength(object) == 0;
    }
}
