package dev.brigade.check.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that tells a {@link SqlListener} of what is done with its connections, and otherwise does what another does. It
 * can be put around a pool, or under one.
 *
 * <p>Connections, statements and results are dynamic proxies: of a statement of H2 that takes about a microsecond, they cost two to
 * three tenths, so that there is no need for classes of 700 methods. {@code unwrap} gives out the driver's objects, of whose use
 * nobody is told.
 *
 * <p>Safe from any thread, as far as the other is.
 */
public final class TracedDataSource implements DataSource {
    private final DataSource target;
    private final @Nullable Lender lender;
    private final SqlListener listener;
    private final Wire wire;
    private volatile int usualIsolation = -1;

    private TracedDataSource(DataSource target, @Nullable Lender lender, SqlListener listener, Wire wire) {
        this.target = target;
        this.lender = lender;
        this.listener = listener;
        this.wire = wire;
    }

    /** Tells {@code listener} of what is done with connections of {@code target} that are taken from here. */
    public static DataSource around(DataSource target, SqlListener listener) {
        return new TracedDataSource(target, null, listener, Wire.DIRECT);
    }

    /** The same with connections that {@code lender} keeps, and with {@code wire} around each call of their driver. */
    public static DataSource around(Lender lender, SqlListener listener, Wire wire) {
        return new TracedDataSource(lender, lender, listener, wire);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return traced(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return traced(target.getConnection(user, password));
    }

    private Connection traced(Connection connection) throws SQLException {
        return TracedConnection.of(connection, listener, wire, isolation(connection), lender);
    }

    private int isolation(Connection connection) throws SQLException {
        return lender == null ? usualIsolation(connection) : lender.isolation(connection);
    }

    /**
     * Of a connection that nobody has used. Asked once, since PostgreSQL's driver asks the server; and not within a transaction, which
     * it would open.
     */
    private int usualIsolation(Connection connection) throws SQLException {
        int known = usualIsolation;
        if (known < 0) {
            known = connection.getAutoCommit()
                    ? connection.getTransactionIsolation()
                    : connection.getMetaData().getDefaultTransactionIsolation();
            usualIsolation = known; // two threads may both have asked, with the same answer
        }
        return known;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(target) || target.isWrapperFor(type);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        target.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public String toString() {
        return "traced " + target;
    }
}
