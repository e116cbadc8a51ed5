package dev.brigade.data.connections;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.place.Budget;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** HikariCP, set up to do what the desk leaves to it: open, check and retire connections. */
public final class Connections {
    /**
     * How long HikariCP tries to open a connection. Short, so that requests fail soon while the database is down; the wait
     * for a connection that others hold happens at the desk and has its own time.
     */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration RESTED = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofMillis(250); // HikariCP accepts no less

    /**
     * HikariCP takes a connection for broken, and closes it at once, when the database can't do what a statement asks for. PostgreSQL
     * says so of a statement alone, which a savepoint makes good.
     */
    private static final SQLExceptionOverride UNSUPPORTED_IS_NOT_BROKEN = new SQLExceptionOverride() {
        @java.lang.Override // in here the name alone is that of its enum
        public Override adjudicate(SQLException failure) {
            return "0A000".equals(failure.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
        }
    };

    private Connections() {}

    /**
     * All {@code poolSize} connections, opened on the calling thread's time.
     *
     * @param file makes the connections; without one the driver does
     */
    public static ConnectionSource open(DatabaseSettings settings, Target target, Optional<? extends DataSource> file) {
        HikariConfig config = config(settings, target, Budget.MAIN, file);
        config.setMinimumIdle(settings.poolSize());
        HikariDataSource hikari;
        try {
            hikari = new HikariDataSource(config);
        } catch (RuntimeException failure) {
            SQLException cause = Causes.of(failure).stream()
                    .filter(SQLException.class::isInstance)
                    .map(SQLException.class::cast)
                    .findFirst()
                    .orElseThrow(() -> failure);
            throw OpenFailures.filling(target, settings.poolSize(), cause);
        }
        try {
            fill(hikari, settings.poolSize(), settings.leaseTimeout());
            return source(hikari, target, Budget.MAIN, file);
        } catch (SQLException failure) {
            hikari.close();
            throw OpenFailures.filling(target, settings.poolSize(), failure);
        }
    }

    /**
     * A pool beside the main one: its connections are opened when they are asked for, and closed when they have rested.
     * Opens none now.
     *
     * @param file makes the connections; without one the driver does
     */
    public static ConnectionSource beside(
            DatabaseSettings settings, Target target, Budget budget, Optional<? extends DataSource> file) {
        HikariConfig config = config(settings, target, budget, file);
        config.setMinimumIdle(0);
        config.setIdleTimeout(RESTED.toMillis());
        config.setInitializationFailTimeout(-1); // who asks for a connection is told what is wrong
        return source(new HikariDataSource(config), target, budget, file);
    }

    private static ConnectionSource source(
            HikariDataSource hikari, Target target, Budget budget, Optional<? extends DataSource> file) {
        return new HikariConnections(hikari, target.product(), budget.usual().isolation(), file.isPresent());
    }

    private static HikariConfig config(
            DatabaseSettings settings, Target target, Budget budget, Optional<? extends DataSource> file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(budget.poolOf(settings.name()));
        if (file.isPresent()) {
            config.setDataSource(file.get());
        } else if (target.product() == Product.POSTGRESQL) {
            config.setDataSource(new DriverConnections(target));
        } else {
            config.setJdbcUrl(target.url());
            config.setUsername(target.user());
            config.setPassword(target.password());
        }
        config.setExceptionOverride(UNSUPPORTED_IS_NOT_BROKEN);
        config.setMaximumPoolSize(settings.size(budget));
        config.setAutoCommit(false);
        config.setTransactionIsolation(
                "TRANSACTION_" + budget.usual().isolation().name());
        config.setConnectionTimeout(
                Math.clamp(settings.leaseTimeout().toMillis(), SHORTEST.toMillis(), OPEN_TIMEOUT.toMillis()));
        String setUp = target.product().setUp(budget, settings.idleInTransaction());
        if (!setUp.isEmpty()) {
            config.setConnectionInitSql(setUp);
        }
        return config;
    }

    /** A database that is busy may take as much time as somebody who waits for a connection would. */
    private static void fill(HikariDataSource hikari, int size, Duration time) throws SQLException {
        List<Connection> all = new ArrayList<>(size);
        long deadline = System.nanoTime() + Durations.nanos(time);
        try {
            while (all.size() < size) {
                try {
                    all.add(hikari.getConnection());
                } catch (SQLTransientConnectionException late) {
                    if (System.nanoTime() - deadline > 0) {
                        throw late;
                    }
                }
            }
        } finally {
            for (Connection one : all) {
                one.close();
            }
        }
    }
}
