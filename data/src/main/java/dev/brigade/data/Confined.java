package dev.brigade.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC object that belongs to one thread and one transaction: a proxy that asks its {@link Session} before each call.
 *
 * <p>A proxy and not a class with all methods, since JDBC's interfaces have some 400. The price is that of a reflective
 * call; the switch on the method's name compares a cached hash and falls through for nearly all calls.
 *
 * <p>Closing is allowed after the end, when it does nothing, since libraries close in {@code finally}. {@code unwrap} gives
 * out the driver's own object for what JDBC has no words for, such as PostgreSQL's COPY; that object is not confined, and
 * whoever unwraps it keeps it in its thread and forgets it at the end of the transaction. {@code unwrap} to a type of JDBC
 * itself gives the confined object.
 */
abstract class Confined implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Session session;
    private final String what;

    /** {@code what} begins messages: {@code "The connection"}. */
    Confined(Session session, String what) {
        this.session = session;
        this.what = what;
    }

    final Session session() {
        return session;
    }

    /** The driver's object. */
    abstract Object target();

    /** A call by the right thread at the right time, of a method that is not treated alike for all. */
    abstract @Nullable Object call(Object proxy, Method method, Object[] args) throws Throwable;

    /** {@code close()} by the right thread at the right time. */
    void close(Method method, Object[] args) throws Throwable {
        forward(method, args);
    }

    /** {@code isClosed()} by the right thread at the right time. */
    boolean isClosed(Method method, Object[] args) throws Throwable {
        return Boolean.TRUE.equals(forward(method, args));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] args = given == null ? NONE : given;
        return switch (method.getName()) {
            case "toString" -> what + " of " + session.activity().name();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> isSame(proxy, args[0]);
            case "isClosed" -> {
                session.checkThread(what);
                yield session.isEnded() || isClosed(method, args);
            }
            case "close" -> {
                session.checkThread(what);
                if (!session.isEnded()) {
                    close(method, args);
                }
                yield null;
            }
            case "unwrap" -> {
                session.check(what);
                yield ((Class<?>) args[0]).isInstance(proxy) ? proxy : forward(method, args);
            }
            case "isWrapperFor" -> {
                session.check(what);
                yield ((Class<?>) args[0]).isInstance(proxy) || Boolean.TRUE.equals(forward(method, args));
            }
            default -> {
                session.check(what);
                yield call(proxy, method, args);
            }
        };
    }

    @SuppressWarnings(
            "ReferenceEquality") // a JDBC object is equal to itself only, and asking its equals would come back here
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    /** What the driver answers, or throws. */
    final @Nullable Object forward(Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target(), args);
        } catch (InvocationTargetException wrapped) {
            Throwable failure = wrapped.getCause() == null ? wrapped : wrapped.getCause();
            if (failure instanceof SQLException sql) {
                session.failed(sql);
            }
            throw failure;
        }
    }

    /** {@code answer}, confined if it is a result set. */
    final @Nullable Object confined(@Nullable Object answer, @Nullable Object statement) {
        return answer instanceof ResultSet rows ? ConfinedResultSet.of(session, rows, statement) : answer;
    }
}
