package dev.brigade.data.confined;

import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandle;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a transaction whose text is known before it is executed.
 *
 * <p>On PostgreSQL it may exist twice: as it is, and with a BEGIN before it, which is executed if it turns out to be the first of its
 * transaction. The driver would send a BEGIN of its own as a message that is answered by itself, which wakes this thread once more and
 * makes the server send twice. What is set goes to the one as it is, which so has it whenever it is executed; and until then to the other
 * too, which is given up as soon as something is asked that the two could not do alike: a stream that can be read once, a batch.
 */
abstract class ConfinedPreparedStatement extends ConfinedStatement implements PreparedStatement {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedPreparedStatement.class);

    private final PreparedStatement plain;
    private @Nullable PreparedStatement withBegin;
    /** The one that was executed last. */
    private PreparedStatement executed;

    ConfinedPreparedStatement(
            Confinement confinement,
            PreparedStatement plain,
            @Nullable PreparedStatement withBegin,
            Connection connection,
            String sql) {
        super(confinement, plain, connection, sql);
        this.plain = plain;
        this.withBegin = withBegin;
        this.executed = plain;
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
    final PreparedStatement results() {
        return executed;
    }

    @Override
    final @Nullable Object twinFor(@Nullable Object value) throws SQLException {
        if (withBegin == null || isExecuted(withBegin)) {
            return null;
        }
        switch (value) {
            case InputStream _, Reader _, Blob _, Clob _, SQLXML _ -> withoutTwin();
            case null, default -> {}
        }
        return withBegin;
    }

    @Override
    final void withoutTwin() throws SQLException {
        if (withBegin != null && !isExecuted(withBegin)) { // else the results are its
            closeTwin();
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is one of two
    private boolean isExecuted(PreparedStatement one) {
        return executed == one;
    }

    private void closeTwin() throws SQLException {
        PreparedStatement twin = withBegin;
        if (twin != null) {
            withBegin = null;
            executed = plain;
            confinement.closed(twin);
            twin.close();
        }
    }

    /** As it is; that ends the results of the other, as a further execution does. */
    private <T extends @Nullable Object> T executePlain(Confinement.SqlCall<T> call) throws SQLException {
        use();
        if (isExecuted(plain)) {
            return execute(call);
        }
        try {
            closeTwin();
        } catch (SQLException failure) {
            throw failed(failure);
        }
        return execute(call);
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
    public final void addBatch() throws SQLException {
        use();
        try {
            withoutTwin();
            plain.addBatch();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    @Override
    public final void closeOnCompletion() throws SQLException {
        use();
        try {
            withoutTwin();
            plain.closeOnCompletion();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    @Override
    public final ResultSet executeQuery() throws SQLException {
        return rows(executePlain(plain::executeQuery));
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return executePlain(plain::executeUpdate);
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return executePlain(plain::executeLargeUpdate);
    }

    /** This is what Jdbi calls. The others, whose results come in other ways, leave the BEGIN to the driver. */
    @Override
    public final boolean execute() throws SQLException {
        use();
        PreparedStatement first = withBegin;
        if (first == null || isExecuted(first) || confinement.begin().isEmpty()) {
            return executePlain(plain::execute);
        }
        executed = first;
        return execute(
                first,
                () -> confinement.beginning(() -> {
                    first.execute();
                    return first.getMoreResults(); // the first one is the BEGIN's
                }));
    }
}
