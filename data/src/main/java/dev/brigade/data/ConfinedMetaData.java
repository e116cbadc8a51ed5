package dev.brigade.data;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What a transaction's connection says of its database; many answers are result sets, and ask the database. */
final class ConfinedMetaData extends Confined {
    private final DatabaseMetaData target;
    private final Object connection;

    private ConfinedMetaData(Session session, DatabaseMetaData target, Object connection) {
        super(session, "The metadata");
        this.target = target;
        this.connection = connection;
    }

    static DatabaseMetaData of(Session session, DatabaseMetaData target, Object connection) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                ConfinedMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new ConfinedMetaData(session, target, connection));
    }

    @Override
    Object target() {
        return target;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        Object answer = session().inSql("metadata: " + method.getName(), () -> forward(method, args));
        if (!(answer instanceof ResultSet rows)) {
            return answer;
        }
        Statement hidden = rows.getStatement(); // the driver's own, which the result set must not give away
        if (hidden == null) {
            return ConfinedResultSet.of(session(), rows, null);
        }
        session().opened(hidden);
        Object statement = ConfinedStatement.of(session(), hidden, Statement.class, "metadata", connection);
        return ConfinedResultSet.of(session(), rows, statement);
    }
}
