package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.threads.Wait;
import dev.brigade.web.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks what an application's threads do. Guarded by its own monitor: one looks at a time. It reads what the threads say of
 * themselves and never makes one of them wait; what it reads is of slightly different moments.
 */
public final class Look {
    /** So many that run have a row at most: blocked ones, those that others wait for, then the oldest. */
    static final int MOST_ROWS = 2000;

    private static final int MOST_EDGES = 4000;
    private static final int MOST_EDGES_OF_ONE = 16;

    private record Key(MeetingPoint point, int need) {}

    private final Observed observed;
    private final Things things = new Things();
    private final RowWaitsAsked rowWaits;
    private final Lines lines = new Lines();
    private final SqlWithoutValues sql;

    public Look(Observed observed) {
        this.observed = observed;
        this.rowWaits = new RowWaitsAsked(observed.databases());
        this.sql = new SqlWithoutValues(observed.values());
    }

    /** All of it, at this moment. */
    public synchronized Frame frame() {
        long now = System.nanoTime();
        List<Activity> running = new ArrayList<>();
        observed.recorder().forEachRunning(activity -> {
            if (!isOfThisPage(activity)) {
                running.add(activity);
            }
        });
        rowWaits.look(running, now);
        Map<Key, Blockers> gates = new HashMap<>();
        List<Seen> all =
                running.stream().map(activity -> seen(activity, gates, now)).toList();
        List<Seen> shown = shown(all);
        lines.look(shown, now);
        Inventory inventory = Inventory.of(observed, things, all, now);
        Knots knots = Knots.of(observed.guard(), all, inventory.waiting(), now);
        List<Row> rows = new ArrayList<>();
        List<Activity> activities = new ArrayList<>();
        for (Seen one : shown) {
            rows.add(row(one));
            activities.add(one.activity());
        }
        List<Edge> edges = edges(shown);
        things.forgetUnused(now);
        return new Frame(
                now,
                System.currentTimeMillis(),
                inventory.sentence(all, now).text(knots.alarm()),
                knots.mood(),
                inventory.things(),
                rows,
                OpenTransactions.of(observed.databases(), edges, sql),
                edges,
                knots.all(),
                all.size() - shown.size(),
                observed.recorder().lost(),
                activities);
    }

    /** The row of one that has ended. */
    Row ended(Activity activity) {
        return new Row(
                activity.id(),
                activity.kind(),
                activity.label(),
                activity.name(),
                activity.alias(),
                Doing.ENDED,
                "",
                "",
                "",
                activity.status().sinceNanos(),
                activity.startedNanos(),
                OptionalLong.empty(),
                "",
                activity.runs(),
                activity.resultCode(),
                outcome(activity.outcome()),
                false);
    }

    /** The things that are known by now and are not in {@code frame}. */
    synchronized List<Thing> others(Frame frame) {
        Set<String> ids = new HashSet<>();
        frame.things().forEach(thing -> ids.add(thing.id()));
        return Inventory.others(things, ids, frame.nanos());
    }

    /** The number of a point, for who names it later. */
    synchronized String idOf(MeetingPoint point) {
        return things.of(point, System.nanoTime()).id;
    }

    /** The text of a statement, as it may be shown. */
    public synchronized String shownSql(String text) {
        return sql.of(text);
    }

    /** Whether it is a request for the page itself, which is not shown. */
    public boolean isOfThisPage(Activity activity) {
        if (activity.kind() != Activity.Kind.REQUEST) {
            return false;
        }
        String name = activity.name();
        int path = name.indexOf(' ') + 1;
        int end = path + observed.path().length();
        return name.startsWith(observed.path(), path)
                && name.length() > end
                && (name.charAt(end) == '/' || name.charAt(end) == ' ');
    }

