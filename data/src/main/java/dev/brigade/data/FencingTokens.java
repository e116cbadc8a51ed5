package dev.brigade.data;

import dev.brigade.data.cluster.ClusterName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Draws fencing tokens: for each lock a row with a number, which is raised by one in a transaction of its own, while the lock
 * is held and before the holder's transaction begins.
 *
 * <p>Why successive holders' tokens increase, whatever happens: the row is raised only by who holds the lock, on the very session
 * that holds it, so one that has lost its session draws no more; and a token is handed out after it has been committed,
 * with the log on disk, so that neither a rollback nor a crash of the server gives it out a second time. A sequence
 * would not do: what {@code nextval} returned is on disk only when its transaction, or a later one, has committed,
 * and after a crash before that the same number comes again.
 */
final class FencingTokens {
    private static final String DRAW = "insert into brigade_fence as fence (name, token) values (?, 1)"
            + " on conflict (name) do update set token = fence.token + 1 returning token";

    /**
     * READ COMMITTED, since only the holder is here, and SERIALIZABLE would now and then see a conflict with the holder of another
     * lock; writing, also for work that only reads; on disk, also where the server does not insist.
     */
    private static final String IN_TRANSACTION = "begin isolation level read committed read write;"
            + " select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'; "
            + DRAW + "; commit";

    private FencingTokens() {}

    /** {@code connection} is outside of any transaction. */
    static long drawPostgres(Session session, Connection connection, ClusterName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IN_TRANSACTION)) {
            statement.setString(1, name.text());
            return session.inSqlByItself(DRAW, statement, () -> {
                statement.execute();
                return lastNumber(statement);
            });
        } catch (SQLException failure) {
            try (Statement back = connection.createStatement()) {
                back.execute("rollback");
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static long lastNumber(Statement statement) throws SQLException {
        long number = 0;
        do {
            try (ResultSet rows = statement.getResultSet()) {
                if (rows != null && rows.next() && rows.getObject(1) instanceof Long it) {
                    number = it;
                }
            }
        } while (statement.getMoreResults() || statement.getUpdateCount() != -1);
        if (number == 0) {
            throw new SQLException("The database gave no fencing token");
        }
        return number;
    }

    /** In the process that has the database to itself, the lock is lost only with the process. */
    static long drawH2(Cluster cluster, ClusterName name) throws SQLException {
        try (Connection connection = cluster.connect();
                PreparedStatement update = connection.prepareStatement(
                        "select token from final table (merge into brigade_fence as fence using (values (cast(? as"
                                + " varchar(1000)))) as wanted (name) on fence.name = wanted.name when matched then update"
                                + " set token = fence.token + 1 when not matched then insert (name, token) values (wanted.name, 1))")) {
            update.setString(1, name.text());
            try (ResultSet rows = update.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
