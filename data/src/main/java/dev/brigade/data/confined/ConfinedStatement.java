package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement of a transaction. What it executes goes through the {@link Confinement}, which announces and counts it. */
abstract class ConfinedStatement extends Confined implements Statement {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedStatement.class);

    private final Statement target;
    private final Connection connection;
    private String sql;

    ConfinedStatement(Confinement confinement, Statement target, Connection connection, String sql) {
        super(confinement, "A statement");
        this.target = target;
        this.connection = connection;
        this.sql = sql;
    }

    static ConfinedStatement of(Confinement confinement, Statement target, Connection connection, String sql) {
        try {
            return (ConfinedStatement) MAKE.invokeExact(confinement, target, connection, sql);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final Statement target() {
        return target;
    }

    /** The driver's object that was executed last, of which results are asked. */
    Statement results() {
        return target;
    }

    /** Executes what it was prepared for. */
    final <T extends @Nullable Object> T execute(Confinement.SqlCall<T> call) throws SQLException {
        return execute(target, call);
    }

    /** The same, by another of the driver's objects. */
    final <T extends @Nullable Object> T execute(Statement by, Confinement.SqlCall<T> call) throws SQLException {
        use();
        return confinement.inSql(sql, by, call);
    }

    /** A second object of the driver's that may be executed instead, to which what is set goes too; null if there is none that shall have {@code value}. */
    @Nullable
    Object twinFor(@Nullable Object value) throws SQLException {
        return null;
    }

    /** The second object is not executed, if it has not been. */
    void withoutTwin() throws SQLException {}

    private <T extends @Nullable Object> T execute(String text, Confinement.SqlCall<T> call) throws SQLException {
        use();
        confinement.checkReadOnly(text);
        return confinement.inSql(text, target, call);
    }

    private <T extends @Nullable Object> T executeBatch(Confinement.SqlCall<T> call) throws SQLException {
        use();
        confinement.needsTransaction(); // it is several statements
        return confinement.inSql(sql, target, call);
    }

    @Override
    final ResultSet rows(ResultSet found) {
        return ConfinedResultSet.of(confinement, found, this);
    }

    @Override
    final boolean isTargetClosed() throws SQLException {
        return target.isClosed();
    }

    @Override
    void closeTarget() throws SQLException {
        confinement.closed(target);
        target.close();
    }

    @Override
    public final Connection getConnection() {
        use();
        return connection;
    }

    @Override
    public final void addBatch(String text) throws SQLException {
        use();
        confinement.checkReadOnly(text);
        confinement.batches(text);
        sql = text; // of a batch of many statements, the last one names it
        try {
            target.addBatch(text);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Rows that come by and by need a cursor, which lives in a transaction. */
    @Override
    public final void setFetchSize(int rows) throws SQLException {
        use();
        if (rows > 0) {
            confinement.needsTransaction();
        }
        try {
            withoutTwin();
            target.setFetchSize(rows);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    @Override
    public final ResultSet executeQuery(String text) throws SQLException {
        return rows(execute(text, () -> target.executeQuery(text)));
    }

    @Override
    public final int executeUpdate(String text) throws SQLException {
        return execute(text, () -> target.executeUpdate(text));
    }

    @Override
    public final int executeUpdate(String text, int keys) throws SQLException {
        return execute(text, () -> target.executeUpdate(text, keys));
    }

    @Override
    public final int executeUpdate(String text, int[] keys) throws SQLException {
        return execute(text, () -> target.executeUpdate(text, keys));
    }

    @Override
    public final int executeUpdate(String text, String[] keys) throws SQLException {
        return execute(text, () -> target.executeUpdate(text, keys));
    }

    @Override
    public final long executeLargeUpdate(String text) throws SQLException {
        return execute(text, () -> target.executeLargeUpdate(text));
    }

    @Override
    public final long executeLargeUpdate(String text, int keys) throws SQLException {
        return execute(text, () -> target.executeLargeUpdate(text, keys));
    }

    @Override
    public final long executeLargeUpdate(String text, int[] keys) throws SQLException {
        return execute(text, () -> target.executeLargeUpdate(text, keys));
    }

    @Override
    public final long executeLargeUpdate(String text, String[] keys) throws SQLException {
        return execute(text, () -> target.executeLargeUpdate(text, keys));
    }

    @Override
    public final boolean execute(String text) throws SQLException {
        return execute(text, () -> target.execute(text));
    }

    @Override
    public final boolean execute(String text, int keys) throws SQLException {
        return execute(text, () -> target.execute(text, keys));
    }

    @Override
    public final boolean execute(String text, int[] keys) throws SQLException {
        return execute(text, () -> target.execute(text, keys));
    }

    @Override
    public final boolean execute(String text, String[] keys) throws SQLException {
        return execute(text, () -> target.execute(text, keys));
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return executeBatch(target::executeBatch);
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return executeBatch(target::executeLargeBatch);
    }
}
