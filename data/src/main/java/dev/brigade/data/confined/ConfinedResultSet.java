package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
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
    @Nullable
    final Object confined(@Nullable Object answer) {
        return answer instanceof ResultSet more ? of(confinement, more, statement) : answer;
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
}
