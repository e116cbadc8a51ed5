package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs virtual threads one at a time, on the thread that calls {@link #run}, the carrier. Whoever is at a point may be replaced
 * there by another; a {@link Strategy} says by whom. Runs with the same choices are the same.
 *
 * <p>It is a {@code ForkJoinPool} for one reason only: to such a scheduler the JDK gives the timed waits of its virtual threads too,
 * so that time can be virtual. Nothing of the pool is used.
 *
 * <p><b>Why it is safe.</b> All fields except {@code inbox} are of the carrier: they are touched by the loop, or by the
 * controlled thread that the carrier has mounted at that moment, which are the same platform thread; so no two touch them at once.
 * Other threads come in by {@link #execute} only, and leave what they bring in the concurrent {@code inbox}. Two kinds are
 * expected: the JDK's thread that hands monitors over, for which the loop waits before each choice ({@link MonitorWaits}), and those
 * that bring an answer from {@link Outside}. Any other is a stranger, and noted as that.
 *
 * <p><b>A point decides before it unmounts</b>: a thread yields only if another one was chosen. That is what makes a step cheap.
 */
public final class Scheduler extends ForkJoinPool {
    /**
     * So often a thread may be woken in the midst of one operation before it gets nowhere, it seems, until others have got on. H2 wakes
     * those who wait for a transaction that has undone a statement again and again, until it ends.
     */
    private static final int MOST_RESUMPTIONS = 10;

    /** So many steps a thread makes, when the run is over, in what it does at its end; one that had not begun yet makes them all then. */
    private static final int MOST_LATE_STEPS = 10_000;

    private enum Phase {
        SETUP,
        MAIN,
        TEARDOWN
    }

    /** A thread to be run; its {@code key} is its number. */
    public record Body(String name, String key, Runnable code) {}

    /** Is told of threads. Called on the carrier. */
    public interface Listener {

        /** {@code child} has been started by {@code parent}; for a thread that is explored, by the one that set the run up. */
        void started(Task parent, Task child);
    }

    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final VirtualTime time = new VirtualTime();
    private final ClockWaits clock = new ClockWaits(time);
    private final Thread.Builder.OfVirtual maker = VirtualThreads.runBy(this);
    /** Grows with each step and each time that a thread is let run; written by the carrier only. */
    private final AtomicLong progress = new AtomicLong();

    private final Patience patience = new Patience();
    private final Crew crew = new Crew(patience);
    private final Ready ready = new Ready(patience);
    private final MonitorWaits monitors = new MonitorWaits();
    private final Outsiders outsiders;
    private final Strangers strangers = new Strangers();
    private final Background background = new Background(crew, time, strangers);
    private final Stall stall = new Stall(crew, time);
    private final Course course = new Course(ready);
    private final EarlyEnds early = new EarlyEnds();
    private final Arrivals arrivals;
    private final Standstill standstill;
    private final Loop loop;
    private volatile @Nullable Thread carrier;
    private volatile @Nullable Task running;
    /** Somebody has given up on this scheduler, for good: it runs nothing more. */
    private volatile boolean left;

    private @Nullable Task last;
    private @Nullable Task forced;
    private volatile Phase phase = Phase.SETUP;
    private boolean abandoned;

    public Scheduler(Outside outside, Listener listener) {
        super(1);
        this.outsiders = new Outsiders(outside, time);
        this.standstill = new Standstill(ready, time, clock, background, outsiders, stall);
        this.loop = new Loop(this, crew, ready, time, monitors, outsiders, strangers, background, standstill);
        this.arrivals = new Arrivals(inbox, crew, ready, course, background, outsiders, strangers, listener);
    }

    /** Without anything outside. */
    public Scheduler() {
        this(Outside.NOTHING, (_, _) -> {});
    }

    // --- what the JDK calls

    @Override
    public void execute(Runnable continuation) {
        Task mounted = running;
        Thread caller = Thread.currentThread();
        if (caller == carrier || (mounted != null && caller == mounted.thread())) {
            arrivals.submitted(continuation, mounted, last);
        } else {
            arrivals.brings(caller, continuation);
            LockSupport.unpark(carrier);
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Task mounted = running;
        return time.plan(
                task, delay, unit, isExploring() && mounted != null && early.isEarly(mounted, unit.toNanos(delay)));
    }

    // --- what controlled threads call

    /** The controlled thread that calls this; null if the caller is none. Safe from any thread. */
    public @Nullable Task current() {
        Task mounted = running;
        return mounted != null && mounted.thread() == Thread.currentThread() ? mounted : null;
    }

    /** Whether points count at this moment: not while a run is set up or torn down. */
    public boolean isExploring() {
        return phase == Phase.MAIN && !abandoned;
    }

    /**
     * The calling thread is about to make {@code operation}. Returns when it is its turn; others may have run meanwhile. Does nothing
     * for a thread that is not under control.
     */
    public void point(Operation operation) {
        Task me = current();
        if (me == null) {
            return;
        }
        if (abandoned) {
            throw new Abandoned();
        }
        pointWithoutEnd(operation);
        if (abandoned) {
            throw new Abandoned();
        }
    }

    /**
     * The calling thread is about to make a step that is no point, since nothing is explored at this moment. If the run is over, it may do
     * so to come to its end, but not without end.
     */
    public void passes() {
        Task me = abandoned ? current() : null;
        if (me != null && ++me.lateSteps > MOST_LATE_STEPS) {
            throw new Abandoned();
        }
    }

    /** As {@link #point}, but never throws to end its thread: for a step that gives back something. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is how a virtual thread is unmounted
    public void pointWithoutEnd(Operation operation) {
        Task me = current();
        if (me == null || abandoned) {
            return;
        }
        me.yieldsNow = false;
        if (phase != Phase.MAIN) {
            me.last = operation;
            return;
        }
        me.next = operation;
        if (inbox.isEmpty() && monitors.isEmpty() && !outsiders.any()) {
            Task chosen = Ready.spins(me) && (me.asksTime || time.hasPlans()) ? null : pick(me);
            if (chosen == me) {
                make(me);
                return;
            }
            forced = chosen; // null: nobody can go on, or it seems to wait for time to pass; the loop sees what is left
        }
        Thread.yield();
        if (me.next != null) {
            make(me); // it could not be unmounted: in a class initialiser, or below a native frame
            forced = null;
        }
    }

    /**
     * The calling thread asks what time it is. If it does nothing else for too long, it waits here, and others run meanwhile: see
     * {@link ClockWaits}.
     */
    @SuppressWarnings("ThreadPriorityCheck") // as for a point
    public void asksTime() {
        Task me = current();
        if (me == null || !patience.asks(me)) {
            return;
        }
        me.questions = 0;
        if (abandoned) {
            clock.pass(); // its deadline is over soon, so it ends by itself
            if (clock.isEndless()) {
                throw new Abandoned();
            }
            return;
        }
        me.patience = 0;
        me.waitsByClock = true;
        Thread.yield();
        if (me.waitsByClock && running == me) { // it could not be unmounted
            me.waitsByClock = false;
            clock.pass();
            if (clock.isEndless()) {
                giveUp();
                throw new Abandoned();
            }
        }
    }

    /**
     * The calling thread is about to sleep, which is {@code sleep}; until {@link #hasSlept}. If it ends early, it is a step, before which
     * others may run. Does nothing for a thread that is not explored.
     */
    public void sleeps(Operation sleep) {
        Task me = current();
        if (me != null && isExploring() && me.isExplored() && early.sleeps(me, sleep)) {
            point(sleep);
        }
    }

    /** The calling thread has slept. */
    public void hasSlept() {
        Task me = current();
        if (me != null) {
            me.sleepsEarly = false;
        }
    }

    /** Whether an explored thread has slept, or waited with a time limit, in the run that was last: that could end early. */
    public boolean couldEndEarly() {
        return early.any();
    }

    /** The calling thread asks outside, and will be answered without another thread's help; until {@link #answered}. */
    public void asks() {
        Task me = current();
        if (me != null) {
            outsiders.asks(me);
        }
    }

    /** The calling thread has been answered from outside. */
    public void answered() {
        Task me = current();
        if (me != null) {
            outsiders.answered(me);
        }
    }

    /** Says that something happens that is not under control, and where. */
    public void leavesControl(String where) {
        if (current() != null) {
            strangers.note(where);
        }
    }

    /** The calling thread has started a platform thread, or let it go on: it may be at work for the run. */
    public void wakes(Thread platform) {
        if (platform != carrier) {
            strangers.isAtWork(platform);
        }
    }

    /** The controlled thread that {@code thread} is; null if it is none of this run. */
    public @Nullable Task taskOf(Thread thread) {
        return crew.of(thread);
    }

    /** {@code task} says that others may go first: perhaps it can't get on for the moment. */
    public void letsOthersRun(Task task) {
        patience.yields(task);
        task.yieldsNow = true;
    }

    /** From the next run on threads may go on for as long without changing anything as they have in those until now. */
    public void learnPatience() {
        patience.learn();
    }

    /** Whether a run goes on, and was not {@linkplain #leave left} to itself. Safe from any thread. */
    public boolean isInRun() {
        return carrier != null && !left;
    }

    /** Whether the run is over and its threads are being ended. */
    public boolean isOver() {
        return abandoned;
    }

    /** The thread that runs at this moment. Safe from any thread. */
    public Optional<Task> mounted() {
        return Optional.ofNullable(running);
    }

    /** A number that grows as long as the threads of the run come to points. Safe from any thread. */
    public long progress() {
        return progress.get();
    }

    /** Whether the explored threads run, and not what prepares a run or looks at its end. Safe from any thread. */
    public boolean isMain() {
        return phase == Phase.MAIN;
    }

    /** Runs nothing more: the run that goes on ends at the next point, if it comes to one. Safe from any thread. */
    public void leave() {
        left = true;
    }

    /** Whether {@link #leave} was called. Safe from any thread. */
    public boolean isLeft() {
        return left;
    }

    /** Virtual nanoseconds since the beginning of the run. */
    public long nanos() {
        return time.nanos();
    }

    /** The threads of this run so far, those that have ended too. */
    public List<Task> tasks() {
        return List.copyOf(crew.all());
    }

    // --- a run

    /**
     * Runs {@code setup} alone, then {@code bodies} together, then, when these have ended and nobody else can go on,
     * {@code teardown} alone.
     *
     * @throws IllegalStateException if the calling thread is a virtual one
     * @throws RuntimeException what the strategy has thrown
     */
    public Run run(Runnable setup, List<Body> bodies, Runnable teardown, Strategy chosenStrategy) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("The explorer wants a platform thread; this is " + Thread.currentThread());
        }
        begin(chosenStrategy);
        try {
            phase = Phase.SETUP;
            Task first = start("s", "setup", setup);
            Run.End end = loop.run(List.of(first), false);
            if (end != Run.End.COMPLETE) {
                return result(end);
            }
            phase = Phase.MAIN;
            last = null;
            List<Task> roots = new ArrayList<>(bodies.size());
            for (Body body : bodies) {
                roots.add(start(body.key(), body.name(), body.code()));
            }
            end = loop.run(roots, true);
            RuntimeException refused = course.refused();
            if (refused != null) {
                throw refused;
            }
            Run run = result(end);
            if (end == Run.End.COMPLETE) {
                phase = Phase.TEARDOWN;
                loop.run(List.of(start("t", "teardown", teardown)), false);
            }
            return background.isBlamed() ? run.leftControl(strangers.seen()) : run;
        } finally {
            abandon();
            running = null;
            carrier = null;
        }
    }

    private void begin(Strategy chosenStrategy) {
        if (!inbox.isEmpty()) {
            inbox.clear();
        }
        time.reset();
        clock.reset();
        crew.clear();
        ready.clear();
        monitors.clear();
        outsiders.clear();
        strangers.clear();
        background.clear();
        stall.clear();
        boolean endsEarly = chosenStrategy.sleepsEndEarly();
        early.begin(endsEarly);
        patience.begin(chosenStrategy.isSerial());
        course.begin(chosenStrategy, endsEarly);
        last = null;
        forced = null;
        abandoned = false;
        carrier = Thread.currentThread();
    }

    private Task start(String key, String name, Runnable body) {
        Task task = crew.add(key, name, maker.name(name).unstarted(body));
        task.thread().start();
        return task;
    }

    private Run result(Run.End end) {
        List<String> seen = strangers.seen();
        Run.End honest = seen.isEmpty() ? end : Run.End.LEFT_CONTROL;
        return new Run(course.events(), course.choices(), honest, crew.waiting(), stall.waiting(), seen);
    }

    // --- what the loop calls

    boolean hasArrived() {
        return !inbox.isEmpty();
    }

    /** Takes in what other threads have brought. */
    void arrive() {
        for (Runnable one = inbox.poll(); one != null; one = inbox.poll()) {
            arrivals.submitted(one, running, last);
        }
    }

    /** Who goes on; null if nobody can. */
    @Nullable
    Task next() {
        Task chosen = forced;
        forced = null;
        if (chosen == null || !chosen.ready) {
            if (ready.onlySpin() && !strangers.bringFirst(crew.all(), this::hasArrived)) {
                standstill.letTimePass();
            }
            chosen = pick(last != null && last.ready ? last : null);
        }
        if (chosen != null && phase == Phase.MAIN) {
            make(chosen);
        }
        return chosen;
    }

    /** The run ends, since somebody wants it to. */
    boolean isRefused() {
        return course.refused() != null || left;
    }

    /** The run would not end. */
    boolean isEndless() {
        return course.isTooLong() || clock.isEndless();
    }

    /** The run would not end: unless {@code longest} goes round and round, it is just too long to be explored. */
    private void noteLength(Task longest) {
        if (course.isTooLongBySelf() && !Ready.spins(longest)) {
            strangers.note(longest.name() + ", which makes more than "
                    + (course.events().size() - 1) + " steps by itself, too many to be explored");
        }
    }

    /** Who ran last. */
    @Nullable
    Task last() {
        return last;
    }

    /** As {@link #mount}, but as if the one before were still the last that ran. */
    void mountWithoutTurn(Task task) {
        Task before = last;
        mount(task);
        last = before;
    }

    /** Lets {@code task} run until it gives the carrier back. */
    void mount(Task task) {
        task.questions = 0;
        task.waitsByClock = false;
        ready.remove(task);
        last = task;
        background.goesOn(task);
        getsOn();
        running = task;
        try {
            task.continuation().run();
        } finally {
            running = null;
        }
        if (VirtualThreads.hasEnded(task.thread())) {
            task.ended = true;
            if (!abandoned) {
                patience.getsOn(task);
            }
        } else {
            monitors.unmounted(task);
        }
    }

    // --- choosing

    /** Who goes on; null if nobody can. */
    private @Nullable Task pick(@Nullable Task current) {
        Task chosen = course.pick(current, phase == Phase.MAIN && !abandoned);
        giveUpIfRefused();
        return chosen;
    }

    private void giveUpIfRefused() {
        if (course.refused() != null && !abandoned) {
            giveUp();
        }
    }

    /** The run is over: its threads are ended at their next point, and wait for nothing before. */
    private void giveUp() {
        abandoned = true;
        ready.everybodyGoesOn();
    }

    /** Notes the step that {@code task} makes now. */
    private void make(Task task) {
        if (abandoned) { // the run is over, and its threads are being ended
            task.next = null;
            return;
        }
        Operation operation = task.next();
        course.makes(task, running == task ? task : (last != null && last.ready ? last : null));
        giveUpIfRefused();
        boolean goesOn = operation instanceof Resumption || operation == Plain.GOES_ON;
        task.resumptions = operation instanceof Resumption ? task.resumptions + 1 : 0;
        if (task.resumptions > MOST_RESUMPTIONS) {
            task.patience = 0;
        } else if (operation.changes() && !task.waitsByClock) { // who only tries again has changed nothing yet
            patience.getsOn(task);
            ready.arePatientAgain();
            clock.reset();
        } else {
            patience.tries(task);
        }
        if (!goesOn) {
            task.last = operation;
        }
        task.next = null;
        task.yieldsNow = false;
        getsOn();
        if (course.isTooLong() || left) {
            noteLength(task);
            giveUp();
        }
    }

    /** Only the carrier writes it, and nobody orders anything by it. */
    private void getsOn() {
        progress.lazySet(progress.getPlain() + 1);
    }

    private void abandon() {
        if (crew.anyAlive()) {
            giveUp();
            forced = null;
            loop.endThoseLeft();
        }
    }
}
