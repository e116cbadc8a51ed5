package dev.brigade.data;

import dev.brigade.data.connections.Connections;
import dev.brigade.data.connections.GivenConnections;
import dev.brigade.data.desk.Lease;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.mapping.Handles;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
 * <p>Safe from any thread: what it has is final and safe by itself.
 */
public final class Database implements MeetingPoint, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    private final Target target;
    private final Optional<FirstConnection> keeper;
    private final Optional<KeptFile> file;
    private final Leases leases;
    private final SeparateTransactions separate = new SeparateTransactions(this);
    private final Handles handles;
    private final boolean embedded;
    private final boolean plain;
    private final boolean commitsWhole;
    private final boolean readOnlySessions;
    private final Tables tables;
    private final LockedRows lockedRows;
    private final Cluster cluster;
    private final AtomicLong commitsInDoubt = new AtomicLong();
    private final NoWrites noWrites;
    private final SilentNetwork silentNetwork;

    /** With pools of its own. */
    private Database(
            DatabaseSettings settings,
            Target target,
            Optional<FirstConnection> keeper,
            Optional<KeptFile> file,
            boolean commitsWhole) {
        this.commitsWhole = commitsWhole;
        this.readOnlySessions = target.makesSessionsReadOnly();
        this.settings = settings;
        this.noWrites = new NoWrites(settings.name());
        this.silentNetwork = SilentNetwork.of(settings);
        this.target = target;
        this.keeper = keeper;
        this.file = file;
        this.embedded = target.isEmbedded();
        this.plain = false;
        this.handles = new Handles();
        this.tables = new Tables();
        this.lockedRows =
                new LockedRows(this, target, time -> file.map(KeptFile::connect).orElseGet(() -> target.connect(time)));
        this.cluster = new Cluster(target, () -> file.map(KeptFile::connect).orElseGet(target::connect));
        this.leases = new Leases(
                settings,
                () -> Connections.open(settings, target, file),
                budget -> Connections.beside(settings, target, budget, file));
    }

    /** Over connections of somebody else. */
    private Database(DatabaseSettings settings, Target target, GivenConnections given) {
        this.settings = settings;
        this.noWrites = new NoWrites(settings.name());
        this.silentNetwork = SilentNetwork.of(settings);
        this.target = target;
        this.keeper = Optional.empty();
        this.file = Optional.empty();
        this.embedded = target.isEmbedded();
        this.plain = true;
        this.commitsWhole = false;
        this.readOnlySessions = target.makesSessionsReadOnly();
        this.handles = Shared.HANDLES;
        this.tables = Shared.TABLES;
        this.lockedRows = new LockedRows(this, target, target::connect);
        this.cluster = Cluster.ofOne(target, () -> given.connect(target));
        this.leases = new Leases(settings, () -> given, _ -> given);
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
     * back, and on the disk when the system puts it there. Should H2 close the file by itself, since a write has failed, it is opened
     * again.
     *
     * @throws DatabaseException if it can't be reached, a migration fails or it is behind and its settings say that none
     *     shall run, saying what to do
     */
    public static Database open(DatabaseSettings settings) {
        Target target = target(settings);
        FirstConnection first = FirstConnection.to(target);
        Optional<KeptFile> file = Optional.empty();
        try {
            file = KeptFile.of(target, first);
            if (!settings.migrations().isEmpty()) {
                switch (settings.migrationsAtStart()) {
                    case RUN -> Migrations.run(target, settings.migrations());
                    case CHECK -> Migrations.check(target, settings.migrations());
                }
            }
            boolean isKept = target.product() == Product.H2;
            Database database = new Database(
                    settings,
                    target,
                    isKept && file.isEmpty() ? Optional.of(first) : Optional.empty(),
                    file,
                    first.isToKnownFile());
            database.warmUp();
            if (!isKept) {
                first.close();
            }
            LOG.info("{}: open with {} connections", target, settings.poolSize());
            return database;
        } catch (RuntimeException | Error failure) {
            first.close();
            file.ifPresent(KeptFile::close); // where another is the first by now
            throw failure;
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
        try (FirstConnection _ = FirstConnection.to(target)) {
            return Migrations.run(target, settings.migrations());
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
        return leases.pool();
    }

    /**
     * The pools that are open, at this moment, by where threads wait for their connections: the main one first. Those beside it are opened
     * when somebody first needs them.
     */
    public SequencedMap<MeetingPoint, PoolView> pools() {
        return leases.pools();
    }

    /** The pool at this moment. */
    public PoolView poolView() {
        return leases.view(Budget.MAIN);
    }

    /** The pool of {@link Work#separately} at this moment. */
    public PoolView separatePoolView() {
        return leases.view(Budget.SEPARATE);
    }

    /** The pool of {@link #beginStream} at this moment. */
    public PoolView streamPoolView() {
        return leases.view(Budget.STREAM);
    }

    /** The pool of {@link #beginUpkeep} at this moment. */
    public PoolView jobsPoolView() {
        return leases.view(Budget.JOBS);
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
        try (FirstConnection _ = FirstConnection.to(target)) {
            new TableInstaller(tables, target, target::connect).ensure();
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
        leases.refuseSecond(first);
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
        leases.close();
        cluster.close(); // after the pools, since it wakes who waits to look once more
        keeper.ifPresent(FirstConnection::close);
        file.ifPresent(KeptFile::close);
    }

    /** Whether a transaction that consists of one statement may run without BEGIN and COMMIT: on PostgreSQL. */
    public boolean sparesCommit() {
        return sparesRoundTrips();
    }

    /** Whether what goes to the database may travel together, or not at all: on PostgreSQL, over connections of its own. */
    boolean sparesRoundTrips() {
        return !plain && product() == Product.POSTGRESQL;
    }

    /** Whether the BEGIN of a transaction may travel with its first statement. */
    boolean sparesBegin(TransactionOptions options) {
        return sparesRoundTrips() && !(options.readOnly() && readOnlySessions);
    }

    /** Which of its transactions wait for which, for the guard. */
    public RowWaits rowWaits() {
        return plain ? _ -> Map.of() : lockedRows;
    }

    /** Those that have a connection at this moment. */
    Collection<Session> sessions() {
        return leases.sessions();
    }

    /**
     * Breaks connections on which the answer to a COMMIT or ROLLBACK is overdue, since the network swallows all, so that who waits for it goes on: it is
     * not known then whether it committed. To be called now and then, by who looks after what lasts too long; waits for nothing.
     *
     * @param now {@link System#nanoTime()}
     */
    public void breakSilent(long now) {
        sessions().forEach(session -> session.breakIfSilent(now));
    }

    /** Whether its commits are {@link dev.brigade.data.embedded.WholeCommits}. */
    boolean commitsWhole() {
        return commitsWhole;
    }

    /** Whether statements run on the thread that asks for them, in this process. */
    boolean isInThisThread() {
        return embedded;
    }

    NoWrites noWrites() {
        return noWrites;
    }

    SilentNetwork silentNetwork() {
        return silentNetwork;
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
        return leases.lease(session, options);
    }

    void giveBack(Session session, Lease lease, boolean sound) {
        leases.giveBack(session, lease, sound);
    }
}
