package dev.brigade.jobs.run;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections for db-scheduler's own statements: each a transaction of the thread that asks, on a connection of the budget of
 * jobs, which it ends by {@code commit} or {@code rollback} and by {@code close} at the latest. Safe from any thread.
 *
 * @param database where the jobs are
 */
record UpkeepSource(Database database) implements DataSource {

    @Override
    public Connection getConnection() {
        Transaction transaction = database.beginUpkeep();
        Connection confined = transaction.connection();
        return (Connection) Proxy.newProxyInstance(
                UpkeepSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "commit" -> transaction.commit();
                        case "rollback", "close" -> transaction.rollback(); // does nothing after a commit
                        case "getAutoCommit" -> {
                            return false;
                        }
                        default -> {
                            return called(confined, method, arguments);
                        }
                    }
                    return null;
                });
    }

    private static @Nullable Object called(
            Connection confined, java.lang.reflect.Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(confined, arguments);
        } catch (InvocationTargetException e) {
            throw Optional.ofNullable(e.getCause()).orElse(e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is that of the application");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("It logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("It is no wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
