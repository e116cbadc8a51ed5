package dev.brigade.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC driver in front of the real ones, for the same URLs, whose calls fail as a {@link FaultPlan} says. While one is
 * installed, every connection that {@link DriverManager} gives is its own. Safe from any thread.
 */
public final class FaultyDriver implements Driver, AutoCloseable {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString", "hashCode", "equals");

    private final List<Driver> real;
    private volatile FaultPlan plan = FaultPlan.NONE;
    private volatile boolean refusesToConnect;

    private FaultyDriver(List<Driver> real) {
        this.real = real;
    }

    /** Takes the place of the real drivers until it is closed. */
    public static FaultyDriver install() throws SQLException {
        FaultyDriver driver = new FaultyDriver(DriverManager.drivers().toList());
        for (Driver one : driver.real) {
            DriverManager.deregisterDriver(one);
        }
        DriverManager.registerDriver(driver);
        return driver;
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
        for (Driver one : real) {
            DriverManager.registerDriver(one);
        }
    }

    /** From now on goes by {@code newPlan}. */
    public void follow(FaultPlan newPlan) {
        plan = newPlan;
    }

    /** From now on fails nothing. */
    public void behave() {
        plan = FaultPlan.NONE;
        refusesToConnect = false;
    }

    /** From now on opens no connection; those that are open work on. */
    public void refuseToConnect() {
        refusesToConnect = true;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (refusesToConnect) {
            throw new SQLException("Made up: connection refused", "08001");
        }
        for (Driver one : real) {
            Connection connection = one.connect(url, info);
            if (connection != null) {
                return new Behind(connection).proxy;
            }
        }
        return null;
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        for (Driver one : real) {
            if (one.acceptsURL(url)) {
                return true;
            }
        }
        return false;
    }

    /** A connection and what comes of it. */
    private final class Behind {
        private final Connection connection;
        private final Connection proxy;

        Behind(Connection connection) {
            this.connection = connection;
            this.proxy = (Connection) of(connection, Connection.class);
        }

        @SuppressWarnings("ReferenceEquality") // a JDBC object is equal to itself only
        private Object of(Object target, Class<?> type) {
            return Proxy.newProxyInstance(
                    FaultyDriver.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        if (method.getName().equals("equals")) {
                            return self == args[0];
                        }
                        if (OF_EVERY_OBJECT.contains(method.getName())) {
                            return method.invoke(target, args);
                        }
                        if (method.getName().equals("getConnection")) {
                            return proxy();
                        }
                        return faulty(target, type, method, args);
                    });
        }

        private Connection proxy() {
            return proxy;
        }

        private @Nullable Object faulty(Object target, Class<?> type, Method method, Object @Nullable [] args)
                throws Throwable {
            String name = type.getSimpleName() + "." + method.getName();
            Optional<Fault> fault = plan.call(name);
            if (fault.isEmpty()) {
                return real(target, method, args);
            }
            switch (fault.get()) {
                case REFUSED -> throw new SQLException("Made up: " + name + " refused", "22012");
                case LOST_BEFORE -> lose();
                case LOST_AFTER -> {
                    real(target, method, args);
                    lose();
                }
                case RUNTIME_EXCEPTION -> throw new IllegalStateException("Made up: " + name + " fails");
                case ERROR -> throw new Fault.MadeUp("Made up: " + name + " fails");
            }
            throw new SQLException("Made up: connection lost in " + name, "08006");
        }

        private @Nullable Object real(Object target, Method method, Object @Nullable [] args) throws Throwable {
            Object answer;
            try {
                answer = method.invoke(target, args);
            } catch (InvocationTargetException wrapped) {
                throw wrapped.getCause();
            }
            return switch (answer) {
                case null -> null;
                case Statement _, ResultSet _, DatabaseMetaData _, ResultSetMetaData _ ->
                    of(answer, method.getReturnType());
                default -> answer;
            };
        }

        /** What was not committed is gone, for H2 and PostgreSQL alike. */
        private void lose() throws SQLException {
            if (connection.getClass().getName().startsWith("org.h2.")) {
                connection.close(); // it knows no abort
            } else {
                connection.abort(Runnable::run);
            }
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
