package dev.brigade.data.confined;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC object that belongs to one thread and one transaction: asks its {@link Confinement} before each call, and then passes it
 * on to the driver's object. Subclasses write the methods that mean something to a transaction; {@link Forwarders} makes the
 * others.
 *
 * <p>Closing is allowed after the end, when it does nothing, since libraries close in {@code finally}. {@code unwrap} gives
 * out the driver's own object for what JDBC has no words for, such as PostgreSQL's COPY; that object is not confined, and
 * whoever unwraps it keeps it in its thread and forgets it at the end of the transaction. {@code unwrap} to a type of JDBC
 * itself gives the confined object.
 */
abstract class Confined implements Wrapper {
    final Confinement confinement;
    private final String what;

    /** {@code what} begins messages: {@code "A statement"}. */
    Confined(Confinement confinement, String what) {
        this.confinement = confinement;
        this.what = what;
    }

    /** The driver's object. */
    abstract Object target();

    /** A call of the driver that makes something. */
    interface Making<T extends @Nullable Object> {
        T make() throws SQLException;
    }

    /** What the driver makes, having learned from how it fails. */
    final <T extends @Nullable Object> T made(Making<T> making) throws SQLException {
        try {
            return making.make();
        } catch (SQLException failure) {
            throw failed(failure);
        } catch (RuntimeException | Error failure) {
            broke(failure);
            throw failure;
        }
    }

    /** Before each call: refuses another thread, and use after the end. */
    final void use() {
        confinement.check(what);
    }

    /** After a call that failed. */
    final SQLException failed(SQLException failure) {
        return confinement.failed(failure);
    }

    /** After a call in which the driver broke off, maybe in the middle of what the database sent: nobody shall read the rest. */
    final Throwable broke(Throwable failure) {
        if (confinement.isLeased()) { // it may be the lease that failed
            confinement.lost();
        }
        return failure;
    }

    /** {@code answer}, confined if it stands for something in the database: rows, or a large value. */
    @Nullable
    final Object confined(@Nullable Object answer) {
        return switch (answer) {
            case ResultSet rows -> rows(rows);
            case Blob blob -> ConfinedBlob.of(confinement, blob);
            case Clob clob -> ConfinedClob.of(confinement, clob);
            case null, default -> answer;
        };
    }

    /** {@code found}, confined. */
    ResultSet rows(ResultSet found) {
        return ConfinedResultSet.of(confinement, found, null);
    }

    /** Whether it is of no use any more, apart from the transaction's end. */
    abstract boolean isTargetClosed() throws SQLException;

    abstract void closeTarget() throws SQLException;

    public final boolean isClosed() throws SQLException {
        confinement.checkThread(what);
        return confinement.isEnded() || isTargetClosed();
    }

    public final void close() throws SQLException {
        confinement.checkThread(what);
        if (!confinement.isEnded()) {
            try {
                closeTarget();
            } catch (SQLException failure) {
                throw failed(failure);
            } catch (RuntimeException | Error failure) {
                broke(failure);
                throw failure;
            }
        }
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        use();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        confinement.needsTransaction(); // what it is for is out of sight from here on
        if (this instanceof ConfinedStatement statement) {
            statement.withoutTwin();
        }
        Object target = target();
        return target instanceof Wrapper wrapper ? wrapper.unwrap(type) : type.cast(target);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        use();
        return type.isInstance(this)
                || (target() instanceof Wrapper wrapper ? wrapper.isWrapperFor(type) : type.isInstance(target()));
    }

    @Override
    public final String toString() {
        return what + " of " + confinement.activity().name();
    }
}
