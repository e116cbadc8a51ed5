package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.Sentry;
import dev.brigade.threads.UnheardSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Watches the activities of a {@link Recorder}: finds and breaks deadlocks, learns in which order things are acquired, and
 * tells of locks that are left held, released too early or held for long.
 *
 * <p>Safe from any thread. What comes from the activities' own threads ({@link Sentry}) goes to {@link LockOrder} and to sets
 * of what has been told, which are concurrent. What is looked for from outside is done by one thread of the guard's own, a
 * platform thread, for it must run even when others keep all carriers busy. The last reports are kept, and all counted, under their
 * own monitor.
 *
 * {@snippet :
 * Guard guard = new Guard(GuardSettings.DEFAULT, report -> System.err.println(report.text()));
 * Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
 * guard.watch(recorder, java.util.List.of());
 * // … activities run …
 * guard.close();
 * }
 */
public final class Guard implements Sentry, AutoCloseable {
    private static final int KEPT = 100;

    /** So many lines are told of; names that are made up at run time must not fill the heap. */
    private static final int MOST_LINES = 1_000;

    private static final long SHORTEST_PERIOD_MILLIS = 5;

    private final GuardSettings settings;
    private final Consumer<? super Report> listener;
    private final LockOrder order = new LockOrder();
    private final ConditionWatch conditions = new ConditionWatch(this::tell);
    private final Set<String> toldLines = ConcurrentHashMap.newKeySet();
    private final Deque<Told> reports = new ArrayDeque<>(); // guarded by itself
    private final Map<Class<? extends Report>, Long> counts = new HashMap<>(); // guarded by reports
    private final AtomicLong looks = new AtomicLong();
    private volatile Duration lastLook = Duration.ZERO;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile boolean closed; // an interrupt alone may be swallowed by a database's driver that is just asked

    /** @param listener gets each report, from any thread; for the log */
    public Guard(GuardSettings settings, Consumer<? super Report> listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** Begins to look after what {@code recorder}'s activities wait for; once. */
    public void watch(Recorder recorder, List<? extends RowWaits> databases) {
        if (settings.lasting().isZero() && settings.held().isZero()) {
            return;
        }
        DeadlockWatch deadlocks = new DeadlockWatch(settings.lasting().toNanos(), List.copyOf(databases), this::tell);
        HeldWatch held = new HeldWatch(settings.held().toNanos(), this::tell);
        Duration period = (settings.lasting().isZero() ? GuardSettings.DEFAULT : settings)
                .lasting()
                .dividedBy(2);
        thread = Optional.of(Thread.ofPlatform().daemon().name("guard").start(() -> {
            while (!closed) {
                try {
                    Thread.sleep(Math.max(SHORTEST_PERIOD_MILLIS, period.toMillis()));
                    long now = System.nanoTime();
                    if (!settings.lasting().isZero()) {
                        deadlocks.sweep(recorder, now);
                    }
                    held.sweep(recorder, now);
                    lastLook = Duration.ofNanos(System.nanoTime() - now);
                    looks.incrementAndGet();
                } catch (InterruptedException e) {
                    return; // closed
                } catch (RuntimeException | Error e) {
                    failed(e);
                }
            }
        }));
    }

    /** Whatever goes wrong, it looks again: without it deadlocks last. */
    private void failed(Throwable failure) {
        try {
            tell(new Report.Failure(failure));
        } catch (RuntimeException | Error e) {
            // there is no memory to say so; the next look may
        }
    }

    /** How often it has looked at all that wait. */
    public long looks() {
        return looks.get();
    }

    /** How long the last look took. */
    public Duration lastLook() {
        return lastLook;
    }

    /**
     * A report, and when it was made.
     *
     * @param nanos of {@link System#nanoTime()}
     */
    public record Told(Report report, long nanos) {}

    /** The last reports, oldest first; for tests, which may want none. */
    public List<Report> reports() {
        return told().stream().map(Told::report).toList();
    }

    /** The last reports with their times, oldest first; for a page. */
    public List<Told> told() {
        synchronized (reports) {
            return new ArrayList<>(reports);
        }
    }

    /** How many reports of a kind there have been, also of those that are not kept any more. */
    public long count(Class<? extends Report> kind) {
        synchronized (reports) {
            return counts.getOrDefault(kind, 0L);
        }
    }

    @Override
    public void acquires(Activity activity, List<MeetingPoint> held, MeetingPoint next) {
        try {
            order.acquires(activity, held, next).ifPresent(this::tell);
        } catch (RuntimeException
                | Error e) { // as of keys that can't be compared; what the application acquires is not touched by it
            failed(e);
        }
    }

    @Override
    public void leftHeld(Activity activity, MeetingPoint at, Optional<StackTraceElement> where) {
        Family family = at.family();
        tell(new Report.LeftHeld(
                activity,
                family,
                activity + " ended and had not released " + new Family(at.kind(), at.name()) + ", which it acquired"
                        + where.map(frame -> " at " + ApplicationCode.text(frame))
                                .orElse(" (in which line, development mode would tell)")
                        + ". It has been released now. Use try (var _ = lock.hold()), or hold(lock) of the request."));
    }

    @Override
    public void releasesBeforeCommit(Activity activity, MeetingPoint at) {
        if (at.kind() != MeetingPoint.Kind.LOCK) {
            return;
        }
        Optional<StackTraceElement> where = ApplicationCode.here();
        String line = where.map(ApplicationCode::text).orElse("");
        if (toldLines.size() < MOST_LINES && toldLines.add("before commit: " + at.family() + line)) {
            tell(new Report.ReleasedBeforeCommit(
                    activity,
                    at.family(),
                    activity + " releases " + at.family() + (line.isEmpty() ? "" : " at " + line)
                            + " before the rows are committed that it wrote while it held it: who takes the lock next still"
                            + " reads the old ones. Take it with hold(lock) of the request, which keeps it until after the"
                            + " commit. Said once for this line."));
        }
    }

    @Override
    public void awaits(
            Activity activity, NamedCondition at, StackWalker.StackFrame site, Optional<UnheardSignal> unheard) {
        conditions.awaits(activity, at, site, unheard);
    }

    @Override
    public void signalsOne(Activity activity, NamedCondition at, List<StackWalker.StackFrame> sites) {
        conditions.signalsOne(activity, at, sites);
    }

    @Override
    public boolean wantsLines() {
        return settings.lines();
    }

    /** Looks no longer. */
    @Override
    public void close() {
        closed = true;
        thread.ifPresent(Thread::interrupt);
    }

    /** Often on a thread of the application, whose locks must not fail because the listener does: that is told in its place. */
    private void tell(Report report) {
        keep(report);
        try {
            listener.accept(report);
        } catch (RuntimeException | Error e) {
            keep(new Report.Failure(e));
        }
    }

    private void keep(Report report) {
        synchronized (reports) {
            if (reports.size() == KEPT) {
                reports.remove();
            }
            counts.merge(report.getClass(), 1L, Long::sum);
            reports.add(new Told(report, System.nanoTime()));
        }
    }
}
