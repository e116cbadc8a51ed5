package dev.brigade.threads;

import java.lang.ScopedValue.CallableOp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a thread does from a beginning to an end, with a name for people: a request, a consumed item, a job.
 *
 * <p>An activity is bound to its thread while {@link #call} runs. Only that thread changes the status ({@link #enter},
 * {@link #leave}); any thread may read it, since it is one reference to an immutable value.
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

    private static final ScopedValue<Activity> CURRENT = ScopedValue.newInstance();

    private final long id;
    private final Kind kind;
    private final String name;
    private volatile Status status;

    Activity(long id, Kind kind, String label) {
        this.id = id;
        this.kind = kind;
        this.name = label + " #" + id;
        this.status = new Status(State.RUNNING, Optional.empty(), "", System.nanoTime());
    }

    /** The activity of the current thread; for a thread that has none, one of kind {@link Kind#OTHER} with its name. */
    public static Activity current() {
        return CURRENT.isBound()
                ? CURRENT.get()
                : new Activity(0, Kind.OTHER, Thread.currentThread().getName());
    }

    public long id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** For people and for the thread: {@code POST /orders #812}. */
    public String name() {
        return name;
    }

    /** What it does at this moment. Safe from any thread. */
    public Status status() {
        return status;
    }

    /** Runs {@code body} on the current thread as this activity; when it returns or throws, the activity has ended. */
    public <R extends @Nullable Object, X extends Throwable> R call(CallableOp<? extends R, X> body) throws X {
        try {
            return ScopedValue.where(CURRENT, this).call(body);
        } finally {
            status = new Status(State.ENDED, Optional.empty(), "", System.nanoTime());
        }
    }

    /**
     * Says that this activity's thread is now in {@code state} at {@code point}; for the activity's own thread only.
     *
     * @return the status before, to be given to {@link #leave}
     */
    public Status enter(State state, MeetingPoint point, String detail) {
        Status before = status;
        status = new Status(state, Optional.of(point), detail, System.nanoTime());
        return before;
    }

    /** Goes back to the status before {@link #enter}; for the activity's own thread only. */
    public void leave(Status before) {
        status = before;
    }

    @Override
    public String toString() {
        return name;
    }
}
