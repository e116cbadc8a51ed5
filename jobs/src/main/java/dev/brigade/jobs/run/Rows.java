package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.brigade.data.Database;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Outages;
import dev.brigade.jobs.store.JobTables;
import dev.brigade.jobs.store.Picked;
import dev.brigade.jobs.store.Picking;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * db-scheduler's way to the rows, except that jobs are picked by {@link Picking}, and that not each has a heartbeat, but each
 * node (see {@link Heartbeat}). Safe from any thread;
 * {@code away} is written by the one thread that looks for jobs.
 */
final class Rows extends JdbcTaskRepository {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** Arguments are read and written elsewhere. */
    private static final Serializer NONE = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            throw new UnsupportedOperationException("Jobs are enqueued elsewhere");
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            throw new UnsupportedOperationException("The arguments of jobs are read where they are run");
        }
    };

    /** For H2. */
    private static final class LocksAndFetches extends DefaultJdbcCustomization {
        LocksAndFetches() {
            super(false);
        }

        @Override
        public boolean supportsGenericLockAndFetch() {
            return true;
        }
    }

    private final String node;
    private final Heartbeat heartbeat;
    private final Picking picking;
    private final InHand inHand;
    private volatile boolean away;

    Rows(
            Database database,
            TaskResolver tasks,
            String node,
            Heartbeat heartbeat,
            Picking picking,
            InHand inHand,
            Clock clock) {
        super(
                new UpkeepSource(database),
                true,
                database.isPostgres() ? new PostgreSqlJdbcCustomization(false, false) : new LocksAndFetches(),
                JobTables.JOBS,
                tasks,
                new SchedulerName.Fixed(node),
                NONE,
                false,
                clock);
        this.node = node;
        this.heartbeat = heartbeat;
        this.picking = picking;
        this.inHand = inHand;
    }

    /** One that was picked by a node that is gone; its argument is not known. */
    static Picked lost(Execution execution) {
        return new Picked(
                execution.getTaskName(),
                execution.getId(),
                execution.version,
                "",
                execution.consecutiveFailures,
                execution.executionTime,
                "");
    }

    private static Execution execution(Picked job, String node) {
        return new Execution(
                job.due(),
                new TaskInstance<>(job.job(), job.id(), job),
                true,
                node,
                null,
                null,
                job.failures(),
                null,
                job.version());
    }

    @Override
    public List<Execution> lockAndGetDue(Instant now, int limit) {
        try {
            List<Execution> due = picking.pick(node, now, limit).stream()
                    .map(job -> execution(job, node))
                    .toList();
            if (away) {
                away = false;
                LOG.info("Jobs are run again: the database is back");
            }
            return due;
        } catch (RuntimeException failure) {
            if (isStopped()) {
                return List.of();
            }
            if (!isAway(failure)) {
                throw failure;
            }
            if (!away) {
                away = true;
                LOG.warn("No jobs are run until the database can be reached: {}", Outages.reason(failure));
            }
            return List.of();
        }
    }

    @Override
    public boolean updateHeartbeat(Execution execution, Instant newHeartbeat) {
        return true;
    }

    @Override
    public boolean updateHeartbeatWithRetry(Execution execution, Instant newHeartbeat, int tries) {
        return true;
    }

    /**
     * Those of nodes that are not seen any more, and those of this one that it knows nothing of. How long ago they were picked is by the clock
     * of the database, since those of two nodes may differ by more than they take.
     *
     * @param byOwnClock not asked
     */
    @Override
    public List<Execution> getDeadExecutions(Instant byOwnClock) {
        try {
            List<Execution> old = super.getDeadExecutions(heartbeat.longAgo());
            if (old.isEmpty()) {
                return old;
            }
            Optional<Set<String>> living = heartbeat.living();
            return old.stream().filter(job -> isDead(job, living)).toList();
        } catch (RuntimeException failure) {
            if (isStopped() || isAway(failure)) {
                return List.of(); // it is asked again, unless this stops
            }
            throw failure;
        }
    }

    /** The threads that look are interrupted by nobody but the stop: what failed of that is no error, and nobody asks again. */
    private static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }

    /** Also if the connection was lost at the commit: what was picked all the same, this node knows nothing of, so that it is found as dead. */
    private static boolean isAway(RuntimeException failure) {
        return Outages.isOutage(failure)
                || (failure instanceof CommitFailedException commit && commit.outcomeUnknown());
    }

    private boolean isDead(Execution job, Optional<Set<String>> living) {
        String by = Optional.ofNullable(job.pickedBy).orElse("");
        return by.equals(node)
                ? !inHand.has(job.getTaskName(), job.getId(), job.version)
                : living.isPresent() && !living.get().contains(by);
    }
}
