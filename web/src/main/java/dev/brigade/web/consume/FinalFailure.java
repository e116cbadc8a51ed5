package dev.brigade.web.consume;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An item that has finally failed: told to the application's hook, or to the log.
 *
 * @param declared how its queue is consumed
 * @param last how its last try ended
 */
record FinalFailure<T>(Declaration<T> declared, Taken<T> taken, WorkRun.Result.Failed last) {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /**
     * On the item's thread. While the database is away the hook waits for it, as items do: who has lost an item has nothing else that tells of it.
     *
     * @param newRun makes a run for the hook, if there is one
     * @param waits for a while, if the database was away; false if there is no more time
     */
    void tell(Supplier<WorkRun> newRun, Predicate<WorkRun.Result.Failed> waits) {
        String activity = taken.run().map(run -> run.activity().name()).orElse("");
        Optional<Declaration.OfFailure<T>> hook = declared.failureHook();
        if (hook.isEmpty()) {
            FailureLog.tell(() -> LOG.error(
                    "{} failed{}{}; its item is lost to the queue: {}. To have such items elsewhere, declare"
                            + " app.consume(…).onFailure(…)",
                    activity,
                    often(),
                    outcome(),
                    taken,
                    last.error()));
            return;
        }
        FailureLog.tell(() -> LOG.warn(
                "{} failed{}{}; its item goes to the failure hook: {}",
                activity,
                often(),
                outcome(),
                taken,
                last.error()));
        WorkRun.Result told;
        do {
            WorkRun run = newRun.get();
            taken.continues(run);
            told = run.run(
                    "failure hook of " + WorkRun.nameOf(declared.queue()),
                    declared.deadline(),
                    work -> hook.get().run(work, taken.item(), last.error()));
        } while (told instanceof WorkRun.Result.Failed failed && waits.test(failed));
        if (told instanceof WorkRun.Result.Failed failed) {
            FailureLog.tell(() -> LOG.error(
                    "{} failed, and its failure hook too; its item is lost to the queue: {}",
                    activity,
                    taken,
                    failed.error()));
        }
    }

    private String often() {
        String runs = last.runs() > 1 ? " after " + last.runs() + " runs" : "";
        return (taken.tries() > 1 ? " in the last of its " + taken.tries() + " tries" : "") + runs;
    }

    private String outcome() {
        return last.outcomeUnknown() ? ", and may have committed all the same" : "";
    }
}
