package dev.brigade.check.agent;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Maps in which an entry moves when somebody gets it, as caches that keep what was used last: to get is to change. */
final class AccessOrder {
    private static final @Nullable Field FIELD = field();

    private AccessOrder() {}

    /** Whether {@code call}, which reads elsewhere, changes {@code map}. */
    static boolean changes(Object map, Call call) {
        return map instanceof LinkedHashMap<?, ?>
                && call.is(CallKind.READ)
                && call.method().startsWith("get")
                && isOn(map);
    }

    private static boolean isOn(Object map) {
        try {
            return FIELD != null && FIELD.getBoolean(map);
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private static @Nullable Field field() {
        try {
            Field field = LinkedHashMap.class.getDeclaredField("accessOrder");
            return field.trySetAccessible() ? field : null;
        } catch (NoSuchFieldException e) {
            return null; // another JDK
        }
    }
}
