package dev.brigade.data.connections;

import dev.brigade.data.place.Target;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New connections for HikariCP, which opens them one after the other: one that waited for ever for a network that swallows all would be
 * the last of its pool. Safe from any thread; what is mutable is HikariCP's.
 */
final class DriverConnections implements DataSource {
    private final Target target;
    private final Duration silence;
    private volatile int loginTimeout; // HikariCP's

    /** @param silence how long each of their statements waits for an answer; zero for as long as it takes */
    DriverConnections(Target target, Duration silence) {
        this.target = target;
        this.silence = silence;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = target.open(Duration.ZERO);
        if (!silence.isZero() && connection.getNetworkTimeout() == 0) {
            Target.waits(connection, silence);
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection(); // those are the target's
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    /** It opens none sooner for that; but so long HikariCP waits, when it is closed, for who opens one. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("It logs by SLF4J");
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
