package dev.brigade.web.watch;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.data.pool.LeaseView;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.Activity;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of requests, and of work on items of queues, that hold a connection and do something else for long: wait for another
 * server, for a lock, sleep. Others may wait for that connection meanwhile, and rows stay locked. Once for each route or queue.
 *
 * <p>Confined to the {@link Watchdog}'s thread. It looks at the pools, which are small, and not at each request.
 */
public final class IdleLeases {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** What a database is busy with, or a pool, whose timeout says more; and what has ended lets go in a moment. */
    private static final Set<State> NOT_IDLE =
            EnumSet.of(State.IN_SQL, State.COMMITTING, State.ROLLING_BACK, State.WAITS_FOR_CONNECTION, State.ENDED);

    private final Databases databases;
    private final long longest;
    private final Set<String> warned = new HashSet<>();

    /** @param longest how long is not worth a warning; zero for never one */
    public IdleLeases(Databases databases, Duration longest) {
        this.databases = databases;
        this.longest = longest.toNanos();
    }

    void sweep(long now) {
        if (longest == 0) {
            return;
        }
        databases.main().ifPresent(main -> sweep(main, now));
        databases.named().values().forEach(named -> sweep(named, now));
    }

    private void sweep(Database database, long now) {
        PoolView pool = database.poolView();
        for (LeaseView lease : pool.leases()) {
            if (!lease.inSql() && now - lease.quietSinceNanos() > longest) {
                warn(pool.name(), lease.activity(), now - lease.quietSinceNanos());
            }
        }
    }

    private void warn(String pool, Activity activity, long idle) {
        if (!(activity.cancellation().orElse(null) instanceof RequestWatch watch)
                || warned.contains(watch.route())
                || NOT_IDLE.contains(activity.status().state())
                || Doing.isInDriver(activity)) { // it reads rows by and by
            return;
        }
        warned.add(watch.route());
        LOG.warn(
                "{} has held a connection of pool \"{}\" without using it for {} s; it {}. Others may wait for it: do that"
                        + " before the first statement, or in afterCommit. Said once for {}.",
                activity,
                pool,
                String.format(Locale.ROOT, "%.1f", idle / 1e9),
                Doing.of(activity),
                watch.route());
    }
}
