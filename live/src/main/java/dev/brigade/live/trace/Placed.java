package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event with a time: its own, or that of the one before it of the same activity. Immutable.
 *
 * @param nanos not before that of the one before
 */
record Placed(Event event, long nanos) {

    /** The events of each activity, in its order. */
    static Map<Activity, List<Placed>> byActivity(List<Event> events) {
        Map<Activity, List<Placed>> all = new LinkedHashMap<>();
        for (Event event : events) {
            List<Placed> own = all.computeIfAbsent(event.activity(), _ -> new ArrayList<>());
            long before = own.isEmpty()
                    ? event.activity().startedNanos()
                    : own.getLast().nanos();
            long at = event.nanos().orElse(before);
            own.add(new Placed(event, at - before < 0 ? before : at));
        }
        return all;
    }
}
