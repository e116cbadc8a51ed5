package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The rows that a statement of a transaction has found. */
abstract class ConfinedResultSet extends Confined implements ResultSet {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedResultSet.class);

    private final ResultSet target;
    private final @Nullable Statement statement;

    ConfinedResultSet(Confinement confinement, ResultSet target, @Nullable Statement statement) {
        super(confinement, "A result set");
        this.target = target;
        this.statement = statement;
    }

    static ConfinedResultSet of(Confinement confinement, ResultSet target, @Nullable Statement statement) {
        try {
            return (ConfinedResultSet) MAKE.invokeExact(confinement, target, statement);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final ResultSet target() {
        return target;
    }

    /** Of the same statement: a REF CURSOR, which {@code getObject} gives. */
    @Override
    final ResultSet rows(ResultSet more) {
        return of(confinement, more, statement);
    }

    @Override
    final boolean isTargetClosed() throws SQLException {
        return target.isClosed();
    }

    @Override
    final void closeTarget() throws SQLException {
        target.close();
    }

    @Override
    public final @Nullable Statement getStatement() {
        use();
        return statement;
    }

    @Override
    public final @Nullable Blob getBlob(int column) throws SQLException {
        return large(ConfinedBlob.class, () -> target.getBlob(column));
    }

    @Override
    public final @Nullable Blob getBlob(String column) throws SQLException {
        return large(ConfinedBlob.class, () -> target.getBlob(column));
    }

    @Override
    public final @Nullable Clob getClob(int column) throws SQLException {
        return large(ConfinedClob.class, () -> target.getClob(column));
    }

    @Override
    public final @Nullable Clob getClob(String column) throws SQLException {
        return large(ConfinedClob.class, () -> target.getClob(column));
    }

    @Override
    public final @Nullable NClob getNClob(int column) throws SQLException {
        return large(ConfinedClob.class, () -> target.getNClob(column));
    }

    @Override
    public final @Nullable NClob getNClob(String column) throws SQLException {
        return large(ConfinedClob.class, () -> target.getNClob(column));
    }

    /** What may be fetched by and by, which is more than the statement, and lives in a transaction. */
    private <T> @Nullable T large(Class<T> type, Making<@Nullable Object> making) throws SQLException {
        use();
        confinement.needsTransaction();
        return type.cast(confined(made(making)));
    }
}
