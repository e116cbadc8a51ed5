package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.brigade.data.Database;
import dev.brigade.data.settings.OwnTables;
import dev.brigade.jobs.store.JobTables;
import dev.brigade.jobs.store.Nodes;
import dev.brigade.jobs.store.Picked;
import dev.brigade.jobs.store.Picking;
import dev.brigade.jobs.store.RecurringRows;
import dev.brigade.jobs.store.Standing;
import dev.brigade.web.background.Background;
import dev.brigade.web.background.Figure;
import dev.brigade.web.background.Host;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is declared about the jobs of an application, and what runs them on this node.
 *
 * <p>Declarations are added by the one thread that builds the application; {@link #prepare} ends that. {@code prepared}, {@code figures} and {@code
 * scheduler} are written once, by the thread that starts the application, and read by any; all else is final and safe by itself.
 */
public final class Workers implements Background {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final Duration IDLE_MARGIN = Duration.ofSeconds(10);
    private static final Duration IDLE_WITHOUT_DEADLINE = Duration.ofMinutes(5);

    /** For work that was cut off to notice and to roll back. */
    private static final Duration NOTICE = Duration.ofSeconds(2);

    private static final long LOOKS_EVERY = TimeUnit.MILLISECONDS.toNanos(2);

    /** What a started application gives. */
    private record Prepared(
            Host host,
            Runner runner,
            RecurringRows recurring,
            Picking picking,
            TaskResolver tasks,
            Heartbeat heartbeat,
            String node) {
        Database database() {
            return host.database();
        }
    }

    private final JobSettings settings;
    private final Map<String, Declaration> declared = new LinkedHashMap<>();
    /** The recurring ones whose schedules this node has told since its start. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Prepared prepared;
    private volatile @Nullable JobScheduler scheduler;
    private volatile @Nullable JobFigures figures;

    public Workers(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * Jobs of a name more.
     *
     * @throws IllegalStateException if there is one of that name
     */
    public void declare(Declaration declaration) {
        if (prepared != null) {
            throw new IllegalStateException("Declare " + declaration + " before the application is started");
        }
        if (declared.putIfAbsent(declaration.name(), declaration) != null) {
            throw new IllegalStateException("There is a " + declaration + " already; give this one another name");
        }
    }

    /**
     * The started application.
     *
     * @throws IllegalStateException if it has not been started
     */
    public Host host() {
        return prepared().host();
    }

    private Prepared prepared() {
        Prepared mine = prepared;
        if (mine == null) {
            throw new IllegalStateException(
                    "The jobs belong to an application that has not been started; enqueue in a handler or onStart(…)");
        }
        return mine;
    }

    @Override
    public Optional<OwnTables> tables() {
        return Optional.of(JobTables.ALL);
    }

    @Override
    public Duration longestPause() {
        Duration longest = Duration.ZERO;
        for (Declaration one : declared.values()) {
            Duration needed = one.deadline().isZero()
                    ? IDLE_WITHOUT_DEADLINE
                    : one.deadline().plus(IDLE_MARGIN);
            longest = needed.compareTo(longest) > 0 ? needed : longest;
        }
        return longest;
    }

    @Override
    public void prepare(Host host) {
        settings.check();
        declared.values().forEach(Declaration::settle);
        String node = NodeNames.next();
        Runner runner = new Runner(host, settings, node);
        prepared = new Prepared(
                host,
                runner,
                new RecurringRows(host.database()),
                new Picking(host.database(), List.copyOf(declared.keySet())),
                resolver(runner),
                new Heartbeat(
                        new Nodes(host.database()), node, settings.takeover().value(), System::nanoTime),
                node);
    }

    @Override
    public List<Figure> figures() {
        Prepared mine = prepared();
        JobFigures made = new JobFigures(
                now -> Standing.of(mine.database(), now),
                mine.runner().inHand(),
                declared.keySet(),
                settings.workers().value(),
                JobFigures.EVERY);
        figures = made;
        return made.all();
    }

    private TaskResolver resolver(Runner runner) {
        List<Task<?>> tasks = new ArrayList<>();
        declared.values().forEach(one -> tasks.add(new JobTask(one, runner)));
        return new TaskResolver(SchedulerListeners.NOOP, new SystemClock(), tasks);
    }

