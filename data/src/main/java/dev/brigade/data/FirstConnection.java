package dev.brigade.data;

import dev.brigade.data.connections.Pooler;
import dev.brigade.data.embedded.Instance;
import dev.brigade.data.embedded.KnownEngine;
import dev.brigade.data.embedded.Leftovers;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first connection to a database, outside of any pool: for clear messages if it can't be reached, and to keep one of H2 open. What a
 * process that was killed has left in a file of H2 is put in order. Confined to the thread that made it until it is handed on.
 */
final class FirstConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Target target;
    private final Connection connection;

    private FirstConnection(Target target, Connection connection) {
        this.target = target;
        this.connection = connection;
    }

    /** @throws DatabaseException if it can't be reached, or not as it must, saying what to do */
    static FirstConnection to(Target target) {
        boolean wasKilled = target.isFile() && Leftovers.mayBeIn(target.h2Path());
        FirstConnection first = new FirstConnection(target, target.connect());
        try {
            Pooler.refuse(target, first.connection);
            if (wasKilled && first.isToKnownFile()) {
                first.putBack();
            }
            return first;
        } catch (RuntimeException | Error failure) {
            first.close();
            throw failure;
        }
    }

    private void putBack() {
        try {
            int rows = Leftovers.putBack(connection);
            if (rows > 0) {
                LOG.info("{}: {} rows or entries of indexes put back, whose transactions were cut short", target, rows);
            }
        } catch (SQLException failure) {
            throw OpenFailures.opening(target, failure);
        }
    }

    /** Whether it is to a file of an H2 whose inside is known: then a kill leaves whole transactions in it. */
    boolean isToKnownFile() {
        if (!target.isFile()) {
            return false;
        }
        try {
            if (KnownEngine.isAt(connection)) {
                return true;
            }
            LOG.warn(
                    "{} is kept by H2 {}; what is committed is known to survive a kill of this process, as a whole, only with the"
                            + " H2 that Brigade brings. Leave its version to Brigade, in pom.xml, or move to PostgreSQL",
                    target,
                    KnownEngine.version(connection));
            return false;
        } catch (SQLException failure) {
            throw OpenFailures.opening(target, failure);
        }
    }

    /** What it is to; empty if that is no {@linkplain #isToKnownFile known} H2 in this process that keeps a file. */
    Optional<Instance> instance() {
        try {
            return target.isFile() && KnownEngine.isAt(connection) ? Instance.of(connection) : Optional.empty();
        } catch (SQLException failure) {
            throw OpenFailures.opening(target, failure);
        }
    }

    /** Never throws. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.warn("{} did not close properly: {}", target, Failures.reason(failure));
        }
    }
}
