package dev.brigade.check.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a class's objects is looked at, found out once for each class. Immutable.
 *
 * @param isPlain whether an object's text says all
 * @param isOfTheJdk whether it comes with the JDK, whose fields are not followed
 * @param parts its fields, those of its superclasses too
 */
record Shape(boolean isPlain, boolean isOfTheJdk, List<Part> parts) {

    /** A field, made readable if that is possible. */
    record Part(String name, Field field, boolean isReadable) {

        private static Part of(Field field) {
            return new Part(field.getName(), field, field.trySetAccessible());
        }

        @Nullable
        Object of(Object owner) {
            try {
                return isReadable ? field.get(owner) : "not readable";
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final ClassValue<Shape> KNOWN = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(
                    isPlain(type), isOfTheJdk(type), isPlain(type) || isOfTheJdk(type) ? List.of() : parts(type));
        }
    };

    static Shape of(Object object) {
        return KNOWN.get(object.getClass());
    }

    private static boolean isPlain(Class<?> type) {
        String name = type.getName();
        return ((CharSequence.class.isAssignableFrom(type) || Number.class.isAssignableFrom(type))
                        && saysWhatItIs(type))
                || Enum.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == Character.class
                || type == Class.class
                || name.startsWith("java.time.")
                || name.startsWith("java.net.")
                || name.equals("java.util.UUID")
                || name.equals("java.util.Date")
                || name.equals("java.util.StringJoiner")
                || name.equals("java.util.regex.Pattern")
                || name.equals("java.io.File")
                || Path.class.isAssignableFrom(type)
                || (name.startsWith("java.util.") && name.endsWith("SummaryStatistics"))
                || (name.startsWith("java.sql.") && Date.class.isAssignableFrom(type))
                || name.equals("java.util.Locale")
                || name.equals("java.util.BitSet")
                || name.equals("java.util.Currency")
                || (name.startsWith("java.util.Optional") && !name.equals("java.util.Optional"))
                || (name.startsWith("java.util.concurrent.atomic.Atomic") && !name.contains("Reference"));
    }

    /** Not the text that all objects have, which is another in each run. */
    private static boolean saysWhatItIs(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // each class has it
        }
    }

    @SuppressWarnings("ReferenceEquality") // a class loader is what it is
    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Of what an application's class inherits from the JDK, which is full of threads and nodes of queues, what a lock counts. */
    private static boolean isState(Field field) {
        return field.getName().equals("state")
                && (field.getDeclaringClass() == AbstractQueuedSynchronizer.class
                        || field.getDeclaringClass() == AbstractQueuedLongSynchronizer.class);
    }

    private static List<Part> parts(Class<?> from) {
        return Stream.<Class<?>>iterate(from, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !isOfTheJdk(field.getDeclaringClass()) || isState(field))
                .map(Part::of)
                .toList();
    }
}
