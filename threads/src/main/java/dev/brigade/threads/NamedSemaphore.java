package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A number of permits with a name, whose holders can be seen. It is a {@link Semaphore} inside. Safe from any thread.
 *
 * <p>Stricter than that in one thing: who releases permits must hold them, so there are never more permits than at the
 * start and {@link #holders} is exact. An activity's entry in {@code held} is changed only by its own thread, after it has
 * acquired and before it releases; the sum of the entries never exceeds the permits.
 *
 * {@snippet :
 * NamedSemaphore burners = new NamedSemaphore("burners", 4);
 * try (var _ = burners.hold(2)) {
 *     System.out.println(burners.holders()); // {main=2}
 * }
 * }
 */
public final class NamedSemaphore implements MeetingPoint, Releasable {
    private final String name;
    private final int permits;
    private final Queueing sync;
    private final Map<Activity, Integer> held = new ConcurrentHashMap<>();
    private final KeptPlaces places = new KeptPlaces();
    private final Map<Thread, Activity> waiting = new ConcurrentHashMap<>();

    /** A semaphore whose permits, when they are released, may be taken by whoever comes at that moment. */
    public NamedSemaphore(String name, int permits) {
        this(name, permits, false);
    }

    /** A semaphore whose permits, if {@code fair}, are taken in the order of arrival. */
    public NamedSemaphore(String name, int permits, boolean fair) {
        this.name = Names.checked("semaphore", name);
        this.permits = Names.positive("Semaphore", name, "permits", permits);
        this.sync = new Queueing(permits, fair);
    }

    @Override
    public Kind kind() {
        return Kind.SEMAPHORE;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Those that hold permits; so many are missing as are not free. If none is missing, the first of the queue, when that
     * wants more than is free: nobody in the queue overtakes it, and if it is not fair, only who comes anew.
     */
    @Override
    public Blockers blockers(int need) {
        Map<Activity, Integer> now = holders();
        int free = sync.availablePermits();
        int taken = now.values().stream().mapToInt(Integer::intValue).sum();
        if (taken + free != permits) {
            return Blockers.UNKNOWN; // a permit is on its way from one to another, and somebody runs who has it in hand
        }
        return need > free
                ? new Blockers(now, need - free)
                : first(free).map(Blockers::one).orElse(Blockers.UNKNOWN);
    }

    /** Who keeps all others from what is {@code free}, since it came first and wants more. */
    private Optional<Activity> first(int free) {
        Thread first = null;
        int queued = 0;
        for (Thread thread : sync.queued()) {
            first = thread; // the longest waiting comes last
            queued++;
        }
        if (!sync.isFair() && queued < waiting.size()) {
            return Optional.empty(); // one that is not in the queue yet may take what is free, or one has just got it
        }
        return Optional.ofNullable(first)
                .map(waiting::get)
                .filter(activity -> activity.currentWait()
                        .filter(wait -> wait.at() == this && wait.need() > free)
                        .isPresent());
    }

    @Override
    public void releaseLeft(Activity holder) {
        Integer left = held.get(holder);
        if (left != null) {
            release(left);
        }
    }

    /** How many there are in all. */
    public int permits() {
        return permits;
    }

    /** How many are free at this moment. */
    public int availablePermits() {
        Activity me = Activity.current();
        me.before(Step.LOOK, this);
        int free = sync.availablePermits();
        me.after(Step.LOOK, this);
        return free;
    }

    public boolean isFair() {
        return sync.isFair();
    }

    /** Who holds how many. A copy; weakly consistent. */
    public Map<Activity, Integer> holders() {
        return new HashMap<>(held);
    }

    /** Who waits, the longest waiting first. Weakly consistent. */
    public List<Activity> waiters() {
        List<Activity> waiters = new ArrayList<>();
        for (Thread thread : sync.queued()) {
            Activity activity = waiting.get(thread);
            if (activity != null) {
                waiters.add(activity);
            }
        }
        return waiters.reversed();
    }

    /** Takes a permit, until the returned {@link Held} is closed. */
    public Held hold() throws InterruptedException {
        return hold(1);
    }

    /** Takes {@code count} permits at once, until the returned {@link Held} is closed. */
    public Held hold(int count) throws InterruptedException {
        Held held = new Held(() -> release(count)); // first, since there may be no memory for it
        acquire(count);
        return held;
    }

    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Takes {@code count} permits, waiting until they are free.
     *
     * @throws IllegalArgumentException if there are not so many in all
     */
    public void acquire(int count) throws InterruptedException {
        Activity me = begin(Step.ACQUIRE, count);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        me.wants(this);
        if (!taken(count)) {
            try {
                waitFor(me, count, false, () -> acquired(count));
            } finally {
                waiting.remove(Thread.currentThread());
            }
        }
        acquiredBy(me, count);
    }

    /** As {@link #acquire(int)}, but an interrupt does not end the wait. */
    public void acquireUninterruptibly(int count) {
        Activity me = begin(Step.ACQUIRE, count);
        me.wants(this);
        if (!taken(count)) {
            try {
                Wait wait = beginWait(me, count, false);
                if (isFair()) {
                    places.uninterruptibly(wait, () -> acquired(count), () -> sync.release(count));
                } else {
                    wait.uninterruptibly(() -> acquired(count), () -> sync.release(count));
                }
            } finally {
                waiting.remove(Thread.currentThread());
            }
        }
        acquiredBy(me, count);
    }

    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    /** Takes {@code count} permits if they are free at this moment, even if others queue and the semaphore is fair. */
    public boolean tryAcquire(int count) {
        Activity me = begin(Step.TRY_ACQUIRE, count);
        if (!sync.tryAcquire(count)) {
            return false;
        }
        acquiredBy(me, count);
        return true;
    }

    /** Takes {@code count} permits if they become free within that time. */
    public boolean tryAcquire(int count, long time, TimeUnit unit) throws InterruptedException {
        Activity me = begin(Step.TRY_ACQUIRE, count);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!taken(count)) {
            try {
                long end = System.nanoTime() + Math.max(0, unit.toNanos(time));
                if (!waitFor(
                        me, count, true, () -> sync.tryAcquire(count, end - System.nanoTime(), TimeUnit.NANOSECONDS))) {
                    return false;
                }
            } finally {
                waiting.remove(Thread.currentThread());
            }
        }
        acquiredBy(me, count);
        return true;
    }

    public void release() {
        release(1);
    }

    /**
     * Gives {@code count} permits back.
     *
     * @throws IllegalStateException if the current activity does not hold so many
     */
    public void release(int count) {
        Activity me = Activity.current();
        int mine = held.getOrDefault(me, 0);
        if (count < 1 || count > mine) {
            throw new IllegalStateException("Semaphore \"" + name + "\": " + me + " wants to release " + count
                    + " permits and holds " + mine + ". Release what was acquired, once and by the same activity; use"
                    + " try (var _ = semaphore.hold())");
        }
        me.before(Step.RELEASE, this);
        if (mine == count) {
            held.remove(me);
        } else {
            held.put(me, mine - count);
        }
        try {
            if (mine == count) {
                me.letsGo(this);
            }
            if (sync.hasQueuedThreads()) {
                me.record(Entry.RELEASED, count, this, null, System.nanoTime());
            } else {
                me.record(Entry.RELEASED, count, this);
            }
        } finally { // whatever goes wrong with what is told of it
            sync.release(count);
        }
        me.after(Step.RELEASE, this);
    }

    @Override
    public String toString() {
        return "semaphore \"" + name + "\" with " + sync.availablePermits() + " of " + permits + " permits free";
    }

    private Activity begin(Step step, int count) {
        if (count < 1 || count > permits) {
            throw new IllegalArgumentException("Semaphore \"" + name + "\" has " + permits + " permits in all, and "
                    + count + " are asked for; ask for 1 to " + permits + ", or give it more");
        }
        Activity me = Activity.current();
        me.before(step, this);
        return me;
    }

    /** Without a wait; permits of a fair semaphore are not taken before those that queue. */
    private boolean taken(int count) {
        return (!sync.isFair() || !sync.hasQueuedThreads()) && sync.tryAcquire(count);
    }

    private Wait beginWait(Activity me, int count, boolean timed) {
        waiting.put(Thread.currentThread(), me);
        return me.awaits(State.WAITS_FOR_PERMIT, this, count, timed);
    }

    private boolean waitFor(Activity me, int count, boolean timed, Wait.Attempt attempt) throws InterruptedException {
        Wait wait = beginWait(me, count, timed);
        Runnable undo = () -> sync.release(count);
        return isFair() ? places.interruptibly(wait, attempt, undo) : wait.by(true, attempt, undo);
    }

    private boolean acquired(int count) throws InterruptedException {
        sync.acquire(count);
        return true;
    }

    private void acquiredBy(Activity me, int count) {
        boolean has = false;
        try {
            if (held.containsKey(me)) { // who sees the holder sees the event
                me.record(Entry.ACQUIRED, count, this);
            } else {
                me.acquired(this, count);
            }
            held.merge(me, count, Integer::sum);
            has = true;
        } finally {
            if (!has) { // no memory, no stack: who gets an error does not have them, and will not release them
                sync.release(count);
                if (!held.containsKey(me)) {
                    me.letsGo(this);
                }
            }
        }
        me.after(Step.ACQUIRE, this);
    }

    private static final class Queueing extends Semaphore {
        private static final long serialVersionUID = 1;

        Queueing(int permits, boolean fair) {
            super(permits, fair);
        }

        /** The longest waiting last. */
        Collection<Thread> queued() {
            return getQueuedThreads();
        }
    }
}
