package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Puts the events of many activities into one order of time. */
final class TimeOrder {
    private TimeOrder() {}

    private record Placed(long nanos, Event event) {}

    /**
     * The events at or after {@code from}, which is also the zero of the comparison, since nanoTime may overflow.
     *
     * <p>An event's place is its time, or if it has none the place of the event before it; and never before that, so that
     * the order of one activity stays as it is (the sort is stable). A signal is received right after it was sent: both
     * have the sender's time.
     */
    static List<Event> of(Collection<Activity> activities, long from) {
        List<Placed> placed = new ArrayList<>();
        for (Activity activity : activities) {
            long place = activity.startedNanos();
            for (Event event : activity.events()) {
                if (event.nanos().isPresent()) {
                    long nanos = event.nanos().getAsLong();
                    long own = event instanceof Event.Signalled ? nanos + 1 : nanos;
                    if (own - place > 0) {
                        place = own;
                    }
                }
                if (place - from >= 0) {
                    placed.add(new Placed(place - from, event));
                }
            }
        }
        placed.sort(Comparator.comparingLong(Placed::nanos));
        List<Event> events = new ArrayList<>(placed.size());
        for (Placed each : placed) {
            events.add(each.event());
        }
        return events;
    }
}
