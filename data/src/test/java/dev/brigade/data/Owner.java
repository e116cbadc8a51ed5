package dev.brigade.data;

import dev.brigade.data.place.Target;
import dev.brigade.data.settings.DatabaseSettings;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Owns connections, lends them to a database and notes what it does with them. Safe from any thread. */
public final class Owner implements DataSource, AutoCloseable {
    private static final Set<String> NOTED = Set.of("commit", "rollback", "close");

    private final DatabaseSettings settings;
    private final Target target;
    private final Connection keeper;
    private final Deque<Connection> idle = new ArrayDeque<>(); // guarded by this
    private final List<Connection> all = new ArrayList<>(); // guarded by this
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private int given; // guarded by this

    public Owner(DatabaseSettings settings) {
        this.settings = settings;
        this.target = TestDatabase.target(settings);
        this.keeper = target.connect();
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** Statements as they were prepared, commits, rollbacks, and connections given back. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** How many connections it has lent so far. */
    public synchronized int given() {
        return given;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        given++;
        Connection real = idle.poll();
        if (real == null) {
            real = target.connect();
            all.add(real);
        }
        Connection lent = real;
        return (Connection) Proxy.newProxyInstance(
                Owner.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, args) -> {
                    if (NOTED.contains(method.getName())) {
                        log.add(method.getName());
                    }
                    if (method.getName().equals("close")) {
                        takeBack(lent);
                        return null;
                    }
                    try {
                        Object made = method.invoke(lent, args);
                        return switch (made) {
                            case PreparedStatement prepared -> {
                                log.add(String.valueOf(args[0]));
                                yield prepared;
                            }
                            case Statement statement -> statement;
                            case null -> null;
                            default -> made;
                        };
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private synchronized void takeBack(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        idle.push(connection);
    }

    @Override
    public synchronized void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
        keeper.close();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

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
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