    @Override
    public void start() {
        Prepared mine = prepared();
        mine.heartbeat().beat();
        declareRecurring(Instant.now());
        Duration takeover = settings.takeover().value();
        ScheduledExecutorService housekeeper = Executors.newScheduledThreadPool(
                2,
                Thread.ofVirtual()
                        .inheritInheritableThreadLocals(false)
                        .name("keeps jobs ", 1)
                        .factory());
        long beat = mine.heartbeat().pause().toMillis();
        var _ = housekeeper.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        JobScheduler made = new JobScheduler(
                rows(mine),
                mine.tasks(),
                mine.node(),
                settings.workers().value(),
                settings.poll().value(),
                takeover,
                housekeeper);
        scheduler = made;
        made.start();
        LOG.debug("Jobs are run by {} workers of node {}", settings.workers().value(), mine.node());
    }

    private Rows rows(Prepared mine) {
        return new Rows(
                mine.database(),
                mine.tasks(),
                mine.node(),
                mine.heartbeat(),
                mine.picking(),
                mine.runner().inHand(),
                new SystemClock());
    }

    private void beat() {
        try {
            prepared().heartbeat().beat();
            if (declared.values().stream().anyMatch(one -> one.schedule().isPresent() && !told.contains(one.name()))) {
                declareRecurring(Instant.now());
            }
        } catch (RuntimeException | Error failure) { // an exception would end the beats, and with them the node
            try {
                LOG.debug("This node could not say that it is alive", failure); // the next beat may
            } catch (RuntimeException | Error e) {
                // nor memory for the words
            }
        }
    }

    /** What runs at this moment is told of a new schedule later. */
    private void declareRecurring(Instant now) {
        for (Declaration one : declared.values()) {
            one.schedule().ifPresent(times -> {
                boolean changed = !told.contains(one.name());
                if (prepared().recurring().declare(one.name(), times.text(), times.next(now), now, changed)) {
                    told.add(one.name());
                }
            });
        }
    }

    /** Something is due now: looks for it at once, if jobs are run here. */
    public void wake() {
        JobScheduler mine = scheduler;
        if (mine != null) {
            mine.triggerCheckForDueExecutions();
        }
    }

    /** Runs what is due at {@code now} or by the time that it takes, each once, on the current thread. */
    public List<Ran> runDue(Instant now) {
        Prepared mine = prepared();
        declareRecurring(now);
        InstantSource clock = () -> {
            Instant current = Instant.now(); // what a job enqueues for now is due a moment later
            return current.isAfter(now) ? current : now;
        };
        List<Picked> begun = new ArrayList<>();
        List<Ran> all = new ArrayList<>();
        while (true) {
            List<Picked> next = mine.picking().pick(mine.node(), clock.instant(), 1, begun);
            if (next.isEmpty()) {
                return all;
            }
            Picked job = next.getFirst();
            begun.add(job);
            all.add(mine.runner().run(Objects.requireNonNull(declared.get(job.job())), job, clock));
        }
    }

    @Override
    public void stop(Duration grace) {
        JobFigures read = figures;
        if (read != null) {
            read.end();
        }
        JobScheduler mine = scheduler;
        if (mine == null) {
            return;
        }
        Runner runner = prepared().runner();
        long end = System.nanoTime() + grace.toNanos();
        runner.stops();
        mine.pause();
        InHand inHand = runner.inHand();
        if (!until(end, inHand::isEmpty)) {
            until(System.nanoTime() + NOTICE.toNanos(), () -> {
                inHand.cutOff();
                return inHand.isEmpty();
            });
        }
        inHand.names().forEach(name -> LOG.warn("{} does not heed that it was cut off, and will be rolled back", name));
        mine.stop(); // what has just been picked goes back
        try {
            prepared().heartbeat().end();
        } catch (RuntimeException failure) {
            LOG.debug("This node could not say that it has ended", failure); // it will be found out
        }
    }

    private static boolean until(long end, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOKS_EVERY);
        }
        return true;
    }
}
