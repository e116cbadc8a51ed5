package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Execution;
import dev.brigade.data.Database;
import dev.brigade.data.errors.Outages;
import dev.brigade.jobs.store.JobTables;
import dev.brigade.jobs.store.Nodes;
import dev.brigade.jobs.store.Picked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * db-scheduler's way to the rows, except for heartbeats: nodes have one, jobs don't (see {@link Nodes}). Safe from any thread;
 * {@code away} is written by the one thread that looks for jobs.
 */
final class Rows extends JdbcTaskRepository {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** Arguments are JSON already. */
    private static final Serializer AS_IT_IS = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return (byte[]) data;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(bytes);
        }
    };

    private final String node;
    private final Nodes nodes;
    private final InHand inHand;
    private final Duration takeover;
    private volatile boolean away;

    Rows(
            Database database,
            TaskResolver tasks,
            String node,
            Nodes nodes,
            InHand inHand,
            Duration takeover,
            Clock clock) {
        super(
                new UpkeepSource(database),
                true,
                Customization.of(database.isPostgres()),
                JobTables.JOBS,
                tasks,
                new SchedulerName.Fixed(node),
                AS_IT_IS,
                false,
                clock);
        this.node = node;
        this.nodes = nodes;
        this.inHand = inHand;
        this.takeover = takeover;
    }

    static Picked picked(Execution execution) {
        byte[] data = (byte[]) execution.taskInstance.getData();
        return new Picked(
                execution.getTaskName(),
                execution.getId(),
                execution.version,
                execution.consecutiveFailures,
                execution.executionTime,
                data == null ? "" : new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public List<Execution> lockAndGetDue(Instant now, int limit) {
        try {
            List<Execution> due = super.lockAndGetDue(now, limit);
            if (away) {
                away = false;
                LOG.info("Jobs are run again: the database is back");
            }
            return due;
        } catch (RuntimeException failure) {
            if (!Outages.isOutage(failure)) {
                throw failure;
            }
            if (!away) {
                away = true;
                LOG.warn("No jobs are run until the database can be reached: {}", failure.toString());
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

    /** Those of nodes that are not seen any more, and those of this one that it knows nothing of. */
    @Override
    public List<Execution> getDeadExecutions(Instant olderThan) {
        try {
            List<Execution> old = super.getDeadExecutions(olderThan);
            if (old.isEmpty()) {
                return old;
            }
            Set<String> living = nodes.living(takeover);
            return old.stream().filter(job -> isDead(job, living)).toList();
        } catch (RuntimeException failure) {
            if (Outages.isOutage(failure)) {
                return List.of(); // it is asked again
            }
            throw failure;
        }
    }

    private boolean isDead(Execution job, Set<String> living) {
        String by = Optional.ofNullable(job.pickedBy).orElse("");
        return by.equals(node) ? !inHand.has(job.getTaskName(), job.getId(), job.version) : !living.contains(by);
    }
}
