package dev.brigade.web.watch;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of requests, and of work on items of queues, that compute for long: virtual threads are carried by one thread for each processor,
 * and who computes keeps one from all others until it waits for something. Once for each route or queue. Who holds a permit of
 * a semaphore has taken care that there are not too many of its kind.
 *
 * <p>A thread counts as computing if it was found running, without a wait that is known of, each time that it was looked at in the
 * second half of that time: one that waits for a socket is found waiting now and then. Confined to the {@link Watchdog}'s thread.
 */
public final class LongComputations {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final long longest;
    private final Set<String> warned = new HashSet<>();
    private final Set<Activity> seen = new HashSet<>();
    private final Map<Activity, Long> since = new HashMap<>(); // when it was first found so

    /** @param longest how long is not worth a warning; zero for never one */
    public LongComputations(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** Looks at one of those that are watched. */
    void look(Activity activity, RequestWatch watch, long now) {
        if (longest == 0 || !computes(activity, now)) {
            return;
        }
        seen.add(activity);
        long began = since.computeIfAbsent(activity, _ -> now);
        if (now - began >= longest / 2 && isUnlimited(activity) && warned.add(watch.route())) {
            warn(activity, watch.route(), now - activity.status().sinceNanos());
        }
    }

    /** All have been looked at: who was not found computing begins anew. */
    void swept() {
        since.keySet().retainAll(seen);
        seen.clear();
    }

    private boolean computes(Activity activity, long now) {
        var status = activity.status();
        return status.state() == State.RUNNING
                && now - status.sinceNanos() >= longest / 2 // as a rule it is not, and its thread need not be looked at
                && activity.thread()
                        .filter(thread -> thread.isVirtual() && thread.getState() == Thread.State.RUNNABLE)
                        .isPresent();
    }

    private static boolean isUnlimited(Activity activity) {
        return activity.held().stream().noneMatch(point -> point.kind() == MeetingPoint.Kind.SEMAPHORE);
    }

    private static void warn(Activity activity, String route, long nanos) {
        int carriers = Runtime.getRuntime().availableProcessors();
        LOG.warn(
                "{} has computed for {} s without waiting for anything{}. All requests share {}, and nobody goes on before"
                        + " who computes there: let at most {} such at once, with a semaphore (app.semaphore), or give the"
                        + " work to a platform thread. Said once for {}.",
                activity,
                String.format(Locale.ROOT, "%.1f", nanos / 1e9),
                ApplicationCode.of(activity)
                        .map(frame -> ", in " + ApplicationCode.text(frame))
                        .orElse(""),
                carriers == 1 ? "1 processor" : carriers + " processors",
                Math.max(1, carriers - 1),
                route);
    }
}
