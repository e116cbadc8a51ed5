package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * expected: the JDK's thread that hands monitors over, for which the loop waits before each choice ({@link #settle}), and those
 * that bring an answer from {@link Outside}. Any other is a stranger, and noted as that.
 *
 * <p><b>A point decides before it unmounts</b>: a thread yields only if another one was chosen. That is what makes a step cheap.
 */
public final class Scheduler extends ForkJoinPool {
    /** A run may make so many steps. */
    private static final int MOST_STEPS = 100_000;
    /** So many plans of threads that serve are still carried out when the explored threads have ended. */
    private static final int LATE_PLANS = 10_000;
    /** So many steps that change nothing may a thread make before others go first: it waits for them, it seems. */
    private static final int PATIENCE = 100;

    private static final long STRANGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** The same once so many runs have got stuck and nothing ever came. */
    private static final int DOUBTS = 3;

    private static final long LITTLE_DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** After so long a wait of the last who was held up, of virtual time, a database looks for a deadlock: PostgreSQL's default. */
    private static final long BREAK_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

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

    private final Outside outside;
    private final Listener listener;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final VirtualTime time = new VirtualTime();
    private final ClockWaits clock = new ClockWaits(time);
    private final Thread.Builder.OfVirtual maker = VirtualThreads.runBy(this);
    /** Grows with each step and each time that a thread is let run; written by the carrier only. */
    private final AtomicLong progress = new AtomicLong();

    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> ready = new ArrayList<>();
    private final List<Task> atMonitors = new ArrayList<>();
    private final List<Task> outsiders = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>(); // of the keys, over all runs
    private List<Event> events = new ArrayList<>();
    private List<String> choices = new ArrayList<>();
    private List<String> strangers = new ArrayList<>();
    private volatile @Nullable Thread carrier;
    private volatile @Nullable Task running;
    /** Somebody has given up on this scheduler, for good: it runs nothing more. */
    private volatile boolean left;

    private @Nullable Task last;
    private @Nullable Task forced;
    /** Who could go on at the choice that was made last, until its step is made. */
    private @Nullable List<Task> options;

    private Strategy strategy = (options, current) -> options.getFirst();
    private volatile Phase phase = Phase.SETUP;
    private boolean abandoned;
    /** What the strategy has thrown: the run ends, and its caller gets it, not the code that happened to be at a point. */
    private @Nullable RuntimeException refused;

    private List<Waiting> stalled = List.of();
    private int steps;
    /** How often, over all runs, nobody could go on and nothing came. */
    private int inVain;
    /** When somebody began last to be held up. */
    private long heldUpNanos;

    public Scheduler(Outside outside, Listener listener) {
        super(1);
        this.outside = outside;
        this.listener = listener;
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
            submitted(continuation);
        } else {
            inbox.add(continuation);
            if (!caller.getName().equals("VirtualThread-unblocker") && outsiders.isEmpty()) {
                strangers.add("thread \"" + caller.getName() + "\"");
            }
            LockSupport.unpark(carrier);
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return time.plan(task, delay, unit);
    }

    private void submitted(Runnable continuation) {
        Task task = taskOf(continuation);
        if (task == null) {
            Thread started = VirtualThreads.threadOf(continuation);
            Task parent = running;
            if (started == null || parent == null) {
                return; // of a run that is over
            }
            task = adopt(parent, started);
        }
        if (!task.ready) {
            task.ready = true;
            ready.add(task);
            if (task != last) { // who has just yielded was an option already
                options = null;
            }
        }
    }

