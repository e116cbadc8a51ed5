package dev.brigade.check.database;

import dev.brigade.check.control.SqlPoints;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections whose statements, commits and rollbacks are points. */
final class TracedDataSource implements DataSource {
    private final ConnectionStore store;
    private final SqlPoints points;
    private final Wire wire;

    TracedDataSource(ConnectionStore store, SqlPoints points, Wire wire) {
        this.store = store;
        this.points = points;
        this.wire = wire;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return TracedConnection.of(store, points, wire);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
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
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return store.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return store.isWrapperFor(type);
    }
}
