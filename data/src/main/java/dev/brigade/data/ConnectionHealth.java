package dev.brigade.data;

import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * What is known of a transaction's connection from how its statements have failed: whether somebody else may have it afterwards, and
 * whether the transaction can commit. Confined to the transaction's thread.
 */
final class ConnectionHealth {
    /** PostgreSQL: in failed SQL transaction. */
    private static final String ABORTED = "25P02";

    private boolean lost;
    private Optional<SQLException> gone = Optional.empty();
    private boolean broken;
    private Optional<SQLException> undone = Optional.empty();
    private Optional<SQLException> refused = Optional.empty();

    /** Nobody else shall have it. */
    void lost() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** The driver broke off while a statement ran, maybe in the middle of an answer, which the next would read as its own. */
    void broke() {
        broken = true;
        lost = true;
    }

    /** Whether nothing more may be sent. */
    boolean isBroken() {
        return broken;
    }

    /** A statement has failed on {@code product}. */
    void failed(SQLException failure, Product product) {
        boolean isGone = Failures.isConnectionLost(failure);
        if (isGone && gone.isEmpty()) {
            gone = Optional.of(failure);
        }
        lost |= isGone || Conflicts.isMuddled(failure) || Conflicts.isStalePlan(failure);
        if (product.undoesAllOn(failure)) {
            undone = Optional.of(failure);
        }
        if (!ABORTED.equals(failure.getSQLState())) {
            refused = Optional.of(failure);
        }
    }

    /**
     * The failure because of which the transaction can't commit although the database would say that it did, if there is
     * one: any in which the driver {@linkplain #broke broke off}; on H2 a conflict, upon which it undoes all and goes on; on PostgreSQL any failure that no savepoint has made
     * good, upon which it answers ROLLBACK to the COMMIT. The driver (42.7.14) takes that for success, but knows the state,
     * which PostgreSQL tells with each answer: also of statements that were sent past the session, such as a COPY.
     *
     * @throws SQLException by which the connection was lost, if the work went on all the same: nothing can commit, and a COMMIT that is
     *     sent there would be one of which nobody knows
     */
    Optional<SQLException> obstacle(Connection connection, Product product) throws SQLException {
        if (broken) {
            return Optional.of(new SQLException("the driver broke off while one ran"));
        }
        if (isGone(connection)) {
            throw gone.orElseThrow();
        }
        if (undone.isPresent() || product != Product.POSTGRESQL || !isAborted(connection)) {
            return undone;
        }
        return Optional.of(refused.orElseGet(
                () -> new SQLException("a statement that was sent through the driver's own objects failed", ABORTED)));
    }

    /** Whether a statement has failed since it was lost, and the driver has closed it since. */
    boolean isGone(Connection connection) throws SQLException {
        return gone.isPresent() && connection.unwrap(Connection.class).isClosed(); // of which the pool need not know
    }

    private static boolean isAborted(Connection connection) throws SQLException {
        if (connection.isWrapperFor(BaseConnection.class)) {
            return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
        }
        try (Statement probe = connection.createStatement()) { // another driver in front of PostgreSQL
            probe.execute("select 1");
            return false;
        } catch (SQLException failure) {
            if (ABORTED.equals(failure.getSQLState())) {
                return true;
            }
            throw failure;
        }
    }
}
