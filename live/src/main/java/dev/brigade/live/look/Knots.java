package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What is wrong, or may be: the guard's reports, and who waits for a signal while holding what others wait for. Immutable.
 *
 * @param all the oldest first
 * @param mood how much there is to worry about now
 * @param alarm why, in a sentence
 */
record Knots(List<Knot> all, Frame.Mood mood, Optional<String> alarm) {
    private static final long SHOWN = TimeUnit.SECONDS.toNanos(60);
    private static final long RED = TimeUnit.SECONDS.toNanos(10);
    private static final long AMBER = TimeUnit.SECONDS.toNanos(30);
    private static final long LONG_WAIT = TimeUnit.SECONDS.toNanos(1);

    /** @param waiters how many wait for a point */
    static Knots of(Guard guard, Collection<Seen> running, Map<MeetingPoint, Integer> waiters, long now) {
        List<Knot> all = new ArrayList<>();
        Frame.Mood mood = Frame.Mood.CALM;
        Optional<String> alarm = Optional.empty();
        for (Guard.Told told : guard.told()) {
            Optional<Knot> knot = knot(told);
            if (knot.isEmpty()) {
                continue;
            }
            long age = now - told.nanos();
            boolean unbroken = told.report() instanceof Report.Deadlock deadlock && isUnbroken(deadlock, told.nanos());
            if (age < SHOWN || unbroken) {
                all.add(knot.get());
            }
            if (unbroken || (knot.get().proven() && age < RED)) {
                mood = Frame.Mood.DEADLOCK;
                alarm = Optional.of(sentence((Report.Deadlock) told.report()));
            } else if (mood != Frame.Mood.DEADLOCK && !knot.get().proven() && age < AMBER) {
                mood = Frame.Mood.SUSPICION;
                alarm = Optional.of("Suspicion: " + first(told.report().text()));
            }
        }
        for (Seen one : running) {
            Optional<Knot> nested = nested(one, waiters, now);
            if (nested.isPresent()) {
                all.add(nested.get());
                if (mood != Frame.Mood.DEADLOCK) {
                    mood = Frame.Mood.SUSPICION;
                    alarm = Optional.of("Suspicion: " + first(nested.get().text()));
                }
            }
        }
        return new Knots(all, mood, alarm);
    }

    private static Optional<Knot> knot(Guard.Told told) {
        return switch (told.report()) {
            case Report.Deadlock deadlock ->
                Optional.of(new Knot(
                        ids(deadlock.members()),
                        true,
                        deadlock.text(),
                        deadlock.victim()
                                .map(victim -> OptionalLong.of(victim.id()))
                                .orElseGet(OptionalLong::empty),
                        told.nanos()));
            case Report.Order order when order.isOfTables() -> Optional.empty(); // the database sees to it
            case Report.Order order -> suspicion(List.of(), order, told.nanos());
            case Report.LeftHeld left -> suspicion(List.of(left.activity()), left, told.nanos());
            case Report.ReleasedBeforeCommit early -> suspicion(List.of(early.activity()), early, told.nanos());
            case Report.HeldLong held -> suspicion(List.of(held.activity()), held, told.nanos());
            case Report.LosesSignals loses -> suspicion(List.of(loses.activity()), loses, told.nanos());
            case Report.Failure _ -> Optional.empty(); // for the log
        };
    }

    private static Optional<Knot> suspicion(List<Activity> who, Report report, long nanos) {
        return Optional.of(new Knot(ids(who), false, report.text(), OptionalLong.empty(), nanos));
    }

    /** Waits for a signal, and holds what others wait for: if one of these is to signal, nobody goes on. */
    private static Optional<Knot> nested(Seen one, Map<MeetingPoint, Integer> waiters, long now) {
        Activity activity = one.activity();
        if (one.status().state() != State.IN_WAIT_SET
                || now - one.status().sinceNanos() < LONG_WAIT
                || !activity.isHolding()) {
            return Optional.empty();
        }
        return activity.held().stream()
                .filter(point -> waiters.getOrDefault(point, 0) > 0)
                .findFirst()
                .map(point -> new Knot(
                        List.of(activity.id()),
                        false,
                        activity + " waits at condition \""
                                + one.point().map(Things::name).orElse("")
                                + "\" for a signal and holds "
                                + point.kind().text() + " \"" + Things.name(point)
                                + "\" meanwhile, for which others wait. If one of these is to signal, none of them goes on:"
                                + " release it before the await.",
                        OptionalLong.empty(),
                        one.status().sinceNanos()));
    }

    /** Whether each of them has waited ever since: the wait of one may have had a limit, or been interrupted by the application. */
    static boolean isUnbroken(Report.Deadlock deadlock, long toldNanos) {
        return deadlock.victim().isEmpty()
                && deadlock.members().stream()
                        .map(Activity::status)
                        .allMatch(now -> now.state() != State.ENDED
                                && now.state() != State.RUNNING
                                && now.sinceNanos() - toldNanos <= 0);
    }

    private static String sentence(Report.Deadlock deadlock) {
        String who = deadlock.members().size() == 1
                ? deadlock.members().getFirst() + " waits for itself"
                : names(deadlock.members()) + " wait for each other";
        return "Deadlock: " + who
                + deadlock.victim()
                        .map(victim -> "; " + victim + " was made to give up, so that the others go on.")
                        .orElse(", for ever, since none of them can be made to give up.");
    }

    private static String names(List<Activity> members) {
        List<String> names = members.stream().map(Activity::name).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static List<Long> ids(List<Activity> activities) {
        return activities.stream().map(Activity::id).collect(Collectors.toList());
    }

    private static String first(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
