package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One frame after the other, with what has happened and changed in between, and what a newcomer must know of before. Confined
 * to whoever takes the frames.
 *
 * <p>An event is told once: of each activity it is known how many of its log's entries have been told. All that is kept is
 * bounded; what does not fit is counted.
 */
public final class Film {
    private static final int MOST_ENDED = 500;
    private static final int MOST_EVENTS = 5000;
    private static final long KEPT = TimeUnit.SECONDS.toNanos(60);

    /** What has been told of an activity that runs. */
    private static final class Told {
        long events;
        long place;
        Row row;

        Told(Row row, long place) {
            this.row = row;
            this.place = place;
        }
    }

    private record Placed(long nanos, Happening happening) {}

    /**
     * What is new.
     *
     * @param forgotten activities that need not be shown any more
     * @param gone things that are not known any more
     */
    public record Change(
            Frame frame,
            List<Thing> things,
            List<String> gone,
            List<Row> rows,
            List<Long> forgotten,
            List<Knot> knots,
            List<Happening> events) {
        public Change {
            things = List.copyOf(things);
            gone = List.copyOf(gone);
            rows = List.copyOf(rows);
            forgotten = List.copyOf(forgotten);
            knots = List.copyOf(knots);
            events = List.copyOf(events);
        }
    }

    /**
     * All that there is.
     *
     * @param rows also of those that have ended lately
     */
    public record Whole(Frame frame, List<Row> rows, List<Happening> events) {
        public Whole {
            rows = List.copyOf(rows);
            events = List.copyOf(events);
        }
    }

    private final Look look;
    private final Recorder recorder;
    private final Happenings happenings;
    private final Map<Activity, Told> running = new HashMap<>();
    private final Deque<Row> ended = new ArrayDeque<>();
    private final Set<Long> endedIds = new HashSet<>();
    private final Deque<Happening> events = new ArrayDeque<>();
    private final Set<Knot> knots = new HashSet<>();
    private Map<String, Thing> things = new LinkedHashMap<>();
    private long dropped;

    public Film(Look look, Recorder recorder) {
        this.look = look;
        this.recorder = recorder;
        this.happenings = new Happenings(look);
    }

    /** The first frame; all of it is new. */
    public Change first() {
        return next(recorder.lately(MOST_ENDED));
    }

    /** The next frame. {@code ends} is who has ended since the last one, as far as is known; more than once does no harm. */
    public Change next(Collection<Activity> ends) {
        Frame seenNow = look.frame();
        List<Placed> news = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<Long> forgotten = new ArrayList<>();
        Set<Activity> seen = new HashSet<>();
        for (int i = 0; i < seenNow.rows().size(); i++) {
            Activity activity = seenNow.activities().get(i);
            seen.add(activity);
            tell(activity, seenNow.rows().get(i), rows, news);
        }
        for (Activity activity : ends) {
            if (!seen.contains(activity) && !look.isOfThisPage(activity)) {
                end(activity, rows, news, forgotten);
            }
        }
        for (Activity activity : List.copyOf(running.keySet())) {
            if (seen.contains(activity)) {
                continue;
            }
            if (activity.status().state() == State.ENDED) {
                end(activity, rows, news, forgotten);
            } else { // others matter more
                running.remove(activity);
                forgotten.add(activity.id());
            }
        }
        forgetOld(seenNow.nanos(), forgotten);
        Frame frame = seenNow.andThings(look.others(seenNow)); // what only events name
        List<Thing> changed = new ArrayList<>();
        List<String> gone = things(frame, changed);
        List<Knot> found = seenNow.knots().stream().filter(knots::add).toList();
        knots.retainAll(new HashSet<>(seenNow.knots()));
        return new Change(frame, changed, gone, rows, forgotten, found, inOrder(news));
    }

    /** All that has been told and still counts, with {@code frame} the last one. */
    public Whole whole(Frame frame) {
        List<Row> rows = new ArrayList<>(frame.rows());
        rows.addAll(ended);
        return new Whole(frame, rows, List.copyOf(events));
    }

    /** How many events there was no room for. */
    public long dropped() {
        return dropped;
    }

    private void tell(Activity activity, Row row, List<Row> rows, List<Placed> news) {
        Told told = running.get(activity);
        if (told == null) {
            told = new Told(row, activity.startedNanos());
            running.put(activity, told);
            rows.add(row);
            began(activity, news);
        } else if (!told.row.equals(row)) {
            told.row = row;
            rows.add(row);
        }
        readNew(activity, told, news);
    }

    private void end(Activity activity, List<Row> rows, List<Placed> news, List<Long> forgotten) {
        if (!endedIds.add(activity.id())) {
            return;
        }
        Told told = running.remove(activity);
        Row row = look.ended(activity);
        if (told == null) {
            told = new Told(row, activity.startedNanos());
            began(activity, news);
        }
        readNew(activity, told, news);
        OptionalLong end = OptionalLong.of(row.sinceNanos());
        place(new Event.ActivityEnded(activity, end), told, news);
        rows.add(row);
        ended.addLast(row);
        if (ended.size() > MOST_ENDED) {
            forgetFirst(forgotten);
        }
    }

    private void began(Activity activity, List<Placed> news) {
        long began = activity.startedNanos();
        news.add(new Placed(began, happenings.of(new Event.ActivityBegan(activity, OptionalLong.of(began)))));
    }

    private void readNew(Activity activity, Told told, List<Placed> news) {
        List<Event> more = new ArrayList<>();
        long before = told.events;
        told.events = activity.readEvents(before, more);
        dropped += told.events - before - more.size();
        more.forEach(event -> place(event, told, news));
    }

    /** An event without a time stands with the one before it; a signal that was received, right after it was sent. */
    private void place(Event event, Told told, List<Placed> news) {
        if (event.nanos().isPresent()) {
            long nanos = event.nanos().getAsLong() + (event instanceof Event.Signalled ? 1 : 0);
            if (nanos - told.place > 0) {
                told.place = nanos;
            }
        }
        news.add(new Placed(told.place, happenings.of(event)));
    }

    private List<Happening> inOrder(List<Placed> news) {
        if (news.isEmpty()) {
            return List.of();
        }
        long zero = news.getFirst().nanos(); // nanoTime may overflow
        news.sort(Comparator.comparingLong(placed -> placed.nanos() - zero));
        int extra = Math.max(0, news.size() - MOST_EVENTS);
        dropped += extra;
        List<Happening> ordered =
                news.stream().skip(extra).map(Placed::happening).toList();
        events.addAll(ordered);
        while (events.size() > MOST_EVENTS) {
            events.removeFirst();
        }
        return ordered;
    }

    private void forgetOld(long now, List<Long> forgotten) {
        while (!ended.isEmpty() && now - ended.getFirst().sinceNanos() > KEPT) {
            forgetFirst(forgotten);
        }
    }

    private void forgetFirst(List<Long> forgotten) {
        long id = ended.removeFirst().id();
        endedIds.remove(id);
        forgotten.add(id);
    }

    private List<String> things(Frame frame, List<Thing> changed) {
        Map<String, Thing> now = new LinkedHashMap<>();
        for (Thing thing : frame.things()) {
            now.put(thing.id(), thing);
            if (!thing.equals(things.get(thing.id()))) {
                changed.add(thing);
            }
        }
        List<String> gone =
                things.keySet().stream().filter(id -> !now.containsKey(id)).toList();
        things = now;
        return gone;
    }
}
