package dev.brigade.data.tables;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import dev.brigade.data.settings.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables of Brigade in one database. Immutable.
 *
 * @param target for messages, and for which product it is
 * @param connections to it, each closed after its use
 */
public record TableInstaller(OwnTables wanted, Target target, Supplier<Connection> connections) {
    private static final Logger LOG = LoggerFactory.getLogger(TableInstaller.class);

    private static final String HISTORY = """
            create table if not exists brigade_history (
                part varchar(100) not null,
                version int not null,
                installed timestamp with time zone default current_timestamp not null,
                primary key (part, version))""";

    private static final String PERMISSION_DENIED = "42501";

    /** By which nodes lock each other out while they make tables: a number that no lock of an application has. */
    static final long LOCK = -5_530_367_874_041_069_642L;

    private List<String> steps() {
        return target.product() == Product.POSTGRESQL ? wanted.postgres() : wanted.others();
    }

    /**
     * Makes what is not there. Between nodes an advisory lock lets one do it while the others wait, and then find it done;
     * an embedded database has one node, which calls this from one thread.
     */
    public void ensure() {
        try (Connection connection = connections.get()) {
            install(connection);
        } catch (DatabaseException failure) {
            throw failure.getCause() instanceof SQLException cause && Failures.isConnectionLost(cause)
                    ? OpenFailures.unavailable(target.name(), cause)
                    : failure;
        } catch (SQLException failure) {
            throw new DatabaseException(
                    PERMISSION_DENIED.equals(failure.getSQLState())
                            ? "User \"" + target.user() + "\" of " + target + " may not make the tables that "
                                    + wanted.what() + " need. Let somebody who may run this, once:\n" + byHand()
                            : "The tables of " + wanted.what() + " could not be made in " + target + ": "
                                    + Failures.reason(failure),
                    failure);
        }
    }

    private void install(Connection connection) throws SQLException {
        List<String> steps = steps();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(
                Connection.TRANSACTION_READ_COMMITTED); // to see what another has done meanwhile
        try (Statement statement = connection.createStatement()) {
            if (isThere(statement) && version(statement) >= steps.size()) {
                return; // the usual case, which takes no right to create anything
            }
            if (target.product() == Product.POSTGRESQL) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            if (!isThere(statement)) {
                statement.execute(HISTORY);
            }
            int version = version(statement);
            for (int next = version + 1; next <= steps.size(); next++) {
                statement.execute(steps.get(next - 1));
                statement.execute(recorded(next));
            }
            connection.commit();
            if (version < steps.size()) {
                LOG.info("{}: tables for {} made", target, wanted.what());
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

    private int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select coalesce(max(version), 0) from brigade_history where part = '" + wanted.part() + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String recorded(int version) {
        return "insert into brigade_history (part, version) values ('" + wanted.part() + "', " + version + ")";
    }

    /** On PostgreSQL, and for tables too that are there already, of which this user has not the right to know. */
    private String byHand() {
        StringBuilder sql = new StringBuilder(HISTORY).append(";\n");
        List<String> steps = steps();
        for (int version = 1; version <= steps.size(); version++) {
            sql.append(steps.get(version - 1))
                    .append(";\n")
                    .append(recorded(version))
                    .append(" on conflict do nothing;\n");
        }
        return sql.append("grant select on brigade_history to \"")
                .append(target.user())
                .append("\";\ngrant select, insert, update, delete on ")
                .append(String.join(", ", wanted.tables()))
                .append(" to \"")
                .append(target.user())
                .append("\";")
                .toString();
    }
}
