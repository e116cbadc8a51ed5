package dev.brigade.data.confined;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction's connection says of its database. All of its 180 methods are treated alike, announced as statements
 * since many ask the database, and none is called often: so a reflective proxy does.
 */
final class ConfinedMetaData implements InvocationHandler {
    private static final String WHAT = "The metadata";
    private static final Object[] NONE = {};

    private final Confinement confinement;
    private final DatabaseMetaData target;
    private final Connection connection;

    private ConfinedMetaData(Confinement confinement, DatabaseMetaData target, Connection connection) {
        this.confinement = confinement;
        this.target = target;
        this.connection = connection;
    }

    static DatabaseMetaData of(Confinement confinement, DatabaseMetaData target, Connection connection) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                ConfinedMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new ConfinedMetaData(confinement, target, connection));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it is equal to itself only, and asking its equals would come back here
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] args = given == null ? NONE : given;
        return switch (method.getName()) {
            case "toString" -> WHAT + " of " + confinement.activity().name();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            case "getConnection" -> {
                confinement.check(WHAT);
                yield connection;
            }
            default -> {
                confinement.check(WHAT);
                confinement.needsTransaction(); // one call may be several statements
                yield confined(confinement.inSql("metadata: " + method.getName(), null, () -> forward(method, args)));
            }
        };
    }

    private @Nullable Object forward(Method method, Object[] args) throws SQLException {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException wrapped) {
            switch (wrapped.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(wrapped);
            }
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private @Nullable Object confined(@Nullable Object answer) throws SQLException {
        if (!(answer instanceof ResultSet rows)) {
            return answer;
        }
        Statement hidden = rows.getStatement(); // the driver's own, which the result set must not give away
        if (hidden == null) {
            return ConfinedResultSet.of(confinement, rows, null);
        }
        confinement.opened(hidden);
        return ConfinedResultSet.of(
                confinement, rows, ConfinedStatement.of(confinement, hidden, connection, "metadata"));
    }
}
