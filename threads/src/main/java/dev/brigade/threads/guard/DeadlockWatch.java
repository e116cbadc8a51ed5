package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks whether a wait that has lasted is part of a deadlock, and if so makes one of its members give up. Confined to the
 * guard's thread.
 *
 * <p>Databases are asked only when a statement has lasted, and at growing intervals while it lasts: most are slow
 * and wait for nobody.
 */
final class DeadlockWatch {

    /** When a statement that runs on is looked into again, as a multiple of the time for which it has run by then. */
    private static final int LATER = 2;

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

    DeadlockWatch(long longest, List<RowWaits> databases, Consumer<Report> reports) {
        this.longest = longest;
        this.databases = List.copyOf(databases);
        this.reports = reports;
    }

    void sweep(Recorder recorder, long now) {
        List<Activity> suspects = new ArrayList<>();
        Set<Activity> inSql = new HashSet<>();
        recorder.forEachRunning(activity -> {
            if (mayBlockOthers(activity) && isLong(activity, now)) {
                suspects.add(activity);
            }
            if (Blocked.isInStatement(activity)) {
                inSql.add(activity);
            }
        });
        if (suspects.isEmpty()) {
            asked.clear();
            return;
        }
        asked.keySet().retainAll(inSql);
        Map<Activity, RowWaits.RowWait> rows = askIfDue(inSql, now) ? rows(inSql) : Map.of();
        WaitGraph graph = WaitGraph.of(suspects, activity -> Blocked.of(activity, rows));
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
                        .orElse(Blocked.isInStatement(activity) && now - status.sinceNanos() >= longest);
        };
    }

    /** Whether one of the statements has run for so long that its database should be asked. */
    private boolean askIfDue(Set<Activity> inSql, long now) {
        boolean due = false;
        for (Activity activity : inSql) {
            Status status = activity.status();
            long lasted = now - status.sinceNanos();
            Asked last = asked.get(activity);
            long enough = last == null || !isSame(last.status(), status) ? longest : last.again();
            if (lasted >= enough && Blocked.isInStatement(activity)) {
                asked.put(activity, new Asked(status, LATER * lasted));
                due = true;
            }
        }
        return due && !databases.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
    private static boolean isSame(Status one, Status other) {
        return one == other;
    }

    private Map<Activity, RowWaits.RowWait> rows(Set<Activity> inSql) {
        Map<Activity, RowWaits.RowWait> rows = new HashMap<>();
        for (RowWaits database : databases) {
            rows.putAll(database.of(inSql));
        }
        return rows;
    }

    private static List<BooleanSupplier> others(List<Blocked> knot, Blocked victim) {
        return knot.stream()
                .filter(one -> !one.equals(victim))
                .<BooleanSupplier>map(one -> one::isStill)
                .toList();
    }

    private void end(List<Blocked> knot, long now) {
        if (knot.stream().allMatch(Blocked::foundByDatabase)) {
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
                reports.accept(new Report.Deadlock(members, Optional.of(victim), text));
                return;
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
