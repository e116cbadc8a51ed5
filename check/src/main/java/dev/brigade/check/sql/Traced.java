package dev.brigade.check.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC object that passes on what is called to the driver's. Subclasses look at the calls that matter. Confined to one thread at a
 * time, as the driver's object is.
 */
abstract class Traced<T extends Wrapper> implements InvocationHandler {
    final T target;
    final T proxy;
    final Line line;

    /** @param type the interface of JDBC that the application sees */
    Traced(Class<T> type, T target, Line line) {
        this.target = target;
        this.line = line;
        this.proxy = type.cast(Proxy.newProxyInstance(Traced.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public final @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        @Nullable Object[] arguments = given == null ? new @Nullable Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> isSame(self, arguments[0]);
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> target.toString();
            case "unwrap" -> unwrapped((Class<?>) arguments[0]);
            case "isWrapperFor" -> isWrapper((Class<?>) arguments[0]);
            default -> call(method, arguments);
        };
    }

    @SuppressWarnings("ReferenceEquality") // JDBC's objects have identity
    private static boolean isSame(Object self, @Nullable Object other) {
        return self == other;
    }

    private Object unwrapped(@Nullable Class<?> type) throws SQLException {
        if (type == null) {
            throw new SQLException("A class is needed to unwrap to");
        }
        if (type.isInstance(proxy)) {
            return proxy;
        }
        return type.isInstance(target) ? target : target.unwrap(type);
    }

    private boolean isWrapper(@Nullable Class<?> type) throws SQLException {
        return type != null && (type.isInstance(proxy) || type.isInstance(target) || target.isWrapperFor(type));
    }

    /** Any other method. */
    abstract @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable;

    /** Calls the driver's. */
    final @Nullable Object pass(Method method, @Nullable Object[] arguments) throws Throwable {
        return line.call(target, method, arguments, false);
    }
}
