package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.OwnedLock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who held each lock when. A wait at a condition interrupts it. An acquisition without a wait has no time of its own, so it may
 * seem to begin a little early; it is made to begin when the holder before has let go.
 */
final class Holds {

    /**
     * A time in which an activity held a lock.
     *
     * @param waited whether it had to wait for it
     */
    record Hold(Activity holder, long begin, long end, boolean waited) {}

    private record Begun(long nanos, boolean waited) {}

    private Holds() {}

    /** Of each lock, in the order of time, none of which overlap. */
    static Map<OwnedLock, List<Hold>> of(Map<Activity, List<Placed>> events, long until) {
        Map<OwnedLock, List<Hold>> all = new LinkedHashMap<>();
        events.forEach((activity, own) -> ofOne(activity, own, until, all));
        all.replaceAll((_, holds) -> inTurn(holds));
        return all;
    }

    private static void ofOne(Activity activity, List<Placed> own, long until, Map<OwnedLock, List<Hold>> all) {
        Map<OwnedLock, Begun> begun = new HashMap<>();
        MeetingPoint waitedFor = null;
        for (Placed placed : own) {
            long nanos = placed.nanos();
            switch (placed.event()) {
                case Event.WaitEnded wait -> waitedFor = wait.at();
                case Event.Acquired acquired
                when acquired.at() instanceof OwnedLock lock -> {
                    begun.put(lock, new Begun(nanos, lock.equals(waitedFor)));
                    waitedFor = null;
                }
                case Event.Released released
                when released.at() instanceof OwnedLock lock -> end(activity, lock, begun, nanos, all);
                case Event.WaitSetEntered set
                when set.at() instanceof NamedCondition condition -> end(activity, condition.lock(), begun, nanos, all);
                case Event.Reacquired again
                when again.at() instanceof NamedCondition condition ->
                    begun.put(condition.lock(), new Begun(nanos, true));
                default -> {}
            }
        }
        long last = own.getLast().event() instanceof Event.ActivityEnded
                ? own.getLast().nanos()
                : until;
        for (OwnedLock lock : List.copyOf(begun.keySet())) {
            end(activity, lock, begun, last, all);
        }
    }

    private static void end(
            Activity activity,
            OwnedLock lock,
            Map<OwnedLock, Begun> begun,
            long nanos,
            Map<OwnedLock, List<Hold>> all) {
        Begun from = begun.remove(lock);
        if (from != null) {
            all.computeIfAbsent(lock, _ -> new ArrayList<>())
                    .add(new Hold(activity, from.nanos(), nanos, from.waited()));
        }
    }

    private static List<Hold> inTurn(List<Hold> holds) {
        long zero = holds.getFirst().end();
        // by their ends: these have times if anybody waited, and then their beginnings do
        List<Hold> sorted = holds.stream()
                .sorted(Comparator.comparingLong(hold -> hold.end() - zero))
                .toList();
        List<Hold> inTurn = new ArrayList<>(sorted.size());
        for (Hold hold : sorted) {
            long free = inTurn.isEmpty() ? hold.begin() : inTurn.getLast().end();
            long begin = hold.begin() - free < 0 ? free : hold.begin();
            inTurn.add(new Hold(hold.holder(), begin, hold.end() - begin < 0 ? begin : hold.end(), hold.waited()));
        }
        return inTurn;
    }
}
