package dev.brigade.data.confined;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.Isolation;
import java.lang.invoke.MethodHandle;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a transaction. Leases at the first call that can't be answered without one, and has no beginning or end of the
 * transaction by hand.
 */
public abstract class ConfinedConnection extends Confined implements Connection {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedConnection.class);

    ConfinedConnection(Confinement confinement) {
        super(confinement, "The connection");
    }

    public static ConfinedConnection of(Confinement confinement) {
        try {
            return (ConfinedConnection) MAKE.invokeExact(confinement);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final Connection target() {
        return confinement.raw();
    }

    /** Does nothing: who closes in {@code try} means that it is done, and the connection goes back at the end anyway. */
    @Override
    final void closeTarget() {}

    @Override
    final boolean isTargetClosed() {
        return false;
    }

    private <T extends Statement> T opened(Making<T> making) throws SQLException {
        T made = made(making);
        confinement.opened(made);
        return made;
    }

    private Statement statement(Making<Statement> making) throws SQLException {
        use();
        return ConfinedStatement.of(confinement, opened(making), this, "");
    }

    private PreparedStatement prepared(String sql, Making<PreparedStatement> making) throws SQLException {
        use();
        confinement.checkReadOnly(sql);
        return ConfinedPreparedStatement.of(confinement, opened(making), null, this, sql);
    }

    private interface Preparing {
        PreparedStatement of(String sql) throws SQLException;
    }

    /** One that may be the first of its transaction. */
    private PreparedStatement maybeFirst(String sql, Preparing preparing) throws SQLException {
        use();
        confinement.checkReadOnly(sql);
        PreparedStatement plain = opened(() -> preparing.of(sql));
        String begin = made(confinement::begin);
        PreparedStatement withBegin = begin.isEmpty() || made(plain::getFetchSize) > 0 // a cursor needs the driver's
                ? null
                : opened(() -> preparing.of(begin + sql));
        return ConfinedPreparedStatement.of(confinement, plain, withBegin, this, sql);
    }

    private CallableStatement call(String sql, Making<CallableStatement> making) throws SQLException {
        use();
        confinement.needsTransaction(); // a procedure is more than a statement
        confinement.checkReadOnly(sql);
        return ConfinedCallableStatement.of(confinement, opened(making), this, sql);
    }

    @Override
    public final Statement createStatement() throws SQLException {
        return statement(() -> target().createStatement());
    }

    @Override
    public final Statement createStatement(int type, int concurrency) throws SQLException {
        return statement(() -> target().createStatement(type, concurrency));
    }

    @Override
    public final Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return statement(() -> target().createStatement(type, concurrency, holdability));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql) throws SQLException {
        return maybeFirst(sql, text -> target().prepareStatement(text));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        return prepared(sql, () -> target().prepareStatement(sql, keys));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int[] keys) throws SQLException {
        return prepared(sql, () -> target().prepareStatement(sql, keys));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, String[] keys) throws SQLException {
        return prepared(sql, () -> target().prepareStatement(sql, keys));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY
                ? maybeFirst(sql, text -> target().prepareStatement(text, type, concurrency))
                : prepared(sql, () -> target().prepareStatement(sql, type, concurrency));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepared(sql, () -> target().prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        return call(sql, () -> target().prepareCall(sql));
    }

    @Override
    public final CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return call(sql, () -> target().prepareCall(sql, type, concurrency));
    }

    @Override
    public final CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return call(sql, () -> target().prepareCall(sql, type, concurrency, holdability));
    }

    @Override
    public final DatabaseMetaData getMetaData() throws SQLException {
        use();
        return ConfinedMetaData.of(confinement, target().getMetaData(), this);
    }

    @Override
    public final boolean getAutoCommit() {
        use();
        return false;
    }

    @Override
    public final int getTransactionIsolation() {
        use();
        return confinement.options().isolation().jdbc();
    }

    @Override
    public final boolean isReadOnly() {
        use();
        return confinement.options().readOnly();
    }

    @Override
    public final boolean isValid(int timeout) throws SQLException {
        use();
        return !confinement.isLeased() || target().isValid(timeout);
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        use();
        return confinement.isLeased() ? target().getWarnings() : null;
    }

    @Override
    public final void clearWarnings() throws SQLException {
        use();
        if (confinement.isLeased()) {
            target().clearWarnings();
        }
    }

    @Override
    public final void setAutoCommit(boolean autoCommit) {
        use();
        if (autoCommit) {
            throw refused("setAutoCommit", "it is always in a transaction");
        }
    }

    @Override
    public final void setTransactionIsolation(int level) {
        use();
        Isolation isolation = confinement.options().isolation();
        if (level != isolation.jdbc()) {
            throw refused(
                    "setTransactionIsolation",
                    "its transaction runs at " + isolation + "; choose the isolation where the transaction begins");
        }
    }

    @Override
    public final void setReadOnly(boolean readOnly) {
        use();
        if (readOnly != confinement.options().readOnly()) {
            throw refused("setReadOnly", "choose it where the transaction begins");
        }
    }

    @Override
    public final void commit() {
        use();
        throw refused(
                "commit",
                "the commit comes after the handler has returned; put what must come after it into afterCommit");
    }

    @Override
    public final void rollback() {
        use();
        throw refused("rollback", "the rollback comes after the handler has returned; call rollbackOnly() or throw");
    }

    @Override
    public final void abort(Executor executor) {
        use();
        throw refused("abort", "call rollbackOnly() or throw");
    }

    @Override
    public final Savepoint setSavepoint() throws SQLException {
        use();
        confinement.savepoint();
        return made(() -> target().setSavepoint());
    }

    @Override
    public final Savepoint setSavepoint(String name) throws SQLException {
        use();
        confinement.savepoint();
        return made(() -> target().setSavepoint(name));
    }

    @Override
    public final void rollback(Savepoint savepoint) throws SQLException {
        use();
        made(() -> {
            target().rollback(savepoint);
            return savepoint;
        });
        confinement.undone();
    }

    @Override
    public final void setCatalog(String catalog) throws SQLException {
        changed(connection -> connection.setCatalog(catalog));
    }

    @Override
    public final void setSchema(String schema) throws SQLException {
        changed(connection -> connection.setSchema(schema));
    }

    @Override
    public final void setHoldability(int holdability) throws SQLException {
        changed(connection -> connection.setHoldability(holdability));
    }

    @Override
    public final void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        changed(connection -> connection.setTypeMap(map));
    }

    @Override
    public final void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        changed(connection -> connection.setNetworkTimeout(executor, milliseconds));
    }

    @Override
    public final void setClientInfo(String name, String value) {
        use();
        confinement.lost();
        try {
            target().setClientInfo(name, value);
        } catch (SQLException failure) {
            throw new DatabaseException("Client info " + name + " could not be set", failed(failure));
        }
    }

    @Override
    public final void setClientInfo(Properties properties) {
        properties.stringPropertyNames().forEach(name -> setClientInfo(name, properties.getProperty(name)));
    }

    private interface Change {
        void of(Connection connection) throws SQLException;
    }

    /** The next holder would inherit it, so there is none. */
    private void changed(Change change) throws SQLException {
        use();
        confinement.needsTransaction();
        confinement.lost();
        try {
            change.of(target());
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private IllegalStateException refused(String method, String reason) {
        return new IllegalStateException("Connection." + method + "() is not for "
                + confinement.activity().name() + " to call: " + reason + ".");
    }
}
