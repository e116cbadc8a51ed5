package dev.brigade.data;

import dev.brigade.data.connections.ConnectionSource;
import dev.brigade.data.connections.Connections;
import dev.brigade.data.connections.GivenConnections;
import dev.brigade.data.desk.Desk;
import dev.brigade.data.desk.Lease;
import dev.brigade.data.desk.SideDesk;
import dev.brigade.data.embedded.KnownEngine;
import dev.brigade.data.embedded.Leftovers;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.mapping.Handles;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import dev.brigade.data.pool.PoolView;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.data.settings.OwnTables;
import dev.brigade.data.tables.TableInstaller;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.guard.RowWaits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of an application: its pool, its lease desk, its migrations. As a meeting point it is where statements,
 * commits and rollbacks happen; {@link #pool} is where threads wait for a connection.
 *
 * <p>Safe from any thread. What is mutable here is {@link #leased}, in which an activity has at most one session for each
 * {@link Budget}, put in before its lease and taken out before the connection goes back; all else is final and safe by itself.
 */
public final class Database implements MeetingPoint, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    private final Target target;
    private final Optional<Connection> keeper;
    private final Desk desk;
    private final SideDesk separateDesk;
    private final SideDesk streamDesk;
    private final SideDesk jobsDesk;
    private final SeparateTransactions separate = new SeparateTransactions(this);
    private final Handles handles;
    private final boolean embedded;
    private final boolean plain;
    private final boolean commitsWhole;
    private final Tables tables;
    private final LockedRows lockedRows;
    private final Cluster cluster;
    private final AtomicLong commitsInDoubt = new AtomicLong();
    private final Map<Object, Session> leased = new ConcurrentHashMap<>();

    /** With pools of its own. */
    private Database(DatabaseSettings settings, Target target, Optional<Connection> keeper, boolean commitsWhole) {
        this.commitsWhole = commitsWhole;
        this.settings = settings;
        this.target = target;
        this.keeper = keeper;
        this.embedded = target.isEmbedded();
        this.plain = false;
        this.handles = new Handles();
        this.tables = new Tables();
        this.lockedRows = new LockedRows(this, target);
        this.separateDesk = beside(Budget.SEPARATE, settings.sides().separate());
        this.streamDesk = beside(Budget.STREAM, settings.sides().stream());
        this.jobsDesk = beside(Budget.JOBS, settings.sides().jobs());
        this.cluster = new Cluster(target);
        this.desk = desk(Connections.open(settings, target));
    }

    /** Over connections of somebody else. */
    private Database(DatabaseSettings settings, Target target, GivenConnections given) {
        this.settings = settings;
        this.target = target;
        this.keeper = Optional.empty();
        this.embedded = target.isEmbedded();
        this.plain = true;
        this.commitsWhole = false;
        this.handles = Shared.HANDLES;
        this.tables = Shared.TABLES;
        this.lockedRows = new LockedRows(this, target);
        this.separateDesk =
                new SideDesk(Budget.SEPARATE, settings, settings.sides().separate(), () -> given);
        this.streamDesk = new SideDesk(Budget.STREAM, settings, settings.sides().stream(), () -> given);
        this.jobsDesk = new SideDesk(Budget.JOBS, settings, settings.sides().jobs(), () -> given);
        this.cluster = Cluster.ofOne(target, () -> given.connect(target));
        this.desk = desk(given);
    }

    private SideDesk beside(Budget budget, int size) {
        return new SideDesk(budget, settings, size, () -> Connections.beside(settings, target, budget, size));
    }

    private Desk desk(ConnectionSource connections) {
        return new Desk(settings.name(), Budget.MAIN, connections, settings.poolSize(), settings.leaseTimeout());
    }

    private static Target target(DatabaseSettings settings) {
        return Target.of(settings.name(), settings.url(), settings.user(), settings.password());
    }

    /** What all databases over given connections have in common, since many are opened one after the other. */
    private static final class Shared {
        static final Handles HANDLES = new Handles();
        static final Tables TABLES = new Tables();
    }

    /**
     * Connects, migrates and fills the pool; on the calling thread, before anything else runs, since a driver whose static
     * initialisers are first hit by many virtual threads at once can hang them all.
     *
     * <p>An H2 database in memory lives from here until {@link #close}; one in a file is locked as long. What is committed
     * to an H2 file is in the hands of the operating system when the commit returns, so that no end of the process takes it
     * back, and on the disk when the system puts it there.
     *
     * @throws DatabaseException if it can't be reached, a migration fails or it is behind and its settings say that none
     *     shall run, saying what to do
     */
    public static Database open(DatabaseSettings settings) {
        Target target = target(settings);
        Connection first = first(target);
        Optional<Connection> keeper = target.product() == Product.H2 ? Optional.of(first) : Optional.empty();
        try {
            if (!settings.migrations().isEmpty()) {
                switch (settings.migrationsAtStart()) {
                    case RUN -> Migrations.run(target, settings.migrations());
                    case CHECK -> Migrations.check(target, settings.migrations());
                }
            }
            Database database = new Database(settings, target, keeper, isKnownFile(target, first));
            database.warmUp();
            if (keeper.isEmpty()) {
                close(target, first);
            }
            LOG.info("{}: open with {} connections", target, settings.poolSize());
            return database;
        } catch (RuntimeException | Error failure) {
            close(target, first);
            throw failure;
        }
    }

    /** The first connection to it. What a process that was killed has left in a file of H2 is put in order. */
    private static Connection first(Target target) {
        boolean wasKilled = target.isFile() && Leftovers.mayBeIn(target.h2Path());
        Connection first = target.connect();
        try {
            if (wasKilled && isKnownFile(target, first)) {
                int rows = Leftovers.putBack(first);
                if (rows > 0) {
                    LOG.info(
                            "{}: {} rows or entries of indexes put back, whose transactions were cut short",
                            target,
                            rows);
                }
            }
            return first;
        } catch (SQLException failure) {
            close(target, first);
            throw OpenFailures.opening(target, failure);
        } catch (RuntimeException | Error failure) {
            close(target, first);
            throw failure;
        }
    }

    /** Whether it is a file of an H2 whose inside is known: then a kill leaves whole transactions in it. */
    private static boolean isKnownFile(Target target, Connection connection) {
        if (!target.isFile()) {
            return false;
        }
        try {
            if (KnownEngine.isAt(connection)) {
                return true;
            }
            LOG.warn(
                    "{} is kept by H2 {}; what is committed is known to survive a kill of this process, as a whole, only with the"
                            + " H2 that Brigade brings. Leave its version to Brigade, in pom.xml, or move to PostgreSQL",
                    target,
                    KnownEngine.version(connection));
            return false;
        } catch (SQLException failure) {
            throw OpenFailures.opening(target, failure);
        }
    }

    /**
     * A database over connections that somebody else owns, for who runs an application under control and sees to all else himself:
     * no pool, no migrations, no connection and no thread of its own, nothing that is sent ahead. Each statement, commit and
     * rollback goes over one of {@code connections} as the work asked for it, one after the other. How many are in use at once,
     * who waits for one and how long is as in any database of these settings. It shares nothing with other databases of the
     * same place, so cluster locks and conditions are those of this one application. Opening one takes microseconds and sends nothing.
     *
     * @param settings whose URL says which product it is, though nothing connects to it
     * @param connections each between transactions and not read-only; its auto-commit and isolation are asked for and set as needed, so
     *     where that costs a round trip let the connection remember them. {@code close} gives one back, also one that is lost or had
     *     a statement cancelled, and its owner resets it. Asked for up to the size of the pool, and for separate transactions, streams
     *     and cluster locks that draw a token beside that
     */
    public static Database over(DatabaseSettings settings, DataSource connections) {
        return new Database(settings, target(settings), new GivenConnections(connections));
    }

    /** A first transaction, so that what the first request would load and initialise is there before it comes. */
    private void warmUp() {
        Transaction first = begin(Activity.current(), TransactionOptions.DEFAULT);
        try {
            if (target.product() != Product.OTHER) { // not every database knows a select without a table
                first.db().select("select 1").mapTo(Integer.class).one();
            }
            first.commit();
        } finally {
            first.rollback();
        }
    }

    /**
     * Runs the migrations of {@code settings} and does nothing else.
     *
     * @return what was done
     * @throws DatabaseException if it can't be reached, the settings name no folder or a migration fails
     */
    public static Migrated migrate(DatabaseSettings settings) {
        if (settings.migrations().isEmpty()) {
            throw new DatabaseException(
                    settings
                            + " has no migrations. Say in which folder of the class path they are: app.database().migrations(\"db\"),"
                            + " app.migrations(\"stock\", \"db\") for a further database, or .withMigrations(\"db\") of its settings.");
        }
        Target target = target(settings);
        Connection first = first(target); // for its clear messages, and it keeps an H2 database open meanwhile
        try {
            return Migrations.run(target, settings.migrations());
        } finally {
            close(target, first);
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

    /**
     * The pools that are open, at this moment, by where threads wait for their connections: the main one first. Those beside it are opened
     * when somebody first needs them.
     */
    public SequencedMap<MeetingPoint, PoolView> pools() {
        SequencedMap<MeetingPoint, PoolView> open = new LinkedHashMap<>();
        open.put(desk, desk.view());
        for (SideDesk beside : List.of(separateDesk, streamDesk, jobsDesk)) {
            beside.opened().ifPresent(one -> open.put(one, one.view()));
        }
        return open;
    }

    /** The pool at this moment. */
    public PoolView poolView() {
        return desk.view();
    }

    /** The pool of {@link Work#separately} at this moment. */
    public PoolView separatePoolView() {
        return separateDesk.view();
    }

    /** The pool of {@link #beginStream} at this moment. */
    public PoolView streamPoolView() {
        return streamDesk.view();
    }

    /** The pool of {@link #beginUpkeep} at this moment. */
    public PoolView jobsPoolView() {
        return jobsDesk.view();
    }

    /** How many commits lost their connection on the way since it was opened, so that nobody knows whether they have happened. */
    public long commitsInDoubt() {
        return commitsInDoubt.get();
    }

    void commitInDoubt() {
        commitsInDoubt.incrementAndGet();
    }

    /**
     * A short transaction of the current thread for what Brigade itself has to do, at READ COMMITTED, on a connection of a
     * budget of its own: so it never waits for connections that requests or jobs hold, whatever those wait for.
     */
    public Transaction beginUpkeep() {
        return new Transaction(new Session(this, Activity.current(), TransactionOptions.UPKEEP, Budget.JOBS), Map.of());
    }

    /**
     * Makes those of {@code tables} that are not there, on a connection of its own.
     *
     * @throws DatabaseException with the SQL to run, if the user may not
     */
    public void ensure(OwnTables tables) {
        new TableInstaller(tables, target, cluster::connect).ensure();
    }

    /** Makes those of {@code tables} that are not there in the database of {@code settings}, and does nothing else. */
    public static void install(DatabaseSettings settings, OwnTables tables) {
        Target target = target(settings);
        Connection first = first(target); // for its clear messages, and it keeps an H2 database open meanwhile
        try {
            new TableInstaller(tables, target, target::connect).ensure();
        } finally {
            close(target, first);
        }
    }

    /** Whether it is PostgreSQL; else it is H2, or nothing of Brigade is tested with it. */
    public boolean isPostgres() {
        return product() == Product.POSTGRESQL;
    }

    /**
     * A transaction that reads rows while they are sent to somebody: read only, at REPEATABLE READ, on a connection of a
     * budget of its own, so that slow clients take none from requests.
     */
    public Transaction beginStream(Activity activity) {
        return new Transaction(new Session(this, activity, TransactionOptions.STREAM, Budget.STREAM), Map.of());
    }

    /**
     * A transaction for the current thread; a connection is leased when its first statement runs.
     *
     * @throws IllegalStateException if {@code activity} has a transaction on this database that holds a connection
     */
    public Transaction begin(Activity activity, TransactionOptions options) {
        return begin(activity, options, Map.of());
    }

    /** @param named the databases besides this one */
    Transaction begin(Activity activity, TransactionOptions options, Map<String, Database> named) {
        Session first = new Session(this, activity, options);
        Session other = leased.get(key(first));
        if (other != null) {
            throw second(other);
        }
        return new Transaction(first, named);
    }

    <R extends @Nullable Object, X extends Exception> R separately(
            Activity activity, TransactionOptions options, Work.Separate<R, X> body) throws X {
        return separate.run(activity, options, body);
    }

    /** Closes the pools; leased connections are closed too, unless they are somebody else's. */
    @Override
    public void close() {
        lockedRows.close();
        desk.close();
        separateDesk.close();
        streamDesk.close();
        jobsDesk.close();
        cluster.close(); // after the pools, since it wakes who waits to look once more
        keeper.ifPresent(last -> close(target, last));
    }

    private static void close(Target target, Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.warn("{} did not close properly: {}", target, Failures.reason(failure));
        }
    }

    /** Whether a transaction that consists of one statement may run without BEGIN and COMMIT: on PostgreSQL. */
    public boolean sparesCommit() {
        return sparesRoundTrips();
    }

    /** Whether what goes to the database may travel together, or not at all: on PostgreSQL, over connections of its own. */
    boolean sparesRoundTrips() {
        return !plain && product() == Product.POSTGRESQL;
    }

    /** Which of its transactions wait for which, for the guard. */
    public RowWaits rowWaits() {
        return plain ? _ -> Map.of() : lockedRows;
    }

    /** Those that have a connection at this moment. */
    Collection<Session> sessions() {
        return leased.values();
    }

    /** Whether its commits are {@link dev.brigade.data.embedded.WholeCommits}. */
    boolean commitsWhole() {
        return commitsWhole;
    }

    /** Whether statements run on the thread that asks for them, in this process. */
    boolean isInThisThread() {
        return embedded;
    }

    Tables tables() {
        return tables;
    }

    Product product() {
        return target.product();
    }

    /** What it shares with the other nodes of the application. */
    Cluster cluster() {
        return cluster;
    }

    Handle handle(Connection connection) {
        return handles.open(connection);
    }

    Lease lease(Session session, TransactionOptions options) {
        Object key = key(session);
        Session other = leased.putIfAbsent(key, session);
        if (other != null) {
            throw second(other);
        }
        boolean done = false;
        try {
            Lease lease = desk(session.budget()).lease(session.activity(), options);
            done = true;
            return lease;
        } finally {
            if (!done) {
                leased.remove(key, session);
            }
        }
    }

    void giveBack(Session session, Lease lease, boolean sound) {
        leased.remove(key(session), session);
        desk(session.budget()).giveBack(lease, sound);
    }

    private Desk desk(Budget budget) {
        return switch (budget) {
            case MAIN -> desk;
            case SEPARATE -> separateDesk.open();
            case STREAM -> streamDesk.open();
            case JOBS -> jobsDesk.open();
        };
    }

    /** An activity and the budget of a further connection. */
    private record BesideFirst(Object owner, Budget budget) {}

    /** One connection of each budget for each activity. */
    private static Object key(Session session) {
        Object owner = key(session.activity());
        return session.budget() == Budget.MAIN ? owner : new BesideFirst(owner, session.budget());
    }

    /** Threads that no part of Brigade started have a new activity each time they are asked, so the thread stands for it. */
    static Object key(Activity activity) {
        return activity.kind() == Activity.Kind.OTHER ? Thread.currentThread() : activity;
    }

    private IllegalStateException second(Session first) {
        return new IllegalStateException(first.activity().name() + " holds a connection of database \"" + name()
                + "\" for a transaction that has not ended, and gets no second one, since it could wait for itself."
                + " Use the first, or end it before the next begins; for what must happen whatever becomes of the first"
                + " there is separately(…), which has connections of its own.");
    }
}
