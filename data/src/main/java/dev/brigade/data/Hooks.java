package dev.brigade.data;

import dev.brigade.threads.Activity;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a transaction's code wants to be done after its end. Confined to the transaction's thread. */
final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final List<Work.Hook> afterCommit = new ArrayList<>(0);
    private final List<Work.Hook> afterRollback = new ArrayList<>(0);

    void afterCommit(Work.Hook hook) {
        afterCommit.add(hook);
    }

    void afterRollback(Work.Hook hook) {
        afterRollback.add(hook);
    }

    /**
     * Runs those of this outcome, in order; one that throws is logged, and the next runs all the same. Each runs at most once.
     *
     * @throws IllegalStateException if there is no outcome yet
     */
    void run(Activity activity, Outcome outcome) {
        List<Work.Hook> due = switch (outcome) {
            case COMMITTED -> List.copyOf(afterCommit);
            case ROLLED_BACK -> List.copyOf(afterRollback);
            case UNKNOWN -> List.of();
            case NONE ->
                throw new IllegalStateException("The hooks of " + activity.name()
                        + " run after its transaction has ended; commit or roll back first.");
        };
        afterCommit.clear();
        afterRollback.clear();
        for (Work.Hook hook : due) {
            try {
                hook.run();
            } catch (Throwable failure) {
                LOG.error(
                        "{}: a hook after the {} failed; the others run",
                        activity.name(),
                        outcome == Outcome.COMMITTED ? "commit" : "rollback",
                        failure);
            }
        }
    }
}
