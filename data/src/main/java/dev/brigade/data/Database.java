package dev.brigade.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * A database of an application: its pool, its lease desk, its migrations. As a meeting point it is where statements,
 * commits and rollbacks happen; {@link #pool} is where threads wait for a connection.
 *
 * <p>Safe from any thread. What is mutable here is {@link #leased}, in which an activity has at most one session, put in
 * before its lease and taken out before the connection goes back; all else is final and safe by itself.
 */
public final class Database implements MeetingPoint, AutoCloseable {
    private static final long OPEN_TIMEOUT = Duration.ofSeconds(3).toMillis();

    private final DatabaseSettings settings;
    private final Product product;
    private final Connection keeper;
    private final Desk desk;
    private final Handles handles = new Handles();
    private final Map<Object, Session> leased = new ConcurrentHashMap<>();

    private Database(DatabaseSettings settings, Target target, Connection keeper, HikariDataSource hikari) {
        this.settings = settings;
        this.product = target.product();
        this.keeper = keeper;
        this.desk = new Desk(
                settings.name(),
                hikari,
                TransactionOptions.DEFAULT.isolation(),
                settings.poolSize(),
                settings.leaseTimeout());
    }

    /**
     * Connects, fills the pool and migrates; on the calling thread, before anything else runs.
     *
     * @throws DatabaseException if it can't be reached or a migration fails, saying what to do
     */
    public static Database open(DatabaseSettings settings) {
        Target target = Target.of(settings);
        return new Database(settings, target, target.connect(), pool(settings, target));
    }

    private static HikariDataSource pool(DatabaseSettings settings, Target target) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.name());
        config.setJdbcUrl(target.url());
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(settings.poolSize());
        config.setAutoCommit(false);
        config.setTransactionIsolation(
                "TRANSACTION_" + TransactionOptions.DEFAULT.isolation().name());
        config.setConnectionTimeout(Math.clamp(settings.leaseTimeout().toMillis(), 250, OPEN_TIMEOUT));
        HikariDataSource hikari = new HikariDataSource(config);
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < settings.poolSize(); i++) {
                all.add(hikari.getConnection());
            }
            for (Connection one : all) {
                one.close();
            }
            return hikari;
        } catch (SQLException failure) {
            hikari.close();
            throw OpenFailures.unavailable(settings.name(), failure);
        }
    }

    @Override
    public Kind kind() {
        return Kind.DATABASE;
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** Where threads wait for a connection of this database. */
    public MeetingPoint pool() {
        return desk;
    }

    /** The pool at this moment. */
    public PoolView poolView() {
        return desk.view();
    }

    /**
     * A transaction for the current thread; a connection is leased when its first statement runs.
     *
     * @throws IllegalStateException if {@code activity} has a transaction on this database that holds a connection
     */
    public Transaction begin(Activity activity, TransactionOptions options) {
        Session other = leased.get(key(activity));
        if (other != null) {
            throw second(other);
        }
        return new Transaction(new Session(this, activity, options));
    }

    /** Closes the pool; leased connections are closed too. */
    @Override
    public void close() {
        desk.close();
        try {
            keeper.close();
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "Database \"" + name() + "\" did not close properly: " + Failures.reason(failure), failure);
        }
    }

    Product product() {
        return product;
    }

    Handle handle(Connection connection) {
        return handles.open(connection);
    }

    Lease lease(Session session) {
        Object key = key(session.activity());
        Session other = leased.putIfAbsent(key, session);
        if (other != null) {
            throw second(other);
        }
        boolean done = false;
        try {
            Lease lease = desk.lease(session.activity(), session.options());
            done = true;
            return lease;
        } finally {
            if (!done) {
                leased.remove(key, session);
            }
        }
    }

    void giveBack(Session session, Lease lease, boolean sound) {
        leased.remove(key(session.activity()), session);
        desk.giveBack(lease, sound);
    }

    /** Threads that no part of Brigade started have a new activity each time they are asked, so the thread stands for it. */
    private static Object key(Activity activity) {
        return activity.kind() == Activity.Kind.OTHER ? Thread.currentThread() : activity;
    }

    private IllegalStateException second(Session first) {
        return new IllegalStateException(first.activity().name() + " holds a connection of database \"" + name()
                + "\" for a transaction that has not ended, and gets no second one, since it could wait for itself."
                + " Use the first, or end it before the next begins.");
    }
}
