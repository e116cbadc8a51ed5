package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks whether a wait that has lasted is part of a deadlock, and if so makes one of its members give up. Confined to the
 * guard's thread.
 *
 * <p>Databases are asked only when a statement has lasted, and at growing intervals while it lasts: most are slow
 * and wait for nobody. They are asked at once when another wait has lasted too, since that may be the one that closes a circle.
 */
final class DeadlockWatch {

    /** When a statement that runs on is looked into again, as a multiple of the time for which it has run by then. */
    private static final int LATER = 2;

    /** A statement may go on for a moment after its database was asked to end it; if it goes on for so long, that was not heard. */
    private static final long HEARD = TimeUnit.SECONDS.toNanos(1);

    private record Asked(Status status, long again) {}

    /**
     * Whom to make give up: who waits for room in a queue, for its consumers can't give up the items that they have; who can do
     * it all again before who can't, a request before a bare thread, the youngest.
     */
    private static final Comparator<Blocked> VICTIM = Comparator.comparing(
                    (Blocked one) -> one.at().kind() != MeetingPoint.Kind.QUEUE)
            .thenComparing(one -> !one.activity().isRepeatable())
            .thenComparing(one -> one.activity().kind() == Activity.Kind.OTHER)
            .thenComparing(one -> one.inSql())
            .thenComparing(
                    Comparator.comparingLong((Blocked one) -> one.activity().startedNanos())
                            .reversed());

    private final long longest;
    private final List<RowWaits> databases;
    private final Consumer<Report> reports;
    private final Map<Activity, Asked> asked = new HashMap<>();
    private final Map<Object, Boolean> told = new WeakHashMap<>();
    /** The waits that were ended, and when. */
    private final Map<Object, Long> ended = new WeakHashMap<>();

    private Set<Object> considered = Set.of(); // the waits of the suspects when the databases were asked last

    DeadlockWatch(long longest, List<RowWaits> databases, Consumer<Report> reports) {
        this.longest = longest;
        this.databases = List.copyOf(databases);
        this.reports = reports;
    }

    void sweep(Recorder recorder, long now) {
        long begun = System.nanoTime(); // before all that is read; see WaitGraph
        List<Activity> suspects = new ArrayList<>();
        Map<Activity, Status> inSql = new HashMap<>();
        recorder.forEachRunning(activity -> {
            if (mayBlockOthers(activity) && isLong(activity, now)) {
                suspects.add(activity);
            }
            Blocked.statement(activity).ifPresent(status -> inSql.put(activity, status));
        });
        if (suspects.isEmpty()) {
            asked.clear();
            considered = Set.of();
            return;
        }
        asked.keySet().retainAll(inSql.keySet());
        Map<Activity, Blocked.Told> rows = isDue(inSql, waits(suspects), now) ? rows(inSql) : Map.of();
        WaitGraph graph = WaitGraph.of(
                suspects, activity -> Blocked.of(activity, rows).filter(one -> one.sinceNanos() - begun < 0));
        graph.deadlocks().forEach(knot -> end(knot, now));
    }

    /**
     * Whether others may wait for it, as they do for each member of a deadlock: it holds something, or it serves a queue. So
     * thousands that merely wait cost nothing; from those that are left all others that matter are reached.
     */
    private static boolean mayBlockOthers(Activity activity) {
        return activity.isHolding() || activity.kind() != Activity.Kind.REQUEST;
    }

    private boolean isLong(Activity activity, long now) {
        Status status = activity.status();
        return switch (status.state()) {
            case IN_SQL, REACQUIRES_LOCK, IN_WAIT_SET -> now - status.sinceNanos() >= longest;
            default ->
                activity.currentWait()
                        .map(wait -> !wait.isTimed() && now - wait.sinceNanos() >= longest)
                        .orElse(Blocked.statement(activity).isPresent() && now - status.sinceNanos() >= longest);
        };
    }

    /** What each of them waits in now: the same objects as long as the waits last. */
    private static Set<Object> waits(List<Activity> suspects) {
        Set<Object> waits = identities();
        for (Activity activity : suspects) {
            waits.add(activity.currentWait().<Object>map(wait -> wait).orElseGet(activity::status));
        }
        return waits;
    }

    private static Set<Object> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /**
     * Whether the databases should be asked: one of the statements has run for long, and either it is its turn or one of the
     * {@code waits} was not there when they were asked last.
     */
    private boolean isDue(Map<Activity, Status> inSql, Set<Object> waits, long now) {
        boolean isLong = false;
        boolean isItsTurn = false;
        for (Map.Entry<Activity, Status> entry : inSql.entrySet()) {
            Status status = entry.getValue();
            long lasted = now - status.sinceNanos();
            Asked last = asked.get(entry.getKey());
            isLong |= lasted >= longest;
            if (lasted >= (last == null || !isSame(last.status(), status) ? longest : last.again())) {
                asked.put(entry.getKey(), new Asked(status, LATER * lasted));
                isItsTurn = true;
            }
        }
        boolean isDue = isItsTurn || (isLong && !considered.containsAll(waits));
        if (isDue) {
            considered = waits;
        }
        return isDue && !databases.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
    private static boolean isSame(Status one, Status other) {
        return one == other;
    }

    private Map<Activity, Blocked.Told> rows(Map<Activity, Status> inSql) {
        Map<Activity, Blocked.Told> rows = new HashMap<>();
        for (RowWaits database : databases) {
            database.of(inSql.keySet()).forEach((activity, row) -> {
                Status seen = inSql.get(activity);
                if (seen != null) {
                    rows.put(activity, new Blocked.Told(seen, row));
                }
            });
        }
        return rows;
    }

    private static List<BooleanSupplier> others(List<Blocked> knot, Blocked victim) {
        return knot.stream()
                .filter(one -> !one.equals(victim))
                .<BooleanSupplier>map(one -> one::isStill)
                .toList();
    }

    private boolean isEnding(Blocked one, long now) {
        Long since = ended.get(one.proof());
        return since != null && now - since < HEARD;
    }

    private void end(List<Blocked> knot, long now) {
        if (knot.stream().allMatch(Blocked::foundByDatabase) || knot.stream().anyMatch(one -> isEnding(one, now))) {
            return;
        }
        String lines = DeadlockText.lines(knot, now);
        List<Activity> members = knot.stream().map(Blocked::activity).toList();
        for (Blocked one : knot.stream().sorted(VICTIM).toList()) {
            Activity victim = one.activity();
            String fate = victim.isRepeatable() && knot.size() > 1
                    ? " is rolled back and runs again"
                    : " gets a DeadlockException";
            String text = "Deadlock of " + knot.size() + ", who wait for each other; " + victim + fate
                    + ", so that the others go on:\n" + lines;
            if (one.breaker().test(new DeadlockException(text, others(knot, one)))) {
                if (ended.put(one.proof(), now) == null) {
                    reports.accept(new Report.Deadlock(members, Optional.of(victim), text));
                }
                return;
            }
            if (!one.isStill()) {
                return; // it has given up by itself, as at a timeout, and the others go on: one victim is enough
            }
        }
        if (knot.stream().filter(one -> told.put(one.proof(), true) == null).count() > 0) {
            reports.accept(new Report.Deadlock(
                    members,
                    Optional.empty(),
                    "Deadlock of " + knot.size()
                            + ", who wait for each other for ever, since none of them can be made to"
                            + " give up; only a restart ends it:\n" + lines));
        }
    }
}
