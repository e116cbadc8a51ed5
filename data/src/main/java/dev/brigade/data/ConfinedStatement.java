package dev.brigade.data;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement of a transaction. Announces what it executes. */
final class ConfinedStatement extends Confined {
    private final Statement target;
    private final Object connection;
    private String sql;

    private ConfinedStatement(Session session, Statement target, String sql, Object connection) {
        super(session, "A statement");
        this.target = target;
        this.sql = sql;
        this.connection = connection;
    }

    /** {@code type} is the interface to show: {@code Statement}, {@code PreparedStatement} or {@code CallableStatement}. */
    static Object of(Session session, Statement target, Class<?> type, String sql, Object connection) {
        return Proxy.newProxyInstance(
                ConfinedStatement.class.getClassLoader(),
                new Class<?>[] {type},
                new ConfinedStatement(session, target, sql, connection));
    }

    @Override
    Object target() {
        return target;
    }

    @Override
    void close(Method method, Object[] args) throws Throwable {
        session().closed(target);
        forward(method, args);
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute")) {
            boolean own = args.length > 0 && args[0] instanceof String;
            String text = own ? (String) args[0] : sql;
            if (own) {
                session().checkReadOnly(text);
            }
            return confined(session().inSql(text, () -> forward(method, args)), proxy);
        }
        if (name.equals("getConnection")) {
            return connection;
        }
        if (name.equals("addBatch") && args.length > 0 && args[0] instanceof String given) {
            session().checkReadOnly(given);
            sql = given; // of a batch of many statements, the last one names it
        }
        return confined(forward(method, args), proxy);
    }
}