    /** Most often it is the one that runs and yields, or the one that was started last. */
    private @Nullable Task taskOf(Runnable continuation) {
        Task mounted = running;
        if (mounted != null && mounted.continuation() == continuation) {
            return mounted;
        }
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (tasks.get(i).continuation() == continuation) {
                return tasks.get(i);
            }
        }
        return null;
    }

    private Task adopt(Task parent, Thread started) {
        String key = parent.key() + "." + parent.children++;
        String name = started.getName().isEmpty() ? parent.name() + "." + (parent.children - 1) : started.getName();
        Task child = add(key, name, parent, started);
        child.bornAt = events.size();
        listener.started(parent, child);
        return child;
    }

    private Task add(String key, String name, @Nullable Task parent, Thread thread) {
        Integer known = ids.get(key);
        int id = known == null ? ids.size() : known;
        if (known == null) {
            ids.put(key, id);
        }
        Task task = new Task(id, key, name, parent, thread, VirtualThreads.continuation(thread));
        tasks.add(task);
        return task;
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

    /** As {@link #point}, but never throws to end its thread: for a step that gives back something. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is how a virtual thread is unmounted
    public void pointWithoutEnd(Operation operation) {
        Task me = current();
        if (me == null || abandoned) {
            return;
        }
        if (phase != Phase.MAIN) {
            me.last = operation;
            return;
        }
        me.next = operation;
        if (inbox.isEmpty() && atMonitors.isEmpty() && outsiders.isEmpty()) {
            Task chosen = spins(me) && (me.asksTime || time.hasPlans()) ? null : pick(me);
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
        if (me == null || !ClockWaits.asks(me)) {
            return;
        }
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
                abandoned = true;
                throw new Abandoned();
            }
        }
    }

    /** The calling thread asks outside, and will be answered without another thread's help; until {@link #answered}. */
    public void asks() {
        Task me = current();
        if (me != null) {
            me.outside = true;
            me.wasHeldUp = false;
            outsiders.add(me);
        }
    }

    /** The calling thread has been answered from outside. */
    public void answered() {
        Task me = current();
        if (me != null) {
            me.outside = false;
            outsiders.remove(me);
        }
    }

    /** Says that something happens that is not under control, and where. */
    public void leavesControl(String where) {
        if (current() != null && !strangers.contains(where)) {
            strangers.add(where);
        }
    }

    /** The controlled thread that {@code thread} is; null if it is none of this run. */
    public @Nullable Task taskOf(Thread thread) {
        if (!thread.isVirtual()) {
            return null;
        }
        for (Task task : tasks) {
            if (task.thread() == thread) {
                return task;
            }
        }
        return null;
    }

    /** {@code task} says that it can't get on for the moment: the others go first. */
    public void letsOthersRun(Task task) {
        task.patience = 0;
    }

    /** Whether a run goes on. Safe from any thread. */
    public boolean isInRun() {
        return carrier != null;
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

    /** The next of the random numbers that {@code task} gets, the same in each run whatever the others do. */
    public long nextSeed(Task task) {
        long number = (long) task.key().hashCode() << 32 | task.seeds++;
        number = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L; // the finaliser of SplitMix64
        number = (number ^ number >>> 27) * 0x94D049BB133111EBL;
        return number ^ number >>> 31;
    }

    /** Virtual nanoseconds since the beginning of the run. */
    public long nanos() {
        return time.nanos();
    }

    /** The threads of this run so far, those that have ended too. */
    public List<Task> tasks() {
        return List.copyOf(tasks);
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
            Run.End end = loop(List.of(first));
            if (end != Run.End.COMPLETE) {
                return result(end);
            }
            phase = Phase.MAIN;
            last = null;
            List<Task> roots = new ArrayList<>(bodies.size());
            for (Body body : bodies) {
                roots.add(start(body.key(), body.name(), body.code()));
            }
            end = loop(roots);
            if (refused != null) {
                throw refused;
            }
            Run run = result(end);
            if (end == Run.End.COMPLETE) {
                phase = Phase.TEARDOWN;
                loop(List.of(start("t", "teardown", teardown)));
            }
            return run;
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
        tasks.clear();
        ready.clear();
        atMonitors.clear();
        outsiders.clear();
        events = new ArrayList<>();
        choices = new ArrayList<>();
        strangers = new ArrayList<>();
        last = null;
        forced = null;
        options = null;
        abandoned = false;
        stalled = List.of();
        refused = null;
        steps = 0;
        heldUpNanos = 0;
        strategy = chosenStrategy;
        carrier = Thread.currentThread();
    }

    private Task start(String key, String name, Runnable body) {
        Task task = add(key, name, null, maker.name(name).unstarted(body));
        task.thread().start();
        return task;
    }

    private Run result(Run.End end) {
        List<Waiting> stuck =
                tasks.stream().filter(task -> !task.ended).map(Waiting::of).toList();
        Run.End honest = strangers.isEmpty() ? end : Run.End.LEFT_CONTROL;
        return new Run(events, choices, honest, stuck, stalled, List.copyOf(strangers));
    }

    /** Lets threads run until {@code roots} have ended and nobody can go on. */
    private Run.End loop(List<Task> roots) {
        int late = 0;
        while (true) {
            arrive();
            if (!atMonitors.isEmpty()) {
                settle();
            }
            if (!outsiders.isEmpty() && (resumesOutsider() || awaitsOutside())) {
                continue;
            }
            if (steps > MOST_STEPS || refused != null || clock.isEndless() || left) {
                return Run.End.ENDLESS;
            }
            Task next = next();
            if (next != null) {
                mount(next);
                continue;
            }
            boolean over = haveEnded(roots);
            if (time.hasPlans() && (!over || (anyAlive() && late++ < LATE_PLANS))) {
                if (!breaksUpInTime()) {
                    if (!over) {
                        noteStall(List.of());
                    }
                    time.advance();
                }
                continue;
            }
            if (over) {
                return Run.End.COMPLETE;
            }
            if (breaksUpOutside() || somethingComes()) {
                continue;
            }
            return Run.End.STUCK;
        }
    }

    /** Remembers who waits for what when for the first time nobody can go on because they wait for each other. */
    private void noteStall(List<Task> asking) {
        if (phase == Phase.MAIN && stalled.isEmpty() && isStalled(asking)) {
            stalled = tasks.stream()
                    .filter(task -> !task.ended && task.isExplored() && !hasChildAlive(task))
                    .map(Waiting::of)
                    .toList();
        }
    }

    /**
     * Nobody can go on until time passes: whether that is because the explored threads wait for each other, and only the time that
     * they wait at most will end it. So it is if no thread sleeps, and one waits for what is known to be another's, or each for what
     * may be.
     *
     * @param asking who will get on when time passes, besides those for whom something is planned
     */
    private boolean isStalled(List<Task> asking) {
        boolean known = false;
        for (Task task : asking) {
            if (!task.isExplored() || !task.last.acquires()) {
                return false;
            }
            known |= task.last.obstacle().isPresent();
        }
        for (Runnable plan : time.plans()) {
            Thread thread = VirtualThreads.threadOf(plan);
            Task owner = thread == null ? null : taskOf(thread);
            if (owner == null || !owner.isExplored() || !owner.last.acquires()) {
                return false;
            }
            known |= owner.last.obstacle().isPresent();
        }
        if (known) {
            return true;
        }
        for (Task task : tasks) {
            if (!task.ended
                    && task.isExplored()
                    && !hasChildAlive(task)
                    && !task.next().acquires()) {
                return false;
            }
        }
        return true;
    }

    private boolean hasChildAlive(Task parent) {
        for (Task task : tasks) {
            if (!task.ended && task.isChildOf(parent)) {
                return true;
            }
        }
        return false;
    }

    private static boolean haveEnded(List<Task> all) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).ended) {
                return false;
            }
        }
        return true;
    }

    private boolean anyAlive() {
        for (Task task : tasks) {
            if (!task.ended) {
                return true;
            }
        }
        return false;
    }

    private void arrive() {
        for (Runnable one = inbox.poll(); one != null; one = inbox.poll()) {
            submitted(one);
        }
    }

    private @Nullable Task next() {
        Task chosen = forced;
        forced = null;
        if (chosen == null || !chosen.ready) {
            if (ready.stream().allMatch(task -> spins(task) || !isPossible(task))) {
                letTimePass();
            }
            chosen = pick(last != null && last.ready ? last : null);
        }
        if (chosen != null && phase == Phase.MAIN) {
            make(chosen);
        }
        return chosen;
    }

    /** Nobody can go on, or those who could go round and round: the next plan comes due, or a deadline that somebody asks for. */
    private void letTimePass() {
        List<Task> asking = ClockWaits.asking(ready);
        if (asking.isEmpty() && !time.hasPlans()) {
            return;
        }
        ready.forEach(Scheduler::isPatientAgain);
        if (time.hasPlans() && breaksUpInTime()) {
            return;
        }
        if (asking.isEmpty() || clock.isLong()) {
            noteStall(asking);
        }
        if (asking.isEmpty()) {
            time.advance();
        } else {
            clock.pass();
        }
    }

    private void mount(Task task) {
        task.ready = false;
        task.questions = 0;
        task.waitsByClock = false;
        ready.remove(task);
        last = task;
        getsOn();
        running = task;
        try {
            task.continuation().run();
        } finally {
            running = null;
        }
        if (VirtualThreads.hasEnded(task.thread())) {
            task.ended = true;
        } else if (VirtualThreads.isAtMonitor(task.thread()) && !atMonitors.contains(task)) {
            atMonitors.add(task);
        }
    }

    // --- choosing

    /** Who goes on; null if nobody can. */
    private @Nullable Task pick(@Nullable Task current) {
        List<Task> found = options(current);
        options = found;
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() == 1 || phase != Phase.MAIN || abandoned) {
            return found.getFirst();
        }
        try {
            Task chosen = strategy.choose(found, found.getFirst() == current ? current : null);
            choices.add(chosen.key());
            return chosen;
        } catch (RuntimeException e) {
            refuse(e);
            return found.getFirst();
        }
    }

    private void refuse(RuntimeException why) {
        if (refused == null) {
            refused = why;
        }
        abandoned = true;
    }

    /** The current one, if it can go on, then the others that can, by id; those that spin only if there are no others. */
    private List<Task> options(@Nullable Task current) {
        List<Task> found = new ArrayList<>(ready.size() + 1);
        boolean anySpins = false;
        if (current != null && isPossible(current)) {
            found.add(current);
            anySpins = spins(current);
        }
        int first = found.size();
        for (int i = 0; i < ready.size(); i++) {
            Task task = ready.get(i);
            if (task != current && isPossible(task)) {
                anySpins |= spins(task);
                int at = found.size();
                while (at > first && found.get(at - 1).id() > task.id()) {
                    at--;
                }
                found.add(at, task);
            }
        }
        if (anySpins && found.size() > 1) {
            List<Task> patient = found.stream().filter(task -> !spins(task)).toList();
            return patient.isEmpty() ? found : patient;
        }
        return found;
    }

    private boolean isPossible(Task task) {
        Operation next = task.next;
        return next == null || abandoned || next.isPossible();
    }

    /** Whether it goes round and round and waits for others to change something. */
    private static boolean spins(Task task) {
        return task.patience <= 0;
    }

    private static void isPatientAgain(Task task) {
        task.patience = PATIENCE;
        task.asksTime = false;
    }

    /** Notes the step that {@code task} makes now. */
    private void make(Task task) {
        if (abandoned) { // the run is over, and its threads are being ended
            task.next = null;
            return;
        }
        steps++;
        Operation operation = task.next();
        Task before = events.isEmpty() ? null : events.getLast().task();
        boolean couldGoOn = before != null && before != task && before.ready && isPossible(before);
        try {
            strategy.makes(task, operation, strategy.wantsOptions() ? optionsOf(task) : List.of());
        } catch (RuntimeException e) {
            refuse(e);
        }
        options = null;
        task.questions = 0;
        if (operation.changes() && !task.waitsByClock) { // who only tries again has changed nothing yet
            for (int i = 0; i < ready.size(); i++) {
                isPatientAgain(ready.get(i));
            }
            isPatientAgain(task);
            clock.reset();
        } else {
            task.patience--;
        }
        events.add(new Event(task, operation, couldGoOn));
        if (!(operation instanceof Resumption)) {
            task.last = operation;
        }
        task.next = null;
        getsOn();
        if (steps > MOST_STEPS || left) {
            abandoned = true;
        }
    }

    /** Only the carrier writes it, and nobody orders anything by it. */
    private void getsOn() {
        progress.lazySet(progress.getPlain() + 1);
    }

    /** Who could make a step instead of {@code task}: known if it was chosen just now. */
    private List<Task> optionsOf(Task task) {
        List<Task> known = options;
        if (known != null) {
            return known;
        }
        return options(running == task ? task : (last != null && last.ready ? last : null));
    }

    // --- waiting for what comes by itself

    /** Returns when the JDK has handed over every monitor that can be handed over. */
    private void settle() {
        atMonitors.removeIf(task -> task.ready || !VirtualThreads.isAtMonitor(task.thread()));
        for (int spins = 0; anyOnWaitingList(); spins++) {
            VirtualThreads.giveWay(spins);
        }
        VirtualThreads.awaitHandOver();
        do {
            arrive();
        } while (anyInTransit());
        atMonitors.removeIf(task -> task.ready || !VirtualThreads.isAtMonitor(task.thread()));
    }

    private boolean anyOnWaitingList() {
        for (int i = 0; i < atMonitors.size(); i++) {
            if (VirtualThreads.isOnWaitingList(atMonitors.get(i).thread())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the JDK can run a thread and has not yet submitted it. */
    private boolean anyInTransit() {
        for (Task task : tasks) {
            if (!task.ended && !task.ready && task != running && VirtualThreads.isRunnable(task.thread())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets one go on that has been answered, if there is one. The end of an answer is no point: where it stands was decided when
     * it was asked for, which is also why it does not count as the last that ran.
     */
    private boolean resumesOutsider() {
        for (Task task : outsiders) {
            if (task.ready) {
                Task before = last;
                mount(task);
                last = before;
                return true;
            }
        }
        return false;
    }

    /** Whether somebody waits for an answer that comes by itself; then waits a little for it. */
    private boolean awaitsOutside() {
        List<Task> waiting = new ArrayList<>();
        for (Task task : outsiders) {
            if (!task.ready && !task.heldUp()) {
                waiting.add(task);
            }
        }
        if (waiting.isEmpty()) {
            return false;
        }
        outside.await(waiting, () -> !inbox.isEmpty());
        for (Task task : waiting) {
            if (task.heldUp() && !task.wasHeldUp) {
                task.wasHeldUp = true;
                heldUpNanos = time.nanos();
            }
        }
        return true;
    }

    /** Whether the next plan is so far away that a database ends the wait of somebody who is held up before, and does it. */
    private boolean breaksUpInTime() {
        return time.nextNanos() - heldUpNanos >= BREAK_UP_NANOS && breaksUpOutside();
    }

    private boolean breaksUpOutside() {
        List<Task> heldUp = outsiders.stream().filter(Task::heldUp).toList();
        return !heldUp.isEmpty() && outside.breakUp(heldUp);
    }

    /** Nobody can go on: whether a stranger, or the JDK, brings something after all. */
    private boolean somethingComes() {
        long doubt = inVain < DOUBTS ? DOUBT_NANOS : LITTLE_DOUBT_NANOS;
        long patience = strangers.isEmpty() ? doubt : STRANGER_NANOS;
        long began = System.nanoTime();
        while (inbox.isEmpty() && System.nanoTime() - began < patience) {
            LockSupport.parkNanos(patience / 20);
        }
        if (!inbox.isEmpty()) {
            inVain = 0;
            return true;
        }
        inVain++;
        return false;
    }

    /** Ends the threads that are left, as far as they let themselves be ended. */
    private void abandon() {
        if (!anyAlive()) {
            return;
        }
        abandoned = true;
        forced = null;
        for (int round = 0; round < 3 && anyAlive(); round++) {
            for (Task task : List.copyOf(tasks)) {
                if (!task.ended) {
                    task.thread().interrupt();
                }
            }
            for (int i = 0; i < 1000; i++) {
                arrive();
                Task next = ready.isEmpty() ? null : ready.getFirst();
                if (next == null) {
                    break;
                }
                mount(next);
            }
        }
    }
}
