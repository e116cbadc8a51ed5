package dev.brigade.data.cluster;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that cluster locks and conditions need, made when they are first needed, in the schema that is first in the search
 * path. They have a history of their own, {@code brigade_history}, and nothing to do with the application's migrations.
 *
 * <p>Safe from any thread: {@link #ready} goes from false to true once, under {@link #lock} within a process; between nodes an
 * advisory lock lets one do it while the others wait, and then find it done.
 */
public final class ClusterSchema {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSchema.class);

    /** Version n is made by the n-th step. A step that was released is never changed. */
    private static final List<String> STEPS = List.of("""
            create table brigade_fence (name varchar(1000) primary key, token bigint not null);
            create table brigade_signal (
                id bigint generated always as identity primary key,
                sent timestamp with time zone default current_timestamp not null)""");

    private static final String HISTORY = """
            create table if not exists brigade_history (
                part varchar(100) not null,
                version int not null,
                installed timestamp with time zone default current_timestamp not null,
                primary key (part, version))""";

    private static final String PERMISSION_DENIED = "42501";

    private final Target target;
    private final Supplier<Connection> connections;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ready;

    public ClusterSchema(Target target) {
        this(target, target::connect);
    }

    public ClusterSchema(Target target, Supplier<Connection> connections) {
        this.target = target;
        this.connections = connections;
    }

    /**
     * Makes what is not there, on a connection of its own.
     *
     * @throws DatabaseException with the SQL to run, if the user may not
     */
    public void ensure() {
        if (ready) {
            return;
        }
        lock.lock();
        try {
            if (!ready) {
                connectAndInstall();
                ready = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void connectAndInstall() {
        try (Connection connection = connections.get()) {
            install(connection);
        } catch (DatabaseException failure) {
            throw failure.getCause() instanceof SQLException cause && Failures.isConnectionLost(cause)
                    ? OpenFailures.unavailable(target.name(), cause)
                    : failure;
        } catch (SQLException failure) {
            throw new DatabaseException(
                    PERMISSION_DENIED.equals(failure.getSQLState())
                            ? "User \"" + target.user() + "\" of " + target
                                    + " may not make the tables that cluster locks and"
                                    + " conditions need. Let somebody who may run this, once:\n" + byHand()
                            : "The tables of cluster locks and conditions could not be made in " + target + ": "
                                    + Failures.reason(failure),
                    failure);
        }
    }

    private void install(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(
                Connection.TRANSACTION_READ_COMMITTED); // to see what another has done meanwhile
        try (Statement statement = connection.createStatement()) {
            if (isThere(statement) && version(statement) >= STEPS.size()) {
                return; // the usual case, which takes no right to create anything
            }
            if (target.product() == Product.POSTGRESQL) {
                statement.execute("select pg_advisory_xact_lock(" + new ClusterName("brigade_history").number() + ")");
            }
            if (!isThere(statement)) {
                statement.execute(HISTORY);
            }
            int version = version(statement);
            for (int next = version + 1; next <= STEPS.size(); next++) {
                statement.execute(STEPS.get(next - 1));
                statement.execute(recorded(next));
            }
            connection.commit();
            if (version < STEPS.size()) {
                LOG.info("{}: tables for cluster locks and conditions made", target);
            }
        }
    }

    private boolean isThere(Statement statement) throws SQLException {
        if (target.product() != Product.POSTGRESQL) {
            statement.execute(HISTORY);
            return true;
        }
        try (ResultSet rows = statement.executeQuery("select to_regclass('brigade_history') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select coalesce(max(version), 0) from brigade_history where part = 'cluster'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String recorded(int version) {
        return "insert into brigade_history (part, version) values ('cluster', " + version + ")";
    }

    private String byHand() {
        StringBuilder sql = new StringBuilder(HISTORY).append(";\n");
        for (int version = 1; version <= STEPS.size(); version++) {
            sql.append(STEPS.get(version - 1))
                    .append(";\n")
                    .append(recorded(version))
                    .append(";\n");
        }
        return sql.append("grant select on brigade_history to \"")
                .append(target.user())
                .append("\";\ngrant select, insert, update, delete on brigade_fence, brigade_signal to \"")
                .append(target.user())
                .append("\";")
                .toString();
    }
}
