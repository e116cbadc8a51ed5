package dev.brigade.web;

import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import java.util.Optional;

/** Says for the recorder how requests, and work on items of queues, end. Each by its own thread. */
final class Ends {
    private Ends() {}

    /**
     * A request has its answer.
     *
     * @param failure why the last run that failed did
     * @param answer empty if the client has gone away
     */
    static void request(
            Activity activity,
            Shield shield,
            boolean committed,
            Optional<Throwable> failure,
            Optional<Response> answer) {
        int status = answer.map(Response::status).orElse(0);
        Activity.Outcome how;
        if (committed) {
            how = Activity.Outcome.COMMITTED;
        } else if (shield.isCancelled() || answer.isEmpty()) {
            how = Activity.Outcome.CANCELLED;
        } else if (failure.filter(Ends::isVictim).isPresent()) {
            how = Activity.Outcome.VICTIM;
        } else {
            how = status >= 500 ? Activity.Outcome.FAILED : Activity.Outcome.ROLLED_BACK;
        }
        activity.result(how, status);
    }

    /** The work on an item has ended. */
    static void work(Activity activity, WorkRun.Result result, boolean committed) {
        activity.result(
                switch (result) {
                    case WorkRun.Result.Done _ -> committed ? Activity.Outcome.COMMITTED : Activity.Outcome.ROLLED_BACK;
                    case WorkRun.Result.Failed failed when failed.cancelled() -> Activity.Outcome.CANCELLED;
                    case WorkRun.Result.Failed failed ->
                        isVictim(failed.error()) ? Activity.Outcome.VICTIM : Activity.Outcome.FAILED;
                },
                0);
    }

    /** Why what failed runs again. */
    static String why(Throwable conflict) {
        return isVictim(conflict) ? "it was made to give up in a deadlock" : "a conflict";
    }

    private static boolean isVictim(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof DeadlockException) {
                return true;
            }
        }
        return false;
    }
}
