package dev.brigade.web.watch;

import dev.brigade.data.Transaction;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Cancellation;
import dev.brigade.threads.State;
import dev.brigade.web.errors.ServiceUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a request, or the work on an item of a queue, ends before its time: at its deadline, when its client goes away, or when somebody cancels it. The
 * statement that runs is cancelled; if none does, the thread is interrupted, unless it commits or has committed. A handler
 * that notices neither ends when it ends, and is rolled back then.
 *
 * <p>Shared by the request's thread, which says where it is ({@link #begins}, {@link #runs}, {@link #ends}), the {@link
 * Watchdog}, and who cancels. Whether it is cancelled is decided once, under the monitor of {@link Shield}: who raises the
 * shield and then finds it not cancelled may commit. {@code ending} lets one thread at a time carry it out, off the watchdog,
 * since cancelling a statement talks to the database.
 */
public final class RequestWatch implements Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** After so long a statement that was cancelled and runs on is taken for one whose database does not answer. */
    private static final long DEAF = TimeUnit.SECONDS.toNanos(1);

    /** Who has been interrupted for so long and still runs has swallowed it, or never looks. */
    private static final long STUBBORN = TimeUnit.SECONDS.toNanos(2);

    private final Activity activity;
    private final Shield shield;
    private final String what;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile String route = ""; // or queue
    private volatile long limit; // in nanoseconds from the start of the activity; 0 for none
    private volatile @Nullable Transaction transaction;
    private volatile String refusal = "";
    private volatile boolean interrupted; // once and for ever
    private OptionalLong streamsSince = OptionalLong.empty(); // of the request's thread
    private long cancelledAt; // by the one thread that has set ending
    private OptionalLong stubbornSince = OptionalLong.empty(); // of the watchdog's thread, as is the next
    private boolean stubbornTold;

    public RequestWatch(Activity activity, Shield shield) {
        this.activity = activity;
        this.shield = shield;
        this.what = activity.kind() == Activity.Kind.REQUEST ? "The request" : "The work";
    }

    /**
     * It is known what it is about; its deadline counts from the start of its activity.
     *
     * @param name its route, or its queue
     * @param deadline zero for none
     */
    public void begins(String name, Duration deadline) {
        route = name;
        limit = deadline.toNanos();
    }

    /** The route, for people: {@code POST /orders/{id}}; or the queue: {@code queue "pass"}. */
    String route() {
        return route;
    }

    /** A run begins. */
    public void runs(Transaction begun) {
        transaction = begun;
    }

    /** From here on there is no deadline: what follows has none, such as a stream. Said with the shield up. */
    public void ends() {
        shield.done();
        limit = 0;
        transaction = null;
    }

    /** Its answer is ready, and will be written bit by bit; by the request's thread. */
    public void streams() {
        streamsSince = OptionalLong.of(System.nanoTime());
    }

    /** {@link System#nanoTime()} when a {@linkplain #streams streamed} answer was ready; by the request's thread. */
    public OptionalLong streamsSince() {
        return streamsSince;
    }

    /** Why the request must not be done although its handler may have returned; for its own thread, with the shield up. */
    public Optional<ServiceUnavailable> refusal() {
        return why().map(why -> new ServiceUnavailable(why, RETRY_AFTER));
    }

    /** Why it was cancelled, if it was: then it will never commit. Safe from any thread. */
    public Optional<String> why() {
        return shield.isCancelled() ? Optional.of(refusal) : Optional.empty();
    }

    /**
     * The client has gone away: the statement that runs is cancelled, else the thread interrupted, unless it commits or has
     * committed. Called by the engine.
     */
    public void clientGone() {
        shield.clientGone();
        if (activity.status().state() == State.IN_SQL) {
            carryOut(); // an interrupt would close the connection, and leave the statement to run on in the database
        } else {
            interrupted = true;
            shield.interrupt();
        }
    }

    @Override
    public boolean cancel(String why) {
        return cancel(false, "was cancelled: " + why, what + " was cancelled (" + why + ") and rolled back");
    }

    /** Looks whether the request is overdue, or goes on in spite of having been cancelled. Of the watchdog's thread. */
    void sweep(long now) {
        boolean gone = shield.isClientGone() && !shield.isUp();
        if (shield.isCancelled() || gone) {
            if (!interrupted || activity.status().state() == State.IN_SQL) {
                carryOut();
            }
            if (shield.isCancelled()) {
                tellIfItGoesOn(now);
            }
            return;
        }
        long allowed = limit;
        if (allowed > 0 && now - activity.startedNanos() >= allowed) {
            String time = seconds(allowed);
            cancel(
                    true,
                    "was stopped at its deadline of " + time,
                    what + " took longer than the " + time + " that it may take and was rolled back");
        }
    }

    /** Its client waits for as long as it goes on, so whoever reads the log learns why, and where. */
    private void tellIfItGoesOn(long now) {
        long since = stubbornSince.orElse(now);
        stubbornSince = OptionalLong.of(since);
        if (stubbornTold || !interrupted || now - since < STUBBORN || !mayHeed()) {
            return;
        }
        stubbornTold = true;
        LOG.warn(
                "{} still goes on, {} after it was interrupted, and its client waits; it {}. Let what catches InterruptedException"
                        + " end or throw, and a loop that computes ask Thread.interrupted(). It is rolled back when it returns",
                activity,
                seconds(now - since),
                Doing.of(activity));
    }

    /** Not while a driver or the end of the transaction has the thread, nor in what no interrupt ends: {@code lock()}, {@code synchronized}. */
    private boolean mayHeed() {
        return switch (activity.status().state()) {
            case IN_SQL, COMMITTING, ROLLING_BACK, ENDED, WAITS_FOR_LOCK, REACQUIRES_LOCK -> false;
            default ->
                activity.thread()
                        .filter(thread -> thread.getState() == Thread.State.BLOCKED)
                        .isEmpty();
        };
    }

    private boolean cancel(boolean overdue, String forLog, String forClient) {
        if (shield.isUp()) {
            return false;
        }
        String doing = Doing.of(activity) + lockedBy();
        long after = System.nanoTime() - activity.startedNanos();
        refusal = refusal.isEmpty() ? forClient : refusal; // before it can be asked for
        if (!shield.cancel(overdue)) {
            return false;
        }
        LOG.warn("{} {}, {} after it began; it {}", activity, forLog, seconds(after), doing);
        carryOut();
        return true;
    }

    /** On PostgreSQL it is the deadline that ends a wait for rows, so this is where somebody learns who had them. */
    private String lockedBy() {
        Transaction running = transaction;
        List<String> holders = running == null ? List.of() : running.rowHolders();
        return holders.isEmpty() ? "" : ", for what is locked by " + String.join(", ", holders);
    }

    private void carryOut() {
        if (ending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("ends " + activity).start(() -> {
                try {
                    end();
                } finally {
                    ending.set(false);
                }
            });
        }
    }

    private void end() {
        if (shield.isUp() && !shield.isCancelled()) {
            return; // it commits or has committed
        }
        Transaction running = transaction;
        long began = System.nanoTime();
        boolean cancelled = running != null && running.cancelStatement();
        if (!cancelled) {
            interrupted = true;
            shield.interrupt();
            return;
        }
        cancelledAt = cancelledAt == 0 ? began : cancelledAt;
        if (System.nanoTime() - cancelledAt > DEAF) {
            shield.interrupt(); // also if it took so long to tell the database
        }
    }

    private static String seconds(long nanos) {
        long tenths = nanos / 100_000_000;
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
    }
}
