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
 * A server that refuses what a transaction may do: a standby, reached after a failover, or one that somebody has set to read only, as
 * providers do when its disk is nearly full. To those who write it is away, and the log says so once a minute.
 *
 * <p>Safe from any thread: {@code tellsAgainAt} is changed by whoever says it, and by nobody else at that moment.
 */
final class NoWrites {
    private static final Logger LOG = LoggerFactory.getLogger(NoWrites.class);

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final String database;
    private final AtomicLong tellsAgainAt = new AtomicLong(System.nanoTime());

    NoWrites(String database) {
        this.database = database;
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
                    "{}. It is a standby, or its default_transaction_read_only is on. Who writes is answered 503 or waits, and such"
                            + " connections are closed, until it writes again.",
                    what);
        }
        return new SQLException(
                what,
                refusal.getSQLState(),
                refusal.getErrorCode(),
                new DatabaseUnavailableException(database, what, refusal));
    }
}
