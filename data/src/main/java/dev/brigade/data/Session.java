package dev.brigade.data;

import dev.brigade.data.confined.Confinement;
import dev.brigade.data.desk.Lease;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.EndedStatement;
import dev.brigade.data.errors.LockTimeout;
import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.jdbc.InStatement;
import dev.brigade.data.jdbc.SqlText;
import dev.brigade.data.jdbc.WithoutValues;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
import dev.brigade.data.place.Product;
import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one transaction has of its database: at most one lease, taken when the first statement is made, the statements that
 * are open, {@linkplain UsageSoFar what it has asked for}, what is known of its {@linkplain ConnectionHealth health}, and how it is ended as the
 * {@linkplain Victim victim} of a deadlock.
 *
 * <p>Confined to the thread that began the transaction, apart from what says that it is safe from any thread: for that {@link #lease} is
 * volatile, and {@link AwaitedRows} and {@link Victim} are safe by themselves.
 * Every other use passes {@link #check}, which reads {@link #owner} (final) first; so another thread fails there and never
 * reads a field that is not meant for it.
 */
final class Session implements Confinement {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Parted from what follows by a line break, as {@link Ending} does it. */
    private static final String BEGIN = "BEGIN\n;";

    private static final String BEGIN_READ_ONLY = "BEGIN READ ONLY\n;";

    private final @Nullable Database database;
    private final Activity activity;
    private final TransactionOptions options;
    private final Budget budget;
    private final Thread owner = Thread.currentThread();
    private final OpenStatements open = new OpenStatements();
    private final UsageSoFar usage;
    private final LockedTables lockedTables;
    private final AwaitedRows awaitedRows = new AwaitedRows();
    private final Victim victim = new Victim(owner);
    private final ConnectionHealth health = new ConnectionHealth();
    private volatile @Nullable Lease lease;
    private String ended = "";
    private String sealedBy = "";
    private boolean commits; // with its last statement

    Session(@Nullable Database database, Activity activity, TransactionOptions options) {
        this(database, activity, options, Budget.MAIN);
    }

    Session(@Nullable Database database, Activity activity, TransactionOptions options, Budget budget) {
        this.budget = budget;
        this.database = database;
        this.activity = activity;
        this.options = options;
        this.usage = new UsageSoFar(activity);
        this.lockedTables = new LockedTables(activity, budget == Budget.SEPARATE);
    }

    /** @throws IllegalStateException if there is none */
    Database database() {
        if (database == null) {
            throw Misuse.noDatabase(activity);
        }
        return database;
    }

    @Override
    public Activity activity() {
        return activity;
    }

    @Override
    public TransactionOptions options() {
        return options;
    }

    /** Where its connection comes from. */
    Budget budget() {
        return budget;
    }

    @Override
    public boolean isLeased() {
        return lease != null;
    }

    @Override
    public boolean isEnded() {
        return !ended.isEmpty();
    }

    @Override
    public void checkThread(String what) {
        if (Thread.currentThread() != owner) {
            throw Misuse.otherThread(what, activity, owner);
        }
    }

    @Override
    public void check(String what) {
        checkThread(what);
        if (isEnded()) {
            throw Misuse.afterEnd(what, activity, ended);
        }
    }

    @Override
    public Connection raw() {
        Lease mine = lease;
        if (mine == null) {
            mine = database().lease(this, usage.isOnlyStatements() ? options : options.withOneStatement(false));
            lease = mine;
        }
        return mine.pooled().connection();
    }

    @Override
    public <T extends @Nullable Object> T inSql(String sql, @Nullable Statement statement, SqlCall<T> call)
            throws SQLException {
        Tables.Effect effect = admitted(sql);
        if (effect.lasts()) {
            needsTransaction();
        }
        return inSql(State.IN_SQL, null, sql, sql, effect, statement, call);
    }

    @Override
    public void batches(String sql) {
        Tables.Effect effect = admitted(sql);
        if (!options.readOnly()) {
            lockedTables.lock(effect);
        }
    }

    private Tables.Effect admitted(String sql) {
        Tables.Effect effect = database().tables().effect(sql);
        if (effect.ends() && !commits) {
            throw Misuse.endByHand(sql, activity);
        }
        if (effect.stays() && !health.isLost()) {
            health.lost(); // the next holder would inherit it
            database().tables().tellOfWhatStays(activity, sql);
        }
        return effect;
    }

    /**
     * As {@link #inSql(String, Statement, SqlCall)}, for Brigade's own statements, which leave nothing behind; announced as {@code state} at {@code point}, with {@code detail}.
     *
     * @param point absent for the database
     */
    <T extends @Nullable Object> T inSql(
            State state,
            @Nullable MeetingPoint point,
            String detail,
            String sql,
            @Nullable Statement statement,
            SqlCall<T> call)
            throws SQLException {
        return inSql(state, point, detail, sql, database().tables().effect(sql), statement, call);
    }

    /** For one of Brigade's own that commits by itself, before the transaction begins: so no row is locked or hidden until the end of that. */
    <T extends @Nullable Object> T inSqlByItself(String sql, Statement statement, SqlCall<T> call) throws SQLException {
        return inSql(State.IN_SQL, null, sql, sql, Tables.Effect.NONE, statement, call);
    }

    private <T extends @Nullable Object> T inSql(
            State state,
            @Nullable MeetingPoint point,
            String detail,
            String sql,
            Tables.Effect effect,
            @Nullable Statement statement,
            SqlCall<T> call)
            throws SQLException {
        Lease mine = lease;
        if (mine == null) {
            throw new IllegalStateException("A statement without a lease: " + SqlText.brief(sql));
        }
        if (isSealed()) {
            throw Misuse.afterLast(sql, activity, sealedBy);
        }
        if (health.isBroken()) {
            throw new DatabaseException("The driver broke off while " + activity.name() + " ran a statement; \""
                    + SqlText.brief(sql) + "\" was not sent, since it could read what was meant for that one.");
        }
        usage.refuseSecond(mine);
        if (Thread.currentThread().isInterrupted()) {
            // with the interrupt pending, the driver's socket would be closed under the statement
            throw new DatabaseException(
                    activity.name() + " was interrupted; \"" + SqlText.brief(sql) + "\" was not sent to the database.");
        }
        usage.sends();
        if (!options.readOnly()) {
            lockedTables.lock(effect);
        }
        Status before = activity.enter(state, point == null ? database() : point, detail);
        mine.enters(sql, statement);
        if (budget == Budget.JOBS) { // no deadline ends what looks for jobs
            awaits(mine, SilentNetwork::upkeep);
        }
        boolean embedded = database().isInThisThread();
        if (embedded) {
            victim.inCall(true);
        }
        try {
            return call.run();
        } catch (SQLException raw) {
            SQLException failure = failed(raw);
            if (LockTimeout.is(failure)) {
                failure.addSuppressed(awaitedRows.inVain(activity.status(), sql)); // it says still that it is in it
            } else if (EndedStatement.is(failure)) {
                failure.addSuppressed(new InStatement(sql));
            }
            DeadlockException deadlock = victim.why(failure, embedded);
            if (deadlock != null) {
                throw new DeadlockException(deadlock, failure);
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            health.broke();
            throw failure;
        } finally {
            if (embedded) {
                victim.inCall(false);
            }
            if (budget == Budget.JOBS) {
                mine.answered();
            }
            mine.leaves(System.nanoTime());
            activity.leave(before);
        }
    }

    /** What a COMMIT that failed so was ended for; null if it failed by itself. */
    @Nullable
    DeadlockException victimOf(SQLException failure) {
        return victim.why(failure, database().isInThisThread());
    }

    /** Remembers that the activity waits in {@code statement} for rows that {@code holders} hold. Safe from any thread. */
    void waitsFor(Status statement, List<String> holders) {
        awaitedRows.heldBy(statement, holders);
    }

    /** As far as the database says. One who asks it calls this and {@link #waitsFor}. */
    void waitsForNobody(Status statement) {
        awaitedRows.notHeld(statement);
    }

    /** Who holds what the activity's statement waits for, in whichever of its sessions of this database. Safe from any thread. */
    List<String> rowHolders() {
        Database mine = database;
        Status statement = activity.status();
        return mine == null
                ? List.of()
                : mine.sessions().stream()
                        .filter(one -> one.activity.equals(activity))
                        .flatMap(one -> one.awaitedRows.holders(statement).stream())
                        .toList();
    }

    @Override
    public String begin() throws SQLException {
        Lease mine = lease;
        if (mine == null
                || usage.sent() > 0
                || mine.oneStatement()
                || !database().sparesBegin(options)
                || !mine.pooled().isIdle()) {
            return "";
        }
        return options.readOnly() ? BEGIN_READ_ONLY : BEGIN;
    }

    @Override
    public <T extends @Nullable Object> T beginning(SqlCall<T> call) throws SQLException {
        Lease mine = lease;
        if (mine == null) {
            throw new IllegalStateException("A transaction begins without a lease");
        }
        return mine.pooled().beginning(call);
    }

    /** Ends the statement that runs, and waits for rows, with {@code why}; false if it could not. Safe from any thread. */
    boolean breakWith(DeadlockException why) {
        if (database().isInThisThread()) {
            return victim.callOut(why);
        }
        return database().product() == Product.POSTGRESQL && victim.cancel(why, this::cancelled);
    }

    private boolean cancelled() {
        try {
            return cancel();
        } catch (SQLException failure) {
            LOG.warn("{}: its statement could not be cancelled: {}", activity.name(), Failures.reason(failure));
            return false;
        }
    }

    /** What the database calls the session of its connection; 0 if it has none. Safe from any thread. */
    int backendId() {
        Lease mine = lease;
        return mine == null ? 0 : mine.pooled().backendId();
    }

    @Override
    public void needsTransaction() throws SQLException {
        usage.needsTransaction(lease);
    }

    /** Whether a statement ran by itself that was not the only one. */
    boolean isGuessedWrong() {
        return usage.isGuessedWrong();
    }

    /** Whether there is no transaction in the database, but a statement by itself. */
    boolean isOneStatement() {
        Lease mine = lease;
        return mine != null && mine.oneStatement();
    }

    /** What was asked of the connection so far. */
    Usage usage() {
        return usage.summary();
    }

    /** How many statements were sent to the database. */
    int sent() {
        return usage.sent();
    }

    /** How often something was asked of the connection that may have reached the database; 0 if nothing has. */
    int asked() {
        return usage.asked();
    }

    /** Cancels the statement that runs at this moment; false if none does. Safe from any thread. */
    boolean cancel() throws SQLException {
        Lease now = lease;
        return now != null && now.cancel();
    }

    /** Cancels what runs for the same activity: here, and beside it in the same database. Safe from any thread. */
    boolean cancelAll() throws SQLException {
        boolean cancelled = cancel();
        if (database != null) {
            for (Session other : database.sessions()) {
                if (other != this && other.activity.equals(activity)) {
                    cancelled |= other.cancel();
                }
            }
        }
        return cancelled;
    }

    /** No further statement; {@code sql} is the last. */
    void seal(String sql) {
        sealedBy = sql;
        if (!options.readOnly()) {
            lockedTables.willWrite(database().tables().effect(sql));
        }
    }

    /** Whether a last statement is declared, and was not undone. */
    boolean isSealed() {
        return !sealedBy.isEmpty();
    }

    @Override
    public void savepoint() throws SQLException {
        if (isSealed()) { // so each savepoint is older than the last statement
            throw Misuse.afterLast("savepoint", activity, sealedBy);
        }
        needsTransaction();
    }

    @Override
    public void undone() {
        sealedBy = "";
    }

    /** Lets the last statement through, which may bring the COMMIT. */
    void unseal() {
        sealedBy = "";
        commits = true;
    }

    /** @throws IllegalStateException if {@code sql} begins or ends a transaction */
    void refuseEnd(String sql) {
        if (database().tables().effect(sql).ends()) {
            throw Misuse.endByHand(sql, activity);
        }
    }

    @Override
    public void checkReadOnly(String sql) throws SQLException {
        if (!refusesWritesItself()) {
            return;
        }
        try (PreparedStatement asked = raw().prepareStatement(sql)) {
            if (asked.getMetaData() == null) {
                throw ReadOnly.refused(activity, sql);
            }
        }
    }

    /** Whether the transaction is read-only and the database would let it write. */
    boolean refusesWritesItself() {
        return options.readOnly() && database().product() == Product.H2;
    }

    @Override
    public void opened(Statement statement) {
        open.opened(statement);
    }

    @Override
    public void closed(Statement statement) {
        open.closed(statement);
    }

    @Override
    public SQLException failed(SQLException failure) {
        SQLException told = WithoutValues.of(failure);
        health.failed(told, database().product());
        if (ReadOnly.isRefusal(told)) {
            if (!options.readOnly()) {
                health.lost(); // another connection may find the one that is the primary now
                return database().noWrites().refused(told);
            } else if (!refusesWritesItself()) {
                return ReadOnly.explained(told);
            }
        }
        return !options.readOnly() && NoWrites.isDiskFull(told)
                ? database().noWrites().refused(told)
                : told;
    }

    /** The failure because of which the transaction can't commit although the database would say that it did, if there is one. */
    Optional<SQLException> obstacle() throws SQLException {
        return health.obstacle(raw(), database().product());
    }

    @Override
    public void lost() {
        health.lost();
    }

    /** Whether nothing can be sent any more, as a statement has found. */
    boolean isGone() throws SQLException {
        return health.isGone(raw());
    }

    /** What may never be answered. */
    @FunctionalInterface
    interface End {
        void run() throws SQLException;
    }

    /** Runs {@code end} of the transaction, whose connection {@link #breakIfSilent} breaks if no answer comes in time. */
    void answered(Function<SilentNetwork, Duration> time, End end) throws SQLException {
        Lease mine = lease;
        if (mine == null) {
            end.run();
            return;
        }
        awaits(mine, time);
        try {
            end.run();
        } finally {
            mine.answered();
        }
    }

    private void awaits(Lease mine, Function<SilentNetwork, Duration> time) {
        if (database().sparesRoundTrips()) { // over a network
            mine.awaitsAnswer(
                    System.nanoTime() + Durations.nanos(time.apply(database().silentNetwork())));
        }
    }

    /** Safe from any thread. */
    void breakIfSilent(long now) {
        Lease mine = lease;
        if (mine != null) {
            mine.breakIfSilent(now);
        }
    }

    /** Closes statements that are still open. */
    void closeStatements() {
        open.close(this);
    }

    /** From now on every use is refused, saying that the transaction had {@code how}: {@code "committed"}. */
    void end(String how) {
        ended = how;
    }

    /** Gives the connection back, if there is one. Never throws. */
    void giveBack() {
        Lease mine = lease;
        lease = null;
        lockedTables.letGo();
        if (mine != null) {
            boolean sound = mine.end() && !health.isLost();
            database().giveBack(this, mine, sound);
        }
    }
}
