package dev.brigade.check.sql;

import java.lang.reflect.Method;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** What the columns of a result are like, or the parameters of a statement: a driver may ask the database when it is asked for that. */
final class TracedDescription<T extends Wrapper> extends Traced<T> {
    private TracedDescription(Class<T> type, T target, Line line) {
        super(type, target, line);
    }

    /** @param target null if there are no columns */
    static <T extends Wrapper> @Nullable T of(Class<T> type, @Nullable Object target, Line line) {
        return target == null ? null : new TracedDescription<>(type, type.cast(target), line).proxy;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        return pass(method, arguments);
    }
}
