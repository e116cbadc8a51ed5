package dev.brigade.check.control;

import java.lang.constant.ClassDesc;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which field or array a {@code VarHandle} or a field updater reaches, under the name that steps of code which reaches it directly have.
 * What handles stand for never changes. Safe from any thread.
 */
final class FieldPlaces {
    /**
     * A field or an array.
     *
     * @param owner the object or array; null for a static field
     * @param part the field's name with its class; {@link SharedStep#WHOLE} for the elements of an array
     * @param isOrdered whether each access orders threads, as those of a volatile field do, and not only if the method says so
     */
    record Place(@Nullable Object owner, Object part, boolean isOrdered) {
        Place(@Nullable Object owner, Object part) {
            this(owner, part, false);
        }

        /** The field's name for people, with the class that declares it; empty for elements. */
        Optional<String> field() {
            if (!(part instanceof String name) || name.equals(SharedStep.WHOLE)) {
                return Optional.empty();
            }
            int dot = name.lastIndexOf('.');
            return Optional.of(Names.simple(name.substring(0, dot)) + name.substring(dot));
        }

        /** As steps name it. */
        Object stepOwner() {
            return owner == null ? SharedStep.STATIC : owner;
        }
    }

    /** By handle, the field's name; empty if it is not known. */
    private static final Map<Object, Optional<String>> NAMES = Collections.synchronizedMap(new WeakHashMap<>());

    private FieldPlaces() {}

    /** Whether {@code receiver} reaches a place that others reach without it. */
    static boolean isHandle(@Nullable Object receiver) {
        return receiver instanceof VarHandle || receiver instanceof Field || isUpdater(receiver);
    }

    /** What a call on a handle, with this as its first argument, reaches; null if that is not known. */
    static @Nullable Place of(Object handle, @Nullable Object argument) {
        if (handle instanceof Field field) {
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            return isStatic || argument != null
                    ? new Place(
                            isStatic ? null : argument,
                            field.getDeclaringClass().getName() + "." + field.getName(),
                            Modifier.isVolatile(field.getModifiers()))
                    : null;
        }
        if (handle instanceof VarHandle variable) {
            List<Class<?>> coordinates = variable.coordinateTypes();
            if (!coordinates.isEmpty() && coordinates.getFirst().isArray()) {
                return argument == null ? null : new Place(argument, SharedStep.WHOLE);
            }
            if (coordinates.size() == 1 && argument == null) {
                return null;
            }
        } else if (argument == null) {
            return null;
        }
        boolean isStatic = handle instanceof VarHandle variable
                && variable.coordinateTypes().isEmpty();
        return NAMES.computeIfAbsent(handle, FieldPlaces::name)
                .map(name -> new Place(isStatic ? null : argument, name))
                .orElse(null);
    }

    private static boolean isUpdater(@Nullable Object receiver) {
        return receiver instanceof AtomicIntegerFieldUpdater
                || receiver instanceof AtomicLongFieldUpdater
                || receiver instanceof AtomicReferenceFieldUpdater;
    }

    private static Optional<String> name(Object handle) {
        if (handle instanceof VarHandle variable) {
            return variable.describeConstable()
                    .filter(known -> known.bootstrapArgs()[0] instanceof ClassDesc)
                    .map(known -> binary((ClassDesc) known.bootstrapArgs()[0]) + "." + known.constantName());
        }
        try {
            Class<?> type = (Class<?>) inside(handle, "tclass");
            long offset = (Long) inside(handle, "offset");
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && Offsets.of(field) == offset) {
                    return Optional.of(type.getName() + "." + field.getName());
                }
            }
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String binary(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private static Object inside(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    /** Where fields are in their objects, which is all that an updater knows. */
    private static final class Offsets {
        private static final Object UNSAFE;
        private static final Method OFFSET;

        static {
            try {
                Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
                UNSAFE = unsafe.getMethod("getUnsafe").invoke(null);
                OFFSET = unsafe.getMethod("objectFieldOffset", Field.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static long of(Field field) throws IllegalAccessException, InvocationTargetException {
            return (Long) OFFSET.invoke(UNSAFE, field);
        }
    }
}
