package dev.brigade.web.consume;

import dev.brigade.data.errors.Outages;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.queues.ConsumerView;
import dev.brigade.web.watch.Doing;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tries of the items of one queue: each is on a thread of its own, with a run of its own, and settles the item unless that is to be
 * tried again.
 *
 * <p>Safe from any thread. Whoever has an item in hand calls {@link #run}, which returns when the try has ended: so an item has one
 * try at a time. Here is no state but what is worked on at this moment, for who looks on.
 */
final class Tries<T> {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final Resources resources;
    private final Declaration<T> declared;
    private final Consuming.Threads threads;
    private final BoundedQueue<T> queue;
    private final ConsumerCounts counts;
    private final InHand<T> inHand;
    private final Stopping stopping;
    private final BooleanSupplier pauses;
    private final OutsideEffects outside = OutsideEffects.ofConsumer();
    private final Set<Taken<T>> working = ConcurrentHashMap.newKeySet();

    /** @param pauses waits for a while, for the database; false if there is no more time for work afterwards */
    Tries(
            Resources resources,
            Declaration<T> declared,
            Consuming.Threads threads,
            ConsumerCounts counts,
            InHand<T> inHand,
            Stopping stopping,
            BooleanSupplier pauses) {
        this.resources = resources;
        this.declared = declared;
        this.threads = threads;
        this.queue = declared.queue();
        this.counts = counts;
        this.inHand = inHand;
        this.stopping = stopping;
        this.pauses = pauses;
    }

    /** One try. When this returns the item is settled, or to be tried again; false if nothing was begun, as there may be no memory for its thread. */
    boolean run(Taken<T> taken) {
        try {
            work(taken);
            return true;
        } catch (RuntimeException | Error e) {
            FailureLog.tell(() -> LOG.error("The work on {} could not be begun; it is tried again", taken, e));
            return false;
        }
    }

    private void work(Taken<T> taken) {
        WorkRun run = newRun(queue.name(), declared.transaction());
        run.activity().took(queue, taken.itemNumber());
        taken.begins(run);
        working.add(taken);
        boolean started = false;
        try {
            threads.start(run.activity().name(), () -> {
                try {
                    settle(taken, attempt(taken, run));
                } finally {
                    taken.ends();
                }
            });
            started = true;
            taken.awaitEnd();
        } finally {
            working.remove(taken);
            if (!started) {
                taken.holdUp(false);
            }
        }
    }

    private WorkRun newRun(String label, TransactionOptions options) {
        Activity activity = resources.activity(label);
        return new WorkRun(resources, activity, options, outside, counts.conflicts::increment, queue);
    }

    private WorkRun.Result attempt(Taken<T> taken, WorkRun run) {
        try {
            return run.run(
                    WorkRun.nameOf(queue),
                    declared.deadline(),
                    work -> declared.consumer().run(work, taken.item()));
        } catch (Throwable e) { // none of the application's
            return new WorkRun.Result.Failed(e, 1, false);
        }
    }

    /** On the item's thread. */
    private void settle(Taken<T> taken, WorkRun.Result result) {
        switch (result) {
            case WorkRun.Result.Done _ -> {
                if (taken.claim()) {
                    counts.succeeded.increment();
                    inHand.settled(taken);
                }
            }
            case WorkRun.Result.Failed failed -> {
                boolean heldUp = isHeldUp(taken, failed);
                boolean again = !failed.outcomeUnknown() && taken.tries() <= declared.retries();
                if (stopping.isOver() && (failed.cancelled() || again || heldUp)) {
                    inHand.leave(taken);
                } else if (heldUp) {
                    LOG.debug(
                            "{} waits with {} for the database",
                            taken.run().orElseThrow().activity(),
                            taken,
                            failed.error());
                    taken.holdUp(!Outages.isUnreachable(failed.error()));
                } else if (again) {
                    counts.retried.increment();
                    FailureLog.tell(() -> LOG.warn(
                            "{} failed on {}, in try {} of {}; it is tried again in {} ms: {}",
                            taken.run().orElseThrow().activity(),
                            taken,
                            taken.tries(),
                            declared.retries() + 1,
                            declared.delayAfter(taken.tries()).toMillis(),
                            failed.error().toString()));
                } else if (taken.claim()) {
                    counts.failed.increment();
                    try {
                        new FinalFailure<>(declared, taken, failed)
                                .tell(() -> newRun(queue.name() + " failed", TransactionOptions.DEFAULT), hook -> {
                                    boolean waits = isHeldUp(taken, hook);
                                    if (waits && !Outages.isUnreachable(hook.error())) {
                                        taken.losesConnection();
                                    }
                                    return waits && !stopping.isOver() && pauses.getAsBoolean();
                                });
                    } finally {
                        inHand.settled(taken);
                    }
                }
            }
        }
    }

    /** Whether the database was away: else all that is in the queue would fail in a moment. Of lost connections so many are enough. */
    private boolean isHeldUp(Taken<T> taken, WorkRun.Result.Failed failed) {
        return !failed.cancelled()
                && Outages.isOutage(failed.error())
                && (Outages.isUnreachable(failed.error()) || taken.lostConnections() < resources.mostRuns());
    }

    /** How many items are worked on. */
    int size() {
        return working.size();
    }

    /** Those that work on them. */
    List<Activity> activities() {
        return working.stream()
                .flatMap(taken -> taken.run().stream())
                .map(WorkRun::activity)
                .toList();
    }

    /** What is worked on, the oldest first. */
    List<ConsumerView.Item> view() {
        long now = System.nanoTime();
        return working.stream()
                .sorted(Comparator.comparingLong(Taken::number))
                .flatMap(taken -> taken.run().stream()
                        .map(run -> new ConsumerView.Item(
                                run.activity().name(),
                                taken.toString(),
                                taken.tries(),
                                Duration.ofNanos(now - taken.sinceNanos()),
                                Doing.of(run.activity()))))
                .toList();
    }
}
