package dev.brigade.web.consume;

import dev.brigade.data.Transaction;
import dev.brigade.data.Work;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.web.watch.Ends;
import dev.brigade.web.watch.OutsideEffects;
import dev.brigade.web.watch.RequestWatch;
import dev.brigade.web.watch.Shield;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is no request, such as that on an item of a queue: in a transaction, again from the beginning when
 * that met a conflict with another, until its deadline.
 *
 * <p>{@link #run} is called once, by the thread of the work. Others may read, and {@link #cutOff} from any thread: it first
 * sets {@code last}, so that no further run begins, and then asks the {@link Shield}, under whose monitor it is decided
 * whether the run of this moment may still commit. So once {@code cutOff} has returned true nothing of this work will ever
 * commit, whether its code notices or not.
 */
public final class WorkRun {

    /** What is to be done. */
    @FunctionalInterface
    public interface Body {
        void run(Work work) throws Exception;
    }

    /** How it ended. */
    public sealed interface Result {
        /** It has returned, and committed unless it wanted to roll back. */
        record Done() implements Result {}

        /**
         * It was rolled back.
         *
         * @param cancelled because of its deadline, or since somebody cancelled it
         */
        record Failed(Throwable error, int runs, boolean cancelled) implements Result {
            /** Whether it may have committed all the same. */
            public boolean outcomeUnknown() {
                return error instanceof CommitFailedException commit && commit.outcomeUnknown();
            }
        }
    }

    private final Resources resources;
    private final Activity activity;
    private final TransactionOptions options;
    private final OutsideEffects outside;
    private final Runnable atConflict;
    private final MeetingPoint place;
    private boolean noted; // set before it runs
    private volatile @Nullable RequestWatch watch;
    private volatile boolean last;
    private volatile boolean committed;

    /**
     * @param atConflict is run when a run met a conflict and another follows
     * @param place where the work came from
     */
    public WorkRun(
            Resources resources,
            Activity activity,
            TransactionOptions options,
            OutsideEffects outside,
            Runnable atConflict,
            MeetingPoint place) {
        this.place = place;
        this.resources = resources;
        this.activity = activity;
        this.options = options;
        this.outside = outside;
        this.atConflict = atConflict;
    }

    /** The same, whose end is noted in the main database by itself, so that this commits last; before it runs. */
    public WorkRun notedInMain() {
        noted = true;
        return this;
    }

    /** For people: {@code queue "pass"}. */
    static String nameOf(BoundedQueue<?> queue) {
        return "queue \"" + queue.name() + "\"";
    }

    public Activity activity() {
        return activity;
    }

    /** Whether it has committed; its hooks may still run. */
    public boolean isCommitted() {
        return committed;
    }

    /**
     * Does it, on the current thread.
     *
     * @param name what it is, for people
     * @param deadline zero for none
     */
    public Result run(String name, Duration deadline, Body body) {
        Shield shield = new Shield();
        RequestWatch mine = new RequestWatch(activity, shield);
        mine.begins(name, deadline);
        activity.cancellableBy(mine);
        watch = mine;
        return activity.call(() -> {
            Result result = untilNoConflict(body, shield, mine);
            ended(result);
            return result;
        });
    }

    /** Ends it without its work being done; false if it may have been done, or was not begun. Waits for nothing. */
    public boolean cutOff(String why) {
        last = true;
        RequestWatch mine = watch;
        return mine != null && (mine.cancel(why) || mine.why().isPresent());
    }

    private void ended(Result result) {
        Activity.Outcome how = switch (result) {
            case Result.Done _ -> committed ? Activity.Outcome.COMMITTED : Activity.Outcome.ROLLED_BACK;
            case Result.Failed failed when failed.cancelled() -> Activity.Outcome.CANCELLED;
            case Result.Failed failed ->
                Ends.isVictim(failed.error()) ? Activity.Outcome.VICTIM : Activity.Outcome.FAILED;
        };
        activity.result(how, 0);
    }

    private Result untilNoConflict(Body body, Shield shield, RequestWatch mine) {
        for (int run = 1; ; run++) {
            long mark = activity.eventCount();
            activity.repeatable(run < resources.mostRuns() && !last);
            Transaction transaction = resources.begin(activity, options);
            if (noted) {
                transaction.commitsLast();
            }
            mine.runs(transaction);
            Optional<Throwable> failure = once(transaction, body, shield, mine);
            if (failure.isEmpty()) {
                mine.ends();
                transaction.runHooks();
                return new Result.Done();
            }
            Throwable error = failure.get();
            transaction.rollback();
            boolean cancelled = mine.why().isPresent();
            boolean again = !cancelled && !last && run < resources.mostRuns() && Conflicts.isConflict(error);
            if (again) {
                outside.tell(activity, run, mark, "a conflict");
            }
            transaction.runHooks();
            if (!again) {
                return new Result.Failed(error, run, cancelled);
            }
            atConflict.run();
            activity.runsAgain(place, run + 1, Ends.why(error));
            shield.lower();
            try {
                Conflicts.giveWay(error, run);
            } catch (InterruptedException e) {
                shield.raise();
                return new Result.Failed(error, run, mine.why().isPresent());
            }
        }
    }

    /** With the shield up when it returns. */
    private Optional<Throwable> once(Transaction transaction, Body body, Shield shield, RequestWatch mine) {
        Optional<Throwable> failure = Optional.empty();
        try {
            body.run(transaction);
        } catch (Throwable e) {
            failure = Optional.of(e);
        }
        shield.raise();
        Optional<String> why = mine.why();
        if (why.isPresent()) {
            CancellationException cancelled = new CancellationException(why.get());
            failure.ifPresent(cancelled::addSuppressed);
            return Optional.of(cancelled);
        }
        if (failure.isPresent()) {
            return failure;
        }
        try {
            boolean commits = !transaction.isRollbackOnly();
            transaction.commit();
            committed = commits;
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }
}
