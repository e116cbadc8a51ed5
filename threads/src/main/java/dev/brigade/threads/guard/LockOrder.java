package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which order things are acquired while others are held, by {@link Family}. Each new pair is remembered with the
 * stack at which it was seen first. When a pair closes a circle, threads can block each other for ever, and that is told though
 * none has yet: the method of Linux's lockdep (Documentation/locking/lockdep-design.rst in its source).
 *
 * <p>Safe from any thread. Pairs are only ever added. Who adds one looks for a circle afterwards, so of two threads that
 * add the last two pairs of a circle at once, at least one sees it whole; {@code told} lets one of them tell.
 *
 * <p>A pair that is known costs two look-ups in a concurrent map. Only things that are held while others are acquired are here at all.
 */
final class LockOrder {
    private static final int LONGEST_STACK = 12;

    /** So many pairs are learned; names that are made up at run time must not fill the heap. */
    private static final int MOST_PAIRS = 10_000;

    /** That {@code second} was acquired with {@code first} held. */
    private record Pair(Family first, Family second, String who, List<StackTraceElement> where) {}

    /** Where two of one family were first acquired, the least first and the greatest first. */
    private static final class Directions {
        final AtomicReference<@Nullable Pair> ascending = new AtomicReference<>();
        final AtomicReference<@Nullable Pair> descending = new AtomicReference<>();
    }

    private final Map<Family, Directions> directions = new ConcurrentHashMap<>();
    private final Map<Family, Map<Family, Pair>> after = new ConcurrentHashMap<>();
    private final AtomicInteger learned =
            new AtomicInteger(); // pairs; a few more than most if threads add them at once
    private final Set<Set<Family>> told = ConcurrentHashMap.newKeySet();

    /** {@code activity} is about to acquire {@code next} with {@code held} held; tells the circle that this closes. */
    Optional<Report.Order> acquires(Activity activity, List<MeetingPoint> held, MeetingPoint next) {
        Family second = next.family();
        for (MeetingPoint point : held) {
            Family first = point.family();
            Optional<Report.Order> circle =
                    first.equals(second) ? within(activity, point, next) : add(activity, first, second);
            if (circle.isPresent()) {
                return circle;
            }
        }
        return Optional.empty();
    }

    /** Of one family the least is to be acquired first; who does it the other way round can block one who does. */
    private Optional<Report.Order> within(Activity activity, MeetingPoint held, MeetingPoint next) {
        Comparable<?> one = held.placeInFamily().orElse(null);
        Comparable<?> other = next.placeInFamily().orElse(null);
        if (held.equals(next) || one == null || other == null || one.getClass() != other.getClass()) {
            return Optional.empty();
        }
        boolean ascending = compare(one, other) < 0;
        Directions known = directions.get(held.family());
        if (known == null) {
            if (isFull()) {
                return Optional.empty();
            }
            known = directions.computeIfAbsent(held.family(), _ -> new Directions());
        }
        AtomicReference<@Nullable Pair> mine = ascending ? known.ascending : known.descending;
        if (mine.get() == null) {
            learned.incrementAndGet();
            mine.compareAndSet(
                    null,
                    new Pair(
                            new Family(held.kind(), held.name()),
                            new Family(next.kind(), next.name()),
                            activity.name(),
                            stack()));
        }
        Pair up = known.ascending.get();
        Pair down = known.descending.get();
        return up != null && down != null && told.add(Set.of(held.family()))
                ? Optional.of(new Report.Order(List.of(held.family()), text(List.of(up, down))))
                : Optional.empty();
    }

    private boolean isFull() {
        return learned.get() >= MOST_PAIRS;
    }

    /** How many pairs have been learned. For tests. */
    int pairs() {
        return learned.get();
    }

    @SuppressWarnings("unchecked") // of one class
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private Optional<Report.Order> add(Activity activity, Family first, Family second) {
        Map<Family, Pair> known = after.get(first);
        if ((known != null && known.containsKey(second)) || isFull()) {
            return Optional.empty();
        }
        if (known == null) {
            known = after.computeIfAbsent(first, _ -> new ConcurrentHashMap<>());
        }
        Pair pair = new Pair(first, second, activity.name(), stack());
        if (known.putIfAbsent(second, pair) != null) {
            return Optional.empty();
        }
        learned.incrementAndGet();
        List<Pair> back = path(second, first);
        if (back.isEmpty()) {
            return Optional.empty();
        }
        List<Pair> circle = new ArrayList<>(List.of(pair));
        circle.addAll(back);
        List<Family> families = circle.stream().map(Pair::first).toList();
        return told.add(Set.copyOf(families))
                ? Optional.of(new Report.Order(families, text(circle)))
                : Optional.empty();
    }

    /** The shortest way from {@code from} to {@code to}; empty if there is none. */
    private List<Pair> path(Family from, Family to) {
        Map<Family, Pair> reachedBy = new HashMap<>();
        Set<Family> seen = new HashSet<>(Set.of(from));
        Deque<Family> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Family family = open.remove();
            if (family.equals(to)) {
                return way(reachedBy, from, to);
            }
            for (Pair pair : next(family)) {
                if (seen.add(pair.second())) {
                    reachedBy.put(pair.second(), pair);
                    open.add(pair.second());
                }
            }
        }
        return List.of();
    }

    private Collection<Pair> next(Family family) {
        return after.getOrDefault(family, Map.of()).values();
    }

    private static List<Pair> way(Map<Family, Pair> reachedBy, Family from, Family to) {
        List<Pair> way = new ArrayList<>();
        for (Family at = to; !at.equals(from); ) {
            Pair pair = reachedBy.get(at);
            if (pair == null) {
                throw new IllegalStateException("No way to " + at);
            }
            way.addFirst(pair);
            at = pair.first();
        }
        return way;
    }

    private static List<StackTraceElement> stack() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .filter(ApplicationCode::isOf)
                .limit(LONGEST_STACK)
                .toList();
    }

    private static String text(List<Pair> circle) {
        String pairs = circle.stream()
                .map(pair -> "  " + pair.first() + ", then " + pair.second() + ": " + pair.who()
                        + pair.where().stream()
                                .map(frame -> "\n      at " + ApplicationCode.text(frame))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        return "Threads can block each other for ever, though none has yet: they acquire in different orders\n" + pairs
                + "\nAcquire them in one order everywhere, or don't hold one while you wait for the other.";
    }
}
