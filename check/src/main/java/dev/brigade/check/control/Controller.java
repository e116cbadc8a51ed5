package dev.brigade.check.control;

import dev.brigade.check.agent.Agent;
import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.hooks.Hooks;
import dev.brigade.check.hooks.Probe;
import dev.brigade.check.race.Race;
import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.SelfTest;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.Watcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the steps of instrumented code and makes points of them. One at a time in a JVM tells {@link Hooks} where to go.
 *
 * <p>Its methods are called by whoever runs instrumented code; they do nothing but for the one thread that the scheduler has mounted,
 * so its state is confined to the carrier as the scheduler's.
 */
public final class Controller implements Probe {
    private static final long EPOCH_MILLIS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    /** So many transactions of a database have numbers of their own in a run. */
    private static final int TRANSACTIONS = 1_000_000;

    private static final long NANOS_AT_BEGIN = 1_000_000_000_000L;

    private final Scheduler scheduler;
    private final RaceDetector races = new RaceDetector();
    private final Monitors monitors = new Monitors();
    private final Values values = new Values();
    private final Handed handed = new Handed(races);
    private final OptimisticReads reads;
    private final StartedTasks started;
    private final JdkCalls calls;
    private final MeetingPoints points;
    private final Recorder recorder;
    private boolean tracing;
    private int databases;

