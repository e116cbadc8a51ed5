package dev.brigade.check.control;

import dev.brigade.check.agent.Site;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what traced steps read and write. What is read is looked up just before, since nobody else runs in between; what is
 * written just before the next step of any thread. Confined to the carrier.
 */
final class Values {
    private boolean tracing;
    private @Nullable Runnable pending;
    /** By which field an object was read, as far as that is known. */
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();

    void begin(boolean traces) {
        tracing = traces;
        pending = null;
        JdkCalls.clear(names);
    }

    /** What an object is called, for people. */
    String nameOf(Object object) {
        String known = names.get(object);
        return known == null ? Names.simple(object.getClass().getName()) : known;
    }

    boolean isTracing() {
        return tracing;
    }

    /** Looks up what the last step has written. */
    void end() {
        Runnable last = pending;
        pending = null;
        if (last != null) {
            last.run();
        }
    }

    void field(FieldStep step, @Nullable Object owner, Site site) {
        if (tracing) {
            end();
            if (step.changes()) {
                pending = () -> step.value(read(owner, site));
            } else {
                step.value(read(owner, site));
            }
        }
    }

    void element(ArrayStep step, Object array, int index) {
        if (tracing) {
            end();
            if (step.changes()) {
                pending = () -> step.value(element(array, index));
            } else {
                step.value(element(array, index));
            }
        }
    }

    private static String element(Object array, int index) {
        return index < 0 || index >= Array.getLength(array) ? "" : text(Array.get(array, index));
    }

    private String read(@Nullable Object owner, Site site) {
        try {
            Class<?> type = owner == null
                    ? Class.forName(site.owner(), false, Thread.currentThread().getContextClassLoader())
                    : owner.getClass();
            Optional<Field> field = find(type, site);
            if (field.isEmpty() || !field.get().trySetAccessible()) {
                return "";
            }
            Object value = field.get().get(owner);
            if (value != null && !(value instanceof Number) && !(value instanceof String)) {
                names.put(value, Names.simple(site.owner()) + "." + site.member());
            }
            return text(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "";
        }
    }

    private static Optional<Field> find(Class<?> from, Site site) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(site.member())) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    static String text(@Nullable Object value) {
        return value == null ? "null" : Names.value(value);
    }
}
