package dev.brigade.live.look;

import dev.brigade.data.Database;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.State;
import dev.brigade.web.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What threads share, with who has it and who waits for it: what is declared, what somebody is at, and what somebody holds.
 * Made for one frame.
 */
final class Inventory {
    private static final int MOST_WAITERS = 200;
    private static final int MOST_HOLDERS = 200;

    private final Map<Things.Known, List<Seen>> waiters = new LinkedHashMap<>();
    private final Map<Things.Known, Set<Long>> holders = new HashMap<>();
    private final Map<MeetingPoint, PoolView> pools = new LinkedHashMap<>();
    private final Things things;
    private final long now;

    private Inventory(Things things, long now) {
        this.things = things;
        this.now = now;
    }

    static Inventory of(Observed observed, Things things, List<Seen> running, long now) {
        Inventory inventory = new Inventory(things, now);
        observed.points().get().forEach(inventory::add);
        for (Database database : observed.databases().all()) {
            inventory.pools.putAll(database.pools());
            inventory.add(database);
        }
        inventory.pools.keySet().forEach(inventory::add);
        things.all().forEach(inventory::add);
        for (Seen one : running) {
            one.at().ifPresent(inventory::add);
            if (one.isBlocked()) {
                one.at().ifPresent(at -> inventory.waiters(at).add(one));
            }
            if (one.activity().isHolding()) {
                for (MeetingPoint point : one.activity().held()) {
                    if (point.kind() != MeetingPoint.Kind.TABLE) {
                        inventory.holds(point, one.activity());
                    }
                }
            }
            one.holder()
                    .filter(_ -> one.doing() == Doing.WAITING_LOCK || one.doing() == Doing.SIGNALLED)
                    .ifPresent(holder -> one.point().ifPresent(point -> inventory.holds(point, holder)));
        }
        return inventory;
    }

    /** Of those that are known, the ones whose numbers are not among {@code ids}; nobody is at them. */
    static List<Thing> others(Things things, Set<String> ids, long now) {
        Inventory none = new Inventory(things, now);
        things.all().forEach(none::add);
        return none.things().stream().filter(thing -> !ids.contains(thing.id())).toList();
    }

    private void add(MeetingPoint point) {
        add(things.of(point, now));
    }

    private void add(Things.Known one) {
        if (waiters.putIfAbsent(one, new ArrayList<>(0)) == null && one.point instanceof NamedCondition condition) {
            add(condition.lock());
        }
    }

    private List<Seen> waiters(Things.Known one) {
        add(one);
        return waiters.getOrDefault(one, List.of());
    }

    private void holds(MeetingPoint point, Activity who) {
        Things.Known one = things.of(point, now);
        add(one);
        holders.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(who.id());
    }

    /** How many wait for each point for which somebody does. */
    Map<MeetingPoint, Integer> waiting() {
        Map<MeetingPoint, Integer> counts = new HashMap<>();
        waiters.forEach((known, waiting) -> {
            if (!waiting.isEmpty()) {
                counts.put(known.point, waiting.size());
            }
        });
        return counts;
    }

    List<Thing> things() {
        List<Thing> all = new ArrayList<>();
        waiters.forEach((one, waiting) -> all.add(thing(one, waiting)));
        return all;
    }

    private Thing thing(Things.Known one, List<Seen> waiting) {
        Set<Long> who = holders.getOrDefault(one, Set.of());
        return new Thing(
                one.id,
                Things.kind(one.point),
                Things.name(one.point),
                one.point instanceof NamedCondition condition ? things.of(condition.lock(), now).id : "",
                capacity(one.point),
                size(one.point),
                who.stream().limit(MOST_HOLDERS).toList(),
                waiting.stream()
                        .sorted(Comparator.comparingLong(seen -> seen.status().sinceNanos() - now))
                        .limit(MOST_WAITERS)
                        .map(seen -> seen.activity().id())
                        .toList(),
                waiting.size());
    }

    private OptionalInt capacity(MeetingPoint point) {
        return switch (point) {
            case BoundedQueue<?> queue -> OptionalInt.of(queue.capacity());
            case NamedSemaphore semaphore -> OptionalInt.of(semaphore.permits());
            default -> pool(point).map(view -> OptionalInt.of(view.size())).orElseGet(OptionalInt::empty);
        };
    }

    private OptionalInt size(MeetingPoint point) {
        return switch (point) {
            case BoundedQueue<?> queue -> OptionalInt.of(queue.size());
            case NamedSemaphore semaphore -> OptionalInt.of(semaphore.permits() - semaphore.availablePermits());
            default -> pool(point).map(view -> OptionalInt.of(view.leased())).orElseGet(OptionalInt::empty);
        };
    }

    private Optional<PoolView> pool(MeetingPoint point) {
        return Optional.ofNullable(pools.get(point));
    }

    private record Same(Doing doing, State state, String at, long holder) {}

    /** What all of {@code running} do, in words. */
    Sentence sentence(List<Seen> running, long time) {
        Map<Activity.Kind, Integer> kinds = new HashMap<>();
        Map<Doing, Integer> doing = new HashMap<>();
        Map<Same, Crowd> crowds = new LinkedHashMap<>();
        for (Seen one : running) {
            kinds.merge(one.activity().kind(), 1, Integer::sum);
            if (!one.isBlocked()) {
                doing.merge(one.doing(), 1, Integer::sum);
                continue;
            }
            Optional<Activity> holder = one.holder();
            Same same = new Same(
                    one.doing(),
                    one.status().state(),
                    one.at().map(known -> known.id).orElse(""),
                    holder.map(Activity::id).orElse(0L));
            crowds.merge(same, crowd(one, holder, time), Inventory::together);
        }
        int requests = kinds.getOrDefault(Activity.Kind.REQUEST, 0);
        int consumers = kinds.getOrDefault(Activity.Kind.CONSUMER, 0);
        return new Sentence(
                requests,
                consumers,
                running.size() - requests - consumers,
                doing.getOrDefault(Doing.RUNNING, 0) + doing.getOrDefault(Doing.ENDED, 0),
                doing.getOrDefault(Doing.IN_SQL, 0),
                doing.getOrDefault(Doing.COMMITTING, 0) + doing.getOrDefault(Doing.ROLLING_BACK, 0),
                List.copyOf(crowds.values()));
    }

    private static Crowd crowd(Seen one, Optional<Activity> holder, long now) {
        return new Crowd(
                one.doing(),
                one.status().state(),
                one.point().map(Things::kind).orElse(""),
                one.point().map(Things::name).orElse(""),
                holder.map(Activity::name),
                1,
                now - one.status().sinceNanos());
    }

    private static Crowd together(Crowd one, Crowd other) {
        return new Crowd(
                one.doing(),
                one.state(),
                one.kind(),
                one.name(),
                one.holder(),
                one.count() + other.count(),
                Math.max(one.longestNanos(), other.longestNanos()));
    }
}
