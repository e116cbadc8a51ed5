package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a transaction whose text is known before it is executed.
 *
 * <p>On PostgreSQL it may exist twice: as it is, and with a BEGIN before it, which is executed if it turns out to be the first of its
 * transaction. The driver would send a BEGIN of its own as a message that is answered by itself, which wakes this thread once more and
 * makes the server send twice. What sets parameters and limits goes to both.
 */
abstract class ConfinedPreparedStatement extends ConfinedStatement implements PreparedStatement {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedPreparedStatement.class);

    private final PreparedStatement plain;
    private @Nullable PreparedStatement withBegin;
    /** The one that was executed last: the results are its. */
    private PreparedStatement target;

    ConfinedPreparedStatement(
            Confinement confinement,
            PreparedStatement plain,
            @Nullable PreparedStatement withBegin,
            Connection connection,
            String sql) {
        super(confinement, plain, connection, sql);
        this.plain = plain;
        this.withBegin = withBegin;
        this.target = plain;
    }

    static ConfinedPreparedStatement of(
            Confinement confinement,
            PreparedStatement plain,
            @Nullable PreparedStatement withBegin,
            Connection connection,
            String sql) {
        try {
            return (ConfinedPreparedStatement) MAKE.invokeExact(confinement, plain, withBegin, connection, sql);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final PreparedStatement target() {
        return target;
    }

    @Override
    final @Nullable Object twin() {
        return withBegin;
    }

    @Override
    final void withoutTwin() throws SQLException {
        if (target.equals(plain)) { // else the results are the twin's
            closeTwin();
        }
    }

    private void closeTwin() throws SQLException {
        PreparedStatement twin = withBegin;
        if (twin != null) {
            withBegin = null;
            confinement.closed(twin);
            twin.close();
        }
    }

    @Override
    final void closeTarget() throws SQLException {
        try {
            closeTwin();
        } finally {
            super.closeTarget();
        }
    }

    @Override
    public final ResultSet executeQuery() throws SQLException {
        target = plain;
        return rows(execute(plain::executeQuery));
    }

    @Override
    public final int executeUpdate() throws SQLException {
        target = plain;
        return execute(plain::executeUpdate);
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        target = plain;
        return execute(plain::executeLargeUpdate);
    }

    /** This is what Jdbi calls. The others, whose results come in other ways, leave the BEGIN to the driver. */
    @Override
    public final boolean execute() throws SQLException {
        use();
        PreparedStatement first = withBegin;
        if (first == null || confinement.begin().isEmpty()) {
            target = plain;
            return execute(plain::execute);
        }
        target = first;
        return execute(
                first,
                () -> confinement.beginning(() -> {
                    first.execute();
                    return first.getMoreResults(); // the first one is the BEGIN's
                }));
    }
}