    public Controller(Outside outside) {
        Agent.install();
        SelfTest.run();
        this.reads = new OptimisticReads(races);
        this.started = new StartedTasks(races);
        this.scheduler = new Scheduler(outside, new Scheduler.Listener() {
            @Override
            public void started(Task parent, Task child) {
                races.fork(parent.id(), child.id());
                started.started(parent, child);
            }
        });
        this.calls = new JdkCalls(scheduler, races, reads, handed, started, monitors, values);
        this.points = new MeetingPoints(scheduler, races, values);
        this.recorder = new Recorder(RecorderSettings.DEFAULT.events(1), points); // nobody asks what they did
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** From the next run on, whether the steps keep the values that they read and write, which costs time. */
    public void trace(boolean on) {
        tracing = on;
    }

    /** As {@link Scheduler#run}, with all instrumented code telling this controller. */
    public Run run(Runnable setup, List<Scheduler.Body> bodies, Runnable teardown, Strategy strategy) {
        races.begin();
        monitors.clear();
        calls.begin();
        values.begin(tracing);
        Hooks.tell(this);
        try {
            return scheduler.run(setup, bodies, teardown, strategy);
        } finally {
            reads.end();
            Hooks.tellNoMore(this);
            values.end();
        }
    }

    /** Runs {@code code} as an activity, so that what it does at Brigade's own meeting points is heard of. */
    public <R, X extends Throwable> R asActivity(String name, ScopedValue.CallableOp<R, X> code) throws X {
        return recorder.begin(Activity.Kind.OTHER, name).call(code);
    }

    /**
     * Hears of the statements, commits and rollbacks of a database.
     *
     * @param name of the database, before the names of its tables; empty for the only or the main one
     */
    public SqlPoints sql(String name, boolean guardsWholeTables) {
        return new SqlPoints(scheduler, values, name, TRANSACTIONS * databases++, guardsWholeTables);
    }

    /** Hears of what an application announces at its meeting points. */
    public Watcher watcher() {
        return points;
    }

    /** The races of the last run. */
    public List<Race> races() {
        return races.races();
    }

    /** Whether the run that the calling thread belongs to is over, so that what it throws is of no interest. */
    public boolean isOver() {
        return scheduler.isOver();
    }

    // --- Probe

    @Override
    public boolean on() {
        return scheduler.current() != null;
    }

    @Override
    public void beforeRead(@Nullable Object owner, int site) {
        field(owner, site, false);
    }

    @Override
    public void beforeWrite(@Nullable Object owner, int site) {
        field(owner, site, true);
    }

    private void field(@Nullable Object owner, int siteId, boolean writes) {
        Task me = scheduler.current();
        if (me == null) {
            return;
        }
        if (!scheduler.isExploring()) {
            scheduler.passes();
            return;
        }
        Site site = Sites.of(siteId);
        String field = Sites.member(siteId);
        FieldStep step = new FieldStep(owner == null ? SharedStep.STATIC : owner, field, writes, siteId);
        scheduler.point(step);
        calls.inside(me);
        if (site.isVolatile()) {
            if (writes) {
                races.release(me.id(), owner, field);
            } else {
                races.acquire(me.id(), owner, field);
            }
        } else if (writes) {
            races.write(me.id(), owner, field, siteId);
        } else {
            reads.read(me, owner, field, siteId);
        }
        values.field(step, owner, site);
    }

    @Override
    public void beforeArrayRead(Object array, int index, int site) {
        element(array, index, site, false);
    }

    @Override
    public void beforeArrayWrite(Object array, int index, int site) {
        element(array, index, site, true);
    }

    private void element(@Nullable Object array, int index, int site, boolean writes) {
        Task me = scheduler.current();
        if (me == null || array == null) {
            return;
        }
        if (!scheduler.isExploring()) {
            scheduler.passes();
            return;
        }
        ArrayStep step = new ArrayStep(array, index, writes, site);
        scheduler.point(step);
        calls.inside(me);
        if (writes) {
            races.write(me.id(), array, index, site);
        } else {
            reads.read(me, array, index, site);
        }
        values.element(step, array, index);
    }

    @Override
    public void beforeEnter(@Nullable Object monitor, int site) {
        Task me = scheduler.current();
        if (me != null && monitor != null && scheduler.isExploring() && monitors.depth(monitor, me) == 0) {
            scheduler.point(new MonitorStep(monitors, monitor, me, true, site));
        }
    }

    @Override
    public void entered(Object monitor, int site) {
        Task me = scheduler.current();
        if (me != null) {
            monitors.entered(monitor, me);
            if (monitors.depth(monitor, me) == 1) {
                races.acquire(me.id(), monitor);
            }
        }
    }

    @Override
    public void beforeExit(@Nullable Object monitor, int site) {
        Task me = scheduler.current();
        if (me == null || monitor == null) {
            return;
        }
        boolean letsGo = monitors.depth(monitor, me) == 1;
        if (letsGo && scheduler.isExploring()) {
            scheduler.pointWithoutEnd(new MonitorStep(monitors, monitor, me, false, site));
        }
        monitors.left(monitor, me);
        if (letsGo) {
            races.release(me.id(), monitor);
        }
    }

    @Override
    public void beforeCall(@Nullable Object receiver, @Nullable Object argument, int site) {
        Task me = scheduler.current();
        if (me != null) {
            calls.before(me, receiver, argument, site);
        }
    }

    @Override
    public void called(@Nullable Object receiver, @Nullable Object result, int site) {
        Task me = scheduler.current();
        if (me != null) {
            calls.after(me, receiver, result, site);
        }
    }

    @Override
    public void threw(@Nullable Object receiver, Throwable thrown, int site) {
        Task me = scheduler.current();
        if (me != null) {
            calls.after(me, receiver, null, site);
        }
    }

    @Override
    public void given(@Nullable Object object, @Nullable Object library, int site) {
        Task me = scheduler.current();
        if (me != null) {
            handed.given(me, object, library);
        }
    }

    @Override
    public void got(@Nullable Object object, @Nullable Object library, int site) {
        Task me = scheduler.current();
        if (me != null) {
            handed.got(me, object, library);
        }
    }

    @Override
    public void initialised(int site) {
        Task me = scheduler.current();
        if (me != null) {
            races.publish(me.id());
        }
    }

    @Override
    public void wakes(Thread thread) {
        if (scheduler.current() != null) {
            scheduler.wakes(thread);
        }
    }

    @Override
    public long nanoTime() {
        if (!scheduler.isInRun()) {
            return System.nanoTime();
        }
        scheduler.asksTime();
        return NANOS_AT_BEGIN + scheduler.nanos();
    }

    @Override
    public long currentTimeMillis() {
        if (!scheduler.isInRun()) {
            return System.currentTimeMillis();
        }
        scheduler.asksTime();
        return EPOCH_MILLIS + scheduler.nanos() / 1_000_000;
    }

    @Override
    public long seed(long fallback) {
        Task me = scheduler.current();
        return me == null ? fallback : me.nextSeed();
    }
}
