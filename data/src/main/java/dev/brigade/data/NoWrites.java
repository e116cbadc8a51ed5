package dev.brigade.data;

import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that refuses what a transaction may do: a standby, reached after a failover, one that somebody has set to read only, as
 * providers do when its disk is nearly full, or one whose disk is full. To those who write it is away, and the log says so once a minute.
 *
 * <p>Safe from any thread: {@code tellsAgainAt} is changed by whoever says it, and by nobody else at that moment.
 */
final class NoWrites {
    private static final Logger LOG = LoggerFactory.getLogger(NoWrites.class);

    private static final String DISK_FULL = "53100";

    /** The folder of PostgreSQL's temporary files, which its messages name in any language. */
    private static final String TEMPORARY = "pgsql_tmp";

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final String database;
    private final AtomicLong tellsAgainAt = new AtomicLong(System.nanoTime());

    NoWrites(String database) {
        this.database = database;
    }

    /** Whether there is no room for what is written (SQLSTATE 53100): not if only the temporary files of the statement itself find none. */
    static boolean isDiskFull(SQLException failure) {
        return DISK_FULL.equals(failure.getSQLState())
                && !String.valueOf(failure.getMessage()).contains(TEMPORARY);
    }

    /** In place of {@code refusal}: an outage, of which of a last statement it is asked twice. */
    SQLException refused(SQLException refusal) {
        if (Causes.first(DatabaseUnavailableException.class, refusal).isPresent()) {
            return refusal;
        }
        String what = "Database \"" + database + "\" takes no writes: " + Failures.reason(refusal);
        long now = System.nanoTime();
        long at = tellsAgainAt.get();
        if (now - at >= 0 && tellsAgainAt.compareAndSet(at, now + PAUSE)) {
            LOG.warn(
                    isDiskFull(refusal)
                            ? "{}. Make room there. Who writes is answered 503 or waits until it writes again."
                            : "{}. It is a standby, or its default_transaction_read_only is on. Who writes is answered 503 or waits,"
                                    + " and such connections are closed, until it writes again.",
                    what);
        }
        return new SQLException(
                what,
                refusal.getSQLState(),
                refusal.getErrorCode(),
                new DatabaseUnavailableException(database, what, refusal));
    }
}
