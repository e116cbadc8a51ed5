package dev.brigade.web.consume;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was not worked on when the application stopped: handed back, or named in the log. Confined to the thread that stops. */
final class Leftovers<T> {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final int NAMED = 10;

    /** Long enough for some thousand rows; a process manager does not wait for ever. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** After its deadline, for a statement to be cancelled and the transaction to be rolled back. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final Resources resources;
    private final Declaration<T> declared;
    private final List<T> items;

    /** @param items the oldest first */
    Leftovers(Resources resources, Declaration<T> declared, List<T> items) {
        this.resources = resources;
        this.declared = declared;
        this.items = List.copyOf(items);
    }

    void settle() {
        if (items.isEmpty()) {
            return;
        }
        if (declared.handBack().isEmpty()) {
            LOG.error(
                    "{} had not been worked on when the application stopped, and {} lost to it: {}. Give them more time"
                            + " (stop.grace), or declare app.consume(…).handBack(…)",
                    count(),
                    items.size() == 1 ? "is" : "are",
                    names());
            return;
        }
        switch (handBack(declared.handBack().get())) {
            case WorkRun.Result.Done _ -> LOG.info("{} went to the hook of handBack(…)", count());
            case WorkRun.Result.Failed failed ->
                FailureLog.tell(() -> LOG.error(
                        "{} had not been worked on when the application stopped, and could not be handed back: {}",
                        count(),
                        names(),
                        failed.error()));
        }
    }

    private WorkRun.Result handBack(Declaration.OfLeft<T> hook) {
        String name = declared.queue().name() + " handed back";
        Activity activity = resources.activity(name);
        WorkRun run = new WorkRun(
                resources,
                activity,
                TransactionOptions.DEFAULT,
                OutsideEffects.ofConsumer(),
                () -> {},
                declared.queue());
        CompletableFuture<WorkRun.Result> end = new CompletableFuture<>();
        Thread.ofVirtual().name(activity.name()).start(() -> {
            try {
                end.complete(run.run(name, DEADLINE, work -> hook.run(work, items)));
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        try {
            return awaited(end);
        } catch (ExecutionException e) {
            return new WorkRun.Result.Failed(e, 1, false);
        } catch (TimeoutException e) {
            return run.isCommitted() ? new WorkRun.Result.Done() : new WorkRun.Result.Failed(e, 1, true);
        }
    }

    /** Whoever interrupts who stops wants it to go on, not that items are lost. */
    private static WorkRun.Result awaited(CompletableFuture<WorkRun.Result> end)
            throws ExecutionException, TimeoutException {
        long until = System.nanoTime() + DEADLINE.plus(MARGIN).toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return end.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String count() {
        return (items.size() == 1 ? "1 item" : items.size() + " items") + " of queue \""
                + declared.queue().name() + "\"";
    }

    private String names() {
        return items.stream().limit(NAMED).map(Taken::text).collect(Collectors.joining(", "))
                + (items.size() > NAMED ? ", and " + (items.size() - NAMED) + " more" : "");
    }
}
