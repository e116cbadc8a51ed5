package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.OwnedLock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That what one activity did let another go on. Immutable.
 *
 * @param name {@code release}, {@code signal} or {@code item}
 * @param fromNanos when it did that
 * @param toNanos when the other went on, not before
 */
record Flow(String name, Activity from, long fromNanos, Activity to, long toNanos) {
    private record Item(MeetingPoint queue, int number) {}

    private record Sent(Activity by, long nanos) {}

    /** Releases that let one go on who waited, signals, and items from hand to hand. */
    static List<Flow> of(Map<Activity, List<Placed>> events, Map<OwnedLock, List<Holds.Hold>> holds) {
        List<Flow> flows = new ArrayList<>();
        holds.values().forEach(inTurn -> locks(inTurn, flows));
        semaphores(events, flows);
        signals(events, flows);
        items(events, flows);
        return flows;
    }

    private static void locks(List<Holds.Hold> inTurn, List<Flow> flows) {
        for (int i = 1; i < inTurn.size(); i++) {
            Holds.Hold before = inTurn.get(i - 1);
            Holds.Hold hold = inTurn.get(i);
            if (hold.waited() && !before.holder().equals(hold.holder())) {
                flows.add(new Flow("release", before.holder(), before.end(), hold.holder(), hold.begin()));
            }
        }
    }

    /** The last release before somebody who had waited went on. */
    private static void semaphores(Map<Activity, List<Placed>> events, List<Flow> flows) {
        Map<MeetingPoint, TreeMap<Long, Sent>> releases = new HashMap<>();
        events.forEach((activity, own) -> own.forEach(placed -> {
            if (placed.event() instanceof Event.Released released
                    && released.at() instanceof NamedSemaphore
                    && released.nanos().isPresent()) {
                releases.computeIfAbsent(released.at(), _ -> new TreeMap<>())
                        .put(placed.nanos(), new Sent(activity, placed.nanos()));
            }
        }));
        events.forEach((activity, own) -> {
            for (int i = 1; i < own.size(); i++) {
                if (own.get(i).event() instanceof Event.Acquired acquired
                        && own.get(i - 1).event() instanceof Event.WaitEnded
                        && releases.containsKey(acquired.at())) {
                    long nanos = own.get(i).nanos();
                    Map.Entry<Long, Sent> last = releases.get(acquired.at()).floorEntry(nanos);
                    if (last != null && !last.getValue().by().equals(activity)) {
                        flows.add(new Flow("release", last.getValue().by(), last.getKey(), activity, nanos));
                    }
                }
            }
        });
    }

    private static void signals(Map<Activity, List<Placed>> events, List<Flow> flows) {
        events.forEach((activity, own) -> {
            for (int i = 0; i + 1 < own.size(); i++) {
                if (own.get(i).event() instanceof Event.Signalled signalled && events.containsKey(signalled.by())) {
                    long sent = signalled.nanos().orElse(own.get(i).nanos());
                    flows.add(new Flow(
                            "signal",
                            signalled.by(),
                            sent,
                            activity,
                            own.get(i + 1).nanos()));
                }
            }
        });
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static long earlier(long one, long other) {
        return one - other > 0 ? other : one;
    }

    private static void items(Map<Activity, List<Placed>> events, List<Flow> flows) {
        Map<Item, Sent> puts = new HashMap<>();
        events.forEach((activity, own) -> own.forEach(placed -> {
            if (placed.event() instanceof Event.Put put && put.number() > 0) {
                puts.put(new Item(put.at(), put.number()), new Sent(activity, placed.nanos()));
            }
        }));
        events.forEach((activity, own) -> own.forEach(placed -> {
            if (placed.event() instanceof Event.Taken taken && taken.number() > 0) {
                Sent put = puts.get(new Item(taken.at(), taken.number()));
                if (put == null) {
                    return;
                }
                // The times of both are those of events nearby. Who waited for room has put before it wakes.
                long got = placed.nanos();
                long from = earlier(put.nanos(), later(got, put.by().startedNanos()));
                long to = later(from, got);
                if (to - own.getLast().nanos() <= 0) {
                    flows.add(new Flow("item", put.by(), from, activity, to));
                }
            }
        }));
    }
}
