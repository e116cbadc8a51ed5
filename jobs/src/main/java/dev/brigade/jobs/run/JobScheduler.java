package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * db-scheduler with rows of our own, and each job on a virtual thread of its own. It picks as many jobs as there are free workers and
 * no more, so that none waits here while another node could run it; and looks for more as soon as one has ended.
 */
final class JobScheduler extends Scheduler {
    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final Duration AFTER_ALL_HAS_ENDED = Duration.ofSeconds(1);

    JobScheduler(
            Rows rows,
            TaskResolver tasks,
            String node,
            int workers,
            Duration poll,
            Duration takeover,
            ScheduledExecutorService housekeeper) {
        super(
                new SystemClock(),
                rows,
                rows,
                tasks,
                workers,
                eachOnItsThread("job-"),
                new SchedulerName.Fixed(node),
                new Waiter(poll, steady()),
                takeover.dividedBy(Heartbeat.BEATS),
                Heartbeat.BEATS,
                new ArrayList<>(),
                List.of(),
                new PollingStrategyConfig(
                        PollingStrategyConfig.Type.LOCK_AND_FETCH, (workers - 1.0) / workers + 0.000_1, 1.001),
                NEVER, // what this node doesn't know may be known to the next version
                AFTER_ALL_HAS_ENDED,
                LogLevel.ERROR,
                true,
                List.of(),
                eachOnItsThread("looks for jobs "),
                housekeeper);
    }

    /** Which nobody sets back: until the time of day came again the waiter would wait. */
    private static Clock steady() {
        Instant begin = Instant.now();
        long nanos = System.nanoTime();
        return () -> begin.plusNanos(System.nanoTime() - nanos);
    }

    private static ExecutorService eachOnItsThread(String name) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name(name, 1)
                .factory());
    }
}
