package dev.brigade.web.watch;

import dev.brigade.data.ClusterLock;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says in the log what a run that was rolled back did outside the database, since the next run does it again. Known from
 * the events of its activity, so nothing is measured before a run is in vain.
 *
 * <p>Shared by all requests of a route. All that changes is {@code warned}, a concurrent set: of several that add a kind at
 * once one is told that it was new, so there is one warning of it.
 */
public final class OutsideEffects {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** A kind of effect, and how it is told of a meeting point. */
    private enum Effect {
        PUT("put into queue \"%s\""),
        TOOK("took from queue \"%s\""),
        LOCK("held lock \"%s\""),
        PERMITS("held permits of semaphore \"%s\""),
        CALL("called %s");

        private final String text;

        Effect(String text) {
            this.text = text;
        }

        String at(MeetingPoint point) {
            return text.formatted(point.name());
        }
    }

    private final String remedy;
    private final Set<Effect> warned = ConcurrentHashMap.newKeySet();

    private OutsideEffects(String remedy) {
        this.remedy = remedy;
    }

    public static OutsideEffects ofRoute() {
        return new OutsideEffects("Put it into afterCommit, or declare the route .once().");
    }

    /** Of what is no request: the work on an item of a queue, a job. */
    public static OutsideEffects ofConsumer() {
        return new OutsideEffects("Put it into afterCommit.");
    }

    /**
     * After a rollback and before its hooks, which are the right place for such effects: logs what the run did, as a
     * warning if it is the first with some kind of effect. Of the activity's own thread.
     *
     * @param mark {@link Activity#eventCount()} when the run began
     * @param why what makes it run again: {@code a conflict}
     */
    public void tell(Activity activity, int run, long mark, String why) {
        List<Event> events = activity.eventsSince(mark);
        Map<String, Integer> times = new LinkedHashMap<>();
        boolean isNew = false;
        for (Event event : events) {
            isNew |= switch (event) {
                case Event.Put put -> count(times, Effect.PUT, put.at(), 1);
                case Event.Taken taken -> count(times, Effect.TOOK, taken.at(), 1);
                case Event.CallBegan call -> count(times, Effect.CALL, call.at(), 1);
                case Event.Acquired acquired -> count(times, acquired);
                default -> false;
            };
        }
        if (times.isEmpty()) {
            return;
        }
        boolean isWhole = mark + events.size() >= activity.eventCount(); // else the log has overwritten the oldest
        LOG.atLevel(isNew ? Level.WARN : Level.DEBUG)
                .log(
                        "{} runs again after {}, but its run {} did what no rollback undoes: {}{}. {}",
                        activity.name(),
                        why,
                        run,
                        isWhole ? "" : "at least ",
                        times.entrySet().stream()
                                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                                .collect(Collectors.joining(", ")),
                        remedy);
    }

    /** A lane and the admission announce only that they are waited for, so what is acquired is the application's. */
    private boolean count(Map<String, Integer> times, Event.Acquired acquired) {
        return switch (acquired.at().kind()) {
            case LOCK ->
                !ClusterLock.isWaitedForAt(acquired.at()) // that is the transaction's, and went with it
                        && count(times, Effect.LOCK, acquired.at(), 1);
            case SEMAPHORE -> count(times, Effect.PERMITS, acquired.at(), acquired.permits());
            case CONDITION, QUEUE, POOL, DATABASE, TABLE, SERVICE -> false;
        };
    }

    private boolean count(Map<String, Integer> times, Effect effect, MeetingPoint at, int more) {
        times.merge(effect.at(at), more, Integer::sum);
        return warned.add(effect);
    }
}
