package dev.brigade.data;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** The rows that a statement of a transaction has found. */
final class ConfinedResultSet extends Confined {
    private final ResultSet target;
    private final @Nullable Object statement;

    private ConfinedResultSet(Session session, ResultSet target, @Nullable Object statement) {
        super(session, "A result set");
        this.target = target;
        this.statement = statement;
    }

    static ResultSet of(Session session, ResultSet target, @Nullable Object statement) {
        return (ResultSet) Proxy.newProxyInstance(
                ConfinedResultSet.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new ConfinedResultSet(session, target, statement));
    }

    @Override
    Object target() {
        return target;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        String name = method.getName();
        if (name.equals("getStatement")) {
            return statement;
        }
        // getObject of a REF CURSOR is a result set too
        return name.equals("getObject") ? confined(forward(method, args), statement) : forward(method, args);
    }
}
