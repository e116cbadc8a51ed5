package dev.brigade.check.sql;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import org.jspecify.annotations.Nullable;

/** Doesn't give out the driver's connection. */
final class TracedMetaData extends Traced<DatabaseMetaData> {
    private final Connection connection;

    TracedMetaData(DatabaseMetaData target, Connection connection, Line line) {
        super(DatabaseMetaData.class, target, line);
        this.connection = connection;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        return method.getName().equals("getConnection") ? connection : pass(method, arguments);
    }
}
