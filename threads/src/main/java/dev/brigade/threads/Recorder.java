package dev.brigade.threads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives activities their identity and remembers what they did. One per application; always on; safe from any thread.
 *
 * <p>Activities that run are known from {@link Activity#call} on; each keeps its own log. When one has ended, it and its
 * log go to a history that is bounded in time and in number ({@link RecorderSettings}); when there is no room for all, those that
 * failed, took long or waited long stay, and a sample of the others.
 *
 * {@snippet :
 * Recorder recorder = new Recorder();
 * NamedLock oven = new NamedLock("oven");
 * String result = recorder.begin(Activity.Kind.REQUEST, "POST /orders").call(() -> {
 *     try (var _ = oven.hold()) {
 *         return oven.owner().orElseThrow().name(); // POST /orders #1
 *     }
 * });
 * for (Event event : recorder.snapshot().events()) {
 *     if (event instanceof Event.Acquired acquired) {
 *         System.out.println(acquired.activity() + " acquired " + acquired.at().name());
 *     }
 * }
 * }
 */
public final class Recorder {
    private final RecorderSettings settings;
    private final @Nullable Watcher watcher;
    private final @Nullable Sentry sentry;
    private final AtomicLong ids = new AtomicLong();
    private final Set<Activity> running = ConcurrentHashMap.newKeySet();
    private final History history;
    private final List<Consumer<? super Activity>> listeners = new CopyOnWriteArrayList<>();
    private final List<WaitListener> waitListeners = new CopyOnWriteArrayList<>();

    public Recorder() {
        this(RecorderSettings.DEFAULT);
    }

    public Recorder(RecorderSettings settings) {
        this(settings, null, null);
    }

    /** A recorder whose activities tell {@code sentry} what they do with what they hold. */
    public Recorder(RecorderSettings settings, Sentry sentry) {
        this(settings, null, sentry);
    }

    /** A recorder whose activities tell {@code watcher} of each step at a meeting point. */
    public Recorder(RecorderSettings settings, Watcher watcher) {
        this(settings, watcher, null);
    }

    private Recorder(RecorderSettings settings, @Nullable Watcher watcher, @Nullable Sentry sentry) {
        this.settings = settings;
        this.watcher = watcher;
        this.sentry = sentry;
        this.history = new History(settings);
    }

    /** A new activity, not yet running, named {@code label #id}. */
    public Activity begin(Activity.Kind kind, String label) {
        return new Activity(ids.incrementAndGet(), kind, label, this);
    }

    /** The activities that run, by id. Weakly consistent: one that begins or ends meanwhile may be in it or not. */
    public List<Activity> running() {
        List<Activity> found = new ArrayList<>(running);
        found.sort(Comparator.comparingLong(Activity::id));
        return found;
    }

    /**
     * Shows each activity that runs to {@code reader}, in no order and without a copy, for a watchdog that looks often.
     * Weakly consistent: one that begins or ends meanwhile may be shown or not.
     */
    public void forEachRunning(Consumer<? super Activity> reader) {
        running.forEach(reader);
    }

    /** All that is remembered. Costs time in proportion to that; ended activities do not wait for it. */
    public Snapshot snapshot() {
        return snapshot(settings.keep());
    }

    /** What is remembered of the {@code last} so many seconds. */
    public Snapshot snapshot(Duration last) {
        long now = System.nanoTime();
        history.forgetOld(now);
        Duration period = last.compareTo(settings.keep()) < 0 ? last : settings.keep();
        long from = now - period.toNanos();
        // Who runs first, then who has ended: one that ends in between is in both, and none is in neither.
        List<Activity> runs = running();
        Set<Activity> all = new LinkedHashSet<>();
        for (Activity activity : history.activities()) {
            if (History.endedNanos(activity) - from >= 0) {
                all.add(activity);
            }
        }
        long lost = history.lost();
        for (Activity activity : runs) {
            if (all.add(activity)) {
                lost += activity.eventsLost();
            }
        }
        return new Snapshot(now, runs, TimeOrder.of(all, from), lost);
    }

    /**
     * Some of the activities that have ended and are remembered, at most so many, in the order of their ends: the last ones, and
     * half of them, if there are so many, {@linkplain Activity#isNotable notable}.
     */
    public List<Activity> lately(int most) {
        history.forgetOld(System.nanoTime());
        Deque<Activity> notable = new ArrayDeque<>();
        Deque<Activity> others = new ArrayDeque<>();
        for (Activity activity : inOrderOfEnds(history.activities())) {
            Deque<Activity> last = activity.isNotable() ? notable : others;
            if (last.size() == most) {
                last.removeFirst();
            }
            last.addLast(activity);
        }
        int fewest = most - most / 2;
        while (notable.size() + others.size() > most) {
            (others.size() > fewest || notable.isEmpty() ? others : notable).removeFirst();
        }
        notable.addAll(others);
        return inOrderOfEnds(notable);
    }

    private static List<Activity> inOrderOfEnds(Iterable<Activity> ended) {
        long now = System.nanoTime();
        Set<Activity> once = new LinkedHashSet<>();
        ended.forEach(once::add);
        List<Activity> ordered = new ArrayList<>(once);
        ordered.sort(Comparator.comparingLong(activity -> History.endedNanos(activity) - now));
        return ordered;
    }

    /** How many events were thrown away before their time. */
    public long lost() {
        return history.lost();
    }

    /** How many activities that had ended were thrown away whole before their time, since others were worth more. */
    public long sampledOut() {
        return history.sampledOut();
    }

    /**
     * Shows each activity that ends to {@code reader} too, on the activity's own thread: it must be quick, and not throw. For
     * who looks on; {@link #unheardBy} ends that.
     */
    public void heardBy(Consumer<? super Activity> reader) {
        listeners.add(reader);
    }

    /** Shows no more to {@code reader} of what ends. */
    public void unheardBy(Consumer<? super Activity> reader) {
        listeners.remove(reader);
    }

    /** Shows each wait that is over to {@code reader} too. What needs no wait is not told, and costs nothing. */
    public void waitsHeardBy(WaitListener reader) {
        waitListeners.add(reader);
    }

    /** Shows no more waits to {@code reader}. */
    public void waitsUnheardBy(WaitListener reader) {
        waitListeners.remove(reader);
    }

    /** Whether somebody wants to hear of waits. */
    boolean tellsWaits() {
        return !waitListeners.isEmpty();
    }

    void waited(MeetingPoint at, State state, long nanos) {
        for (WaitListener reader : waitListeners) {
            reader.waited(at, state, nanos);
        }
    }

    /** Whether what activities do is remembered. */
    boolean remembers() {
        return settings.events() > 0;
    }

    @Nullable
    Watcher watcher() {
        return watcher;
    }

    @Nullable
    Sentry sentry() {
        return sentry;
    }

    void started(Activity activity) {
        running.add(activity);
    }

    /** The history gets it before it is removed from those that run, so that a snapshot never misses it. */
    void ended(Activity activity, long now) {
        try {
            if (remembers()) {
                history.add(activity, now);
            }
        } finally {
            running.remove(activity);
        }
        for (Consumer<? super Activity> reader : listeners) {
            reader.accept(activity);
        }
    }
}
