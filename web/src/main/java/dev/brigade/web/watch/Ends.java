package dev.brigade.web.watch;

import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import java.util.Optional;

/** Says for the recorder how requests, and work on items of queues, end. Each by its own thread. */
public final class Ends {
    private Ends() {}

    /**
     * A request has its answer.
     *
     * @param failure why the last run that failed did
     * @param status of the answer; 0 if the client has gone away
     */
    public static void request(
            Activity activity, Shield shield, boolean committed, Optional<Throwable> failure, int status) {
        Activity.Outcome how;
        if (committed) {
            how = Activity.Outcome.COMMITTED;
        } else if (shield.isCancelled() || status == 0) {
            how = Activity.Outcome.CANCELLED;
        } else if (failure.filter(Ends::isVictim).isPresent()) {
            how = Activity.Outcome.VICTIM;
        } else {
            how = status >= 500 ? Activity.Outcome.FAILED : Activity.Outcome.ROLLED_BACK;
        }
        activity.result(how, status);
    }

    /** Why what failed runs again. */
    public static String why(Throwable conflict) {
        return isVictim(conflict) ? "it was made to give up in a deadlock" : "a conflict";
    }

    /** Whether it failed since it was made to give up in a deadlock. */
    public static boolean isVictim(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof DeadlockException) {
                return true;
            }
        }
        return false;
    }
}
