package dev.brigade.threads;

import java.lang.ScopedValue.CallableOp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that a thread does from a beginning to an end, with a name for people: a request, a consumed item, a job.
 *
 * <p>An activity is begun by {@link Recorder#begin}, bound to the current thread while {@link #call} runs, and has then
 * ended. Any thread may read it. Only its own thread changes it, by the announcements {@link #before}, {@link #enter},
 * {@link #leave}, {@link #callBegan}, {@link #acquired} and {@link #released} (before {@code call}, that is whichever thread has it in hand).
 *
 * <p>The status is one reference to an immutable value, so that a reader never sees half of it. It has one writer at any
 * moment: the activity's own thread, except from entering a condition's wait set until it has the lock again; then its
 * thread does not write, and the one who takes it out of the wait set, which needs the lock, writes once. So these writes
 * are ordered by that lock. The log of events is written by its own thread only: see {@link EventLog}.
 */
public final class Activity {

    /** What sort of work an activity is. */
    public enum Kind {
        REQUEST,
        CONSUMER,
        JOB,
        /** A thread that no part of Brigade started, such as {@code main}. */
        OTHER
    }

    /** How an activity ended. */
    public enum Outcome {
        /** It runs, or nobody has said. */
        UNKNOWN,
        /** What it did is done; it may have changed nothing. */
        COMMITTED,
        /** What it did was undone, as it wanted. */
        ROLLED_BACK,
        /** An error; what it did was undone. */
        FAILED,
        /** Somebody, or its deadline, ended it before its time; what it did was undone. */
        CANCELLED,
        /** It was made to give up, so that the others of a deadlock could go on. */
        VICTIM
    }

    private static final ScopedValue<Activity> CURRENT = ScopedValue.newInstance();
    /** Runs on no thread. */
    private static final Activity NOBODY = new Activity(0, Kind.OTHER, "nobody", null, null, null);

    private static final ThreadLocal<Activity> OTHERS = ThreadLocal.withInitial(Activity::ofThisThread);
    private static final VarHandle THREAD;
    private static final long NOTABLE_TIME = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NOTABLE_WAIT = TimeUnit.MILLISECONDS.toNanos(10);

    static {
        try {
            THREAD = MethodHandles.lookup().findVarHandle(Activity.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id;
    private final Kind kind;
    private final String name;
    private final long startedNanos;
    /** Absent for a thread that no part of Brigade started: nobody would read its log, or ever throw it away. */
    private final @Nullable Recorder recorder;

    /** Absent if nothing is remembered. */
    private final @Nullable EventLog log;

    private final @Nullable Watcher watcher;
    private volatile Status status;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Cancellation cancellation;
    private final @Nullable Sentry sentry;
    private final boolean remembersLines;
    private final Holdings held = new Holdings();
    private volatile @Nullable Wait wait;
    private volatile boolean repeatable;
    private volatile int runs = 1;
    private volatile @Nullable String alias; // written only if there is one
    // written by its own thread before the status says ENDED, and read after
    private Outcome outcome = Outcome.UNKNOWN;
    private int resultCode;
    private long longestWait; // in nanoseconds
    private int itemNumber; // of its own thread

    Activity(long id, Kind kind, String label, Recorder recorder) {
        this(id, kind, label + " #" + id, recorder, recorder.watcher(), recorder.sentry());
    }

    private Activity(
            long id,
            Kind kind,
            String name,
            @Nullable Recorder recorder,
            @Nullable Watcher watcher,
            @Nullable Sentry sentry) {
        this.sentry = sentry;
        this.remembersLines = sentry != null && sentry.wantsLines();
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.recorder = recorder;
        this.log = recorder != null && recorder.remembers() ? new EventLog() : null;
        this.watcher = watcher;
        this.startedNanos = System.nanoTime();
        this.status = new Status(State.RUNNING, Optional.empty(), "", startedNanos);
    }

    private static Activity ofThisThread() {
        Thread thread = Thread.currentThread();
        String name = thread.getName().isEmpty() ? "thread #" + thread.threadId() : thread.getName();
        Activity activity = new Activity(-thread.threadId(), Kind.OTHER, name, null, null, null);
        activity.thread = thread;
        return activity;
    }

    /**
     * The activity of the current thread. For a thread that has none, one of kind {@link Kind#OTHER} with its name, which
     * stays the same as long as that thread lives; it has a status but keeps no events. A thread forked by the thread of
     * an activity is a thread of its own and not part of that activity.
     */
    public static Activity current() {
        Activity bound = CURRENT.orElse(NOBODY); // one look-up; isBound and get would be two
        return bound.thread == Thread.currentThread() ? bound : OTHERS.get(); // a forked thread inherits the binding
    }

    /** Unique among the activities of one recorder, from 1; for kind {@link Kind#OTHER} the negative of the thread's id. */
    public long id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** For people, and as a name for the thread: {@code POST /orders #812}. Made once. */
    public String name() {
        return name;
    }

    /** {@link System#nanoTime()} when it was begun. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Its name without its number: {@code POST /orders}. */
    public String label() {
        int number = name.lastIndexOf(" #");
        return number < 0 ? name : name.substring(0, number);
    }

    /** Says by what others outside know it, such as a proxy's number for a request; by its owner. */
    public void alsoKnownAs(String others) {
        alias = others;
    }

    /** By what others outside know it; empty if there is nothing. Safe from any thread. */
    public String alias() {
        String others = alias;
        return others == null ? "" : others;
    }

    /** How often its work has been begun: more than 1 when it met a conflict and runs again. Safe from any thread. */
    public int runs() {
        return runs;
    }

    /**
     * Says that its work was undone and begins again, for the {@code run}th time; of its own thread.
     *
     * @param at where those that run again meet: a lane, a queue
     * @param why for people: {@code a conflict}
     */
    public void runsAgain(MeetingPoint at, int run, String why) {
        onlyOwnThread();
        runs = run;
        if (log != null) {
            log.add(Entry.RUNS_AGAIN, run, at, why, System.nanoTime());
        }
    }

    /** Says how it ends; of its own thread, before it has. The last word counts. */
    public void result(Outcome how, int code) {
        outcome = how;
        resultCode = code;
    }

    /** How it ended; {@link Outcome#UNKNOWN} before that. Safe from any thread. */
    public Outcome outcome() {
        return status.state() == State.ENDED ? outcome : Outcome.UNKNOWN;
    }

    /** With which code it ended, a request with the status of its answer; 0 for none, and before that. Safe from any thread. */
    public int resultCode() {
        return status.state() == State.ENDED ? resultCode : 0;
    }

    /** Has waited for others for so long; of its own thread. */
    void waited(long nanos) {
        longestWait = Math.max(longestWait, nanos);
    }

    /**
     * Whether it has ended and is worth remembering: it failed, was cancelled, ran more than once, waited long for others or took
     * long. Safe from any thread.
     */
    public boolean isNotable() {
        Status last = status;
        return last.state() == State.ENDED
                && (last.sinceNanos() - startedNanos >= NOTABLE_TIME
                        || longestWait >= NOTABLE_WAIT
                        || runs > 1
                        || outcome == Outcome.FAILED
                        || outcome == Outcome.CANCELLED
                        || outcome == Outcome.VICTIM);
    }

    /** What it does at this moment. Safe from any thread. */
    public Status status() {
        return status;
    }

    /** The thread that it runs on; empty before it runs and when it has ended. Safe from any thread. */
    public Optional<Thread> thread() {
        return Optional.ofNullable(thread);
    }

    /** Says how others may end it; by its owner, before it runs. Forgotten when it has ended. */
    public void cancellableBy(Cancellation by) {
        cancellation = by;
    }

    /** How to end it before its time; empty if its owner allows none, and when it has ended. Safe from any thread. */
    public Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** How many events its log has been given so far: a mark for {@link #eventsSince}. Safe from any thread. */
    public long eventCount() {
        return eventsWritten();
    }

    /** Those of its log's events that came after the first {@code count}, as far as its log still has them. */
    public List<Event> eventsSince(long count) {
        List<Event> events = new ArrayList<>();
        if (log != null) {
            log.read(this, count, events);
        }
        return events;
    }

    /**
     * Adds those of its log's events that came after the first {@code count} to {@code events}, as far as its log still has them.
     * Safe from any thread.
     *
     * @return the count from which to read on
     */
    public long readEvents(long count, List<? super Event> events) {
        return log == null || log.written() == count ? count : log.read(this, count, events);
    }

    /**
     * What it did, oldest first, as far as its log still has it. Safe from any thread; while it runs, the newest events
     * may be missing.
     */
    public List<Event> events() {
        List<Event> events = new ArrayList<>();
        Status seen = status; // before the log: when it has ended, the log is complete
        events.add(new Event.ActivityBegan(this, OptionalLong.of(startedNanos)));
        if (log != null) {
            log.read(this, 0, events);
        }
        if (seen.state() == State.ENDED) {
            events.add(new Event.ActivityEnded(this, OptionalLong.of(seen.sinceNanos())));
        }
        return events;
    }

    /**
     * Runs {@code body} on the current thread as this activity; when it returns or throws, the activity has ended.
     *
     * @throws IllegalStateException if it has run before, or runs: an activity runs once
     */
    public <R extends @Nullable Object, X extends Throwable> R call(CallableOp<? extends R, X> body) throws X {
        Recorder mine = recorder;
        // The order matters against a second caller: the end sets the status first and then the thread to null.
        if (mine == null || !THREAD.compareAndSet(this, null, Thread.currentThread())) {
            throw new IllegalStateException(name + " runs already; begin another activity for this call");
        }
        if (status.state() == State.ENDED) {
            thread = null;
            throw new IllegalStateException(name + " has ended; begin another activity for this call");
        }
        mine.started(this);
        try {
            return ScopedValue.where(CURRENT, this).call(body);
        } finally {
            try {
                if (!held.isEmpty()) {
                    ScopedValue.where(CURRENT, this).run(this::giveBackWhatIsLeft);
                }
            } finally {
                ended(mine);
            }
        }
    }

    private void ended(Recorder mine) {
        long now = System.nanoTime();
        status = new Status(State.ENDED, Optional.empty(), "", now);
        if (log != null) {
            log.end();
        }
        thread = null;
        cancellation = null; // it knows the request, and the history would keep that
        mine.ended(this, now);
    }

    /** Tells the recorder's {@link Watcher}, if there is one, that this step comes next. */
    public void before(Step step, MeetingPoint point) {
        if (watcher != null) {
            watcher.before(this, step, point);
        }
    }

    /** Tells the recorder's {@link Watcher}, if there is one, that this step has been made. */
    public void after(Step step, MeetingPoint point) {
        if (watcher != null) {
            watcher.after(this, step, point);
        }
    }

    /**
     * Says that this activity's thread is now in {@code state} at {@code point}: a wait, a call, a statement, a commit
     * or a rollback begins. Always followed by {@link #leave}, in a {@code finally}.
     *
     * @param detail more for people, such as the SQL text; empty if there is none
     * @return the status before, to be given to {@link #leave}
     * @throws IllegalStateException if another thread runs this activity
     * @throws IllegalArgumentException for a state that is not one of those
     */
    public Status enter(State state, MeetingPoint point, String detail) {
        return enter(state, point, detail, detail);
    }

    /**
     * As {@link #enter}, for a wait for what others hold, which the guard may break when it can't end. Always followed by
     * {@link Wait#end}, in a {@code finally}; who finds the wait {@linkplain Wait#broken broken} and does not have what it
     * waited for throws what it says.
     *
     * @param need how many units of {@code point}
     * @param timed whether it ends by itself after a time that the program has chosen
     */
    public Wait awaits(State state, MeetingPoint point, int need, boolean timed) {
        return awaits(state, point, need, timed, null);
    }

    /** As {@link #awaits(State, MeetingPoint, int, boolean)}, for what {@code holder} holds, if that is known. */
    Wait awaits(State state, MeetingPoint point, int need, boolean timed, @Nullable Activity holder) {
        Status before = enter(state, point, "", holder);
        Wait begun = new Wait(this, point, need, timed, status.sinceNanos(), before);
        wait = begun;
        return begun;
    }

    /** By {@link Wait#end} only. */
    void endWait(Status before) {
        wait = null;
        leave(before);
    }

    /** What it waits for at this moment, of what others hold. Safe from any thread. */
    public Optional<Wait> currentWait() {
        return Optional.ofNullable(wait);
    }

    /** What it holds at this moment, the first acquired first; a moment late for other threads. */
    public List<MeetingPoint> held() {
        return held.copy();
    }

    /** Whether it holds something at this moment; a moment late for other threads. */
    public boolean isHolding() {
        return !held.isEmpty();
    }

    /** Says whether its work can be rolled back and done again from its beginning; of its own thread. */
    public void repeatable(boolean value) {
        repeatable = value;
    }

    /** Whether its work can be rolled back and done again, so that it may be the victim of a deadlock. Safe from any thread. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /**
     * Says that it has changed rows, which others see only after the commit; of its own thread.
     *
     * @param separately in a second transaction, which ends before its first
     */
    public void wroteRows(boolean separately) {
        if (!held.isEmpty()) {
            held.written(separately);
        }
    }

    /** Says that the rows that it has so changed are committed or rolled back; of its own thread. */
    public void settledRows(boolean separately) {
        held.settled(separately);
    }

    /**
     * Says that it is about to acquire {@code point} and will wait for it as long as need be; of its own thread. What is only
     * tried, or waited for during some time, is not announced, for it does no harm in any order.
     */
    public void wants(MeetingPoint point) {
        if (sentry != null && !held.isEmpty()) {
            sentry.acquires(this, held.copy(), point);
        }
    }

    /** Who wants to know of each await and signal, and where; null if nobody does. */
    @Nullable
    Sentry sentryForLines() {
        return remembersLines ? sentry : null;
    }

    /** All of it, also when one can't be given back, as when a watcher forbids it. */
    private void giveBackWhatIsLeft() {
        RuntimeException failure = null;
        for (MeetingPoint point : held.copy().reversed()) {
            try {
                giveBack(point);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void giveBack(MeetingPoint point) {
        Optional<StackTraceElement> line = held.line(point);
        if (point instanceof Releasable releasable) {
            releasable.releaseLeft(this);
            if (sentry != null) {
                sentry.leftHeld(this, point, line);
            }
        }
    }

    private Status enter(State state, MeetingPoint point, String detail, @Nullable Object recorded) {
        onlyOwnThread();
        Entry begin = Entry.begin(state);
        if (watcher != null) {
            Entry.step(state).ifPresent(step -> before(step, point));
        }
        Status before = status;
        long now = System.nanoTime();
        status = new Status(state, Optional.of(point), detail, now);
        if (log != null) {
            log.add(begin, state.number(), point, recorded, now);
        }
        return before;
    }

    /**
     * Goes back to the status before {@link #enter}: what began there is over.
     *
     * @throws IllegalStateException if another thread runs this activity
     */
    public void leave(Status before) {
        onlyOwnThread();
        Status left = status;
        MeetingPoint point = left.at()
                .orElseThrow(() -> new IllegalStateException(
                        name + " is " + left.state() + " and at no meeting point: leave() without enter()"));
        Entry begin = Entry.begin(left.state());
        Recorder mine = recorder;
        boolean told =
                begin == Entry.WAIT_BEGAN && left.state() != State.IN_WAIT_SET && mine != null && mine.tellsWaits();
        long now = log != null || told ? System.nanoTime() : 0;
        if (log != null) {
            log.add(begin.end(), left.state().number(), point, null, now);
            if (begin == Entry.WAIT_BEGAN) {
                waited(now - left.sinceNanos());
            }
        }
        status = before;
        if (told && mine != null) {
            mine.waited(point, left.state(), now - left.sinceNanos());
        }
        if (watcher != null) {
            Entry.step(left.state()).ifPresent(step -> after(step, point));
        }
    }

    /**
     * Says that this activity has a call begun at {@code point} and does not wait for its end, of which nobody tells it.
     * Changes no status.
     *
     * @param detail more for people, such as the address
     * @throws IllegalStateException if another thread runs this activity
     */
    public void callBegan(MeetingPoint point, String detail) {
        onlyOwnThread();
        before(Step.CALL, point);
        if (log != null) {
            log.add(Entry.CALL_BEGAN, 0, point, detail, System.nanoTime());
        }
        after(Step.CALL, point);
    }

    /**
     * Says that this activity now holds what {@code point} guards or lends: a lock, or a connection of a pool. Takes no
     * time and changes no status.
     *
     * @throws IllegalStateException if another thread runs this activity
     */
    public void acquired(MeetingPoint point) {
        onlyOwnThread();
        acquired(point, 1);
        after(Step.ACQUIRE, point);
    }

    /** As {@link #acquired(MeetingPoint)}, {@code count} units and without a word to the watcher. */
    void acquired(MeetingPoint point, int count) {
        record(Entry.ACQUIRED, count, point);
        holds(point);
    }

    /**
     * Says that this activity has given back what it {@link #acquired} from {@code point}.
     *
     * @throws IllegalStateException if another thread runs this activity
     */
    public void released(MeetingPoint point) {
        onlyOwnThread();
        record(Entry.RELEASED, 1, point);
        letsGo(point);
        after(Step.RELEASE, point);
    }

    /** Says that it holds {@code point}, as {@link #acquired} does, without an event; of its own thread. */
    public void holds(MeetingPoint point) {
        if (remembersLines) {
            held.add(point, ApplicationCode.here().orElse(null));
        } else {
            held.add(point);
        }
    }

    /** Says that it no longer holds what it acquired last of {@code point}, without an event; of its own thread. */
    public void letsGo(MeetingPoint point) {
        if (held.remove(point) && sentry != null) {
            sentry.releasesBeforeCommit(this, point);
        }
    }

    /** The number of the item that it has put or taken last, whichever the queue; of its own thread. */
    public int itemNumber() {
        return itemNumber;
    }

    void itemNumber(int number) {
        itemNumber = number;
    }

    /** Says that it has got an item that another thread has taken for it from {@code queue}; of its own thread. */
    public void took(BoundedQueue<?> queue, int number) {
        onlyOwnThread();
        record(Entry.TAKEN, number, queue);
    }

    /** Adds an event without a time to the log; of its own thread. */
    void record(Entry entry, int number, MeetingPoint point) {
        if (log != null) {
            log.add(entry, number, point, null);
        }
    }

    /** Adds an event with its time to the log; of its own thread. */
    void record(Entry entry, int number, MeetingPoint point, @Nullable Activity other, long nanos) {
        if (log != null) {
            log.add(entry, number, point, other, nanos);
        }
    }

    /** Sets the status without an event; for a condition, under the rule in the comment of this class. */
    void status(Status status) {
        this.status = status;
    }

    /** How many events its log has in all; of use to the recorder when it has ended. */
    long eventsWritten() {
        return log == null ? 0 : log.written();
    }

    /** Whether its log names other activities; of its own thread, or when it has ended. */
    boolean namesOthers() {
        return log != null && log.namesOthers();
    }

    /** How many of its events were overwritten. */
    long eventsLost() {
        return log == null ? 0 : log.lost();
    }

    /**
     * Throws the log away when the recorder forgets this activity. Necessary if it {@linkplain #namesOthers names others}: events name
     * other activities (who signalled, who held), whose logs name others again, and so without end.
     */
    void forget() {
        if (log != null) {
            log.forget();
        }
    }

    private void onlyOwnThread() {
        Thread mine = thread;
        if (mine != null && mine != Thread.currentThread()) {
            throw new IllegalStateException(
                    name + " runs on another thread, and only that may say what it does; here, on \""
                            + Thread.currentThread().getName() + "\", use Activity.current()");
        }
    }

    /** Spreads well over a hash table and costs nothing; equality is identity. */
    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    /** Identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return name;
    }
}