    private Seen seen(Activity activity, Map<Key, Blockers> gates, long now) {
        Status status = activity.status();
        Doing doing = Doing.of(status, activity.runs());
        Optional<Things.Known> at = status.at().map(point -> things.of(point, now));
        Optional<RowWaitsAsked.Said> rows = rowWaits.of(activity, status);
        if (rows.isPresent()) {
            return new Seen(
                    activity,
                    status,
                    doing == Doing.IN_SQL ? Doing.BLOCKED_BY_ROW : doing,
                    at,
                    Optional.of(rows.get().blockers()),
                    rows.get().heldBy());
        }
        return new Seen(
                activity,
                status,
                doing,
                at,
                doing.isBlocked() ? blockers(activity, status, gates) : Optional.empty(),
                "");
    }

    private static Optional<Blockers> blockers(Activity activity, Status status, Map<Key, Blockers> gates) {
        if (status.state() == State.IN_WAIT_SET) {
            return Optional.empty(); // nobody knows who will signal
        }
        int need = activity.currentWait().map(Wait::need).orElse(1);
        return status.at()
                .map(point -> gates.computeIfAbsent(
                        new Key(point, need), key -> key.point().blockers(key.need())))
                .filter(these -> !these.units().isEmpty() && these.missing() > 0);
    }

    private static List<Seen> shown(List<Seen> all) {
        Comparator<Seen> oldest = Comparator.comparingLong(one -> one.activity().startedNanos());
        if (all.size() <= MOST_ROWS) {
            return all.stream().sorted(oldest).toList();
        }
        Set<Activity> holders = new HashSet<>();
        all.forEach(one ->
                one.blockers().ifPresent(these -> holders.addAll(these.units().keySet())));
        return all.stream()
                .sorted(Comparator.comparing((Seen one) -> !holders.contains(one.activity()))
                        .thenComparing(one -> !one.isBlocked())
                        .thenComparing(oldest))
                .limit(MOST_ROWS)
                .toList();
    }

    private Row row(Seen one) {
        Activity activity = one.activity();
        Status status = one.status();
        String detail = switch (status.state()) {
            case IN_SQL -> sql.of(status.detail());
            case WAITS_TO_PUT, WAITS_TO_TAKE -> Doing.ofQueue(status.state());
            case RUNNING -> lines.waitOf(activity);
            default -> status.detail();
        };
        return new Row(
                activity.id(),
                activity.kind(),
                activity.label(),
                activity.name(),
                activity.alias(),
                one.doing(),
                one.at().map(known -> known.id).orElse(""),
                detail,
                lines.of(activity),
                one.doing() == Doing.RUNNING
                        ? Math.max(status.sinceNanos(), activity.startedNanos())
                        : status.sinceNanos(),
                activity.startedNanos(),
                one.holder().map(holder -> OptionalLong.of(holder.id())).orElseGet(OptionalLong::empty),
                one.heldBy(),
                activity.runs(),
                0,
                "",
                activity.cancellation().isPresent() && one.doing() != Doing.COMMITTING && one.doing() != Doing.ENDED);
    }

    private static List<Edge> edges(List<Seen> shown) {
        List<Edge> edges = new ArrayList<>();
        for (Seen one : shown) {
            if (one.blockers().isEmpty() || edges.size() >= MOST_EDGES) {
                continue;
            }
            String at = one.at().map(known -> known.id).orElse("");
            boolean any = one.anyIsEnough();
            one.blockers().get().units().keySet().stream()
                    .sorted(Comparator.comparingLong(Activity::startedNanos))
                    .limit(MOST_EDGES_OF_ONE)
                    .forEach(holder -> edges.add(new Edge(one.activity().id(), holder.id(), at, any)));
        }
        return edges;
    }

    static String outcome(Activity.Outcome outcome) {
        return switch (outcome) {
            case UNKNOWN -> "";
            case COMMITTED -> "committed";
            case ROLLED_BACK -> "rolledBack";
            case FAILED, CANCELLED, VICTIM -> outcome.name().toLowerCase(Locale.ROOT);
        };
    }
}
