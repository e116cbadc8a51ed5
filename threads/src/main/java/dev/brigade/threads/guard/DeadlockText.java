package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A deadlock in words. */
final class DeadlockText {
    private static final int LONGEST_SQL = 120;
    private static final int MOST_HOLDERS = 5;

    private DeadlockText() {}

    /** Each who waits, for what, held by whom, in which line, and what else it holds. */
    static String lines(List<Blocked> knot, long now) {
        return knot.stream().map(one -> "  " + line(one, now)).collect(Collectors.joining("\n"));
    }

    private static String line(Blocked one, long now) {
        Activity activity = one.activity();
        String where = ApplicationCode.of(activity)
                .map(frame -> ", at " + ApplicationCode.text(frame))
                .orElse("");
        return activity + " has waited " + seconds(now - one.sinceNanos()) + " for " + what(one) + holders(one) + where
                + held(activity);
    }

    private static String what(Blocked one) {
        return switch (one.at().kind()) {
            case LOCK -> "lock \"" + one.at().name() + "\"";
            case SEMAPHORE -> "permits of semaphore \"" + one.at().name() + "\"";
            case POOL -> "a connection of pool \"" + one.at().name() + "\"";
            case QUEUE -> "room in queue \"" + one.at().name() + "\"";
            case DATABASE -> "rows, in \"" + brief(one.activity().status().detail()) + "\"";
            case CONDITION, TABLE, SERVICE ->
                one.at().kind().text() + " \"" + one.at().name() + "\"";
        };
    }

    private static String holders(Blocked one) {
        Set<Activity> holders = one.blockers().units().keySet();
        boolean self = holders.contains(one.activity());
        String names = holders.stream()
                .map(Activity::name)
                .sorted()
                .limit(MOST_HOLDERS)
                .collect(Collectors.joining(", "));
        String more = holders.size() > MOST_HOLDERS ? " and " + (holders.size() - MOST_HOLDERS) + " more" : "";
        String verb = one.at().kind() == MeetingPoint.Kind.QUEUE ? ", which are taken out by " : ", held by ";
        if (one.at().kind() == MeetingPoint.Kind.DATABASE) {
            verb = ", locked by ";
        }
        if (one.at().kind() == MeetingPoint.Kind.SEMAPHORE
                && holders.stream().noneMatch(holder -> holder.held().contains(one.at()))) {
            verb = ", and stands in the queue behind "; // which wants more than is free
        }
        return verb + (self && holders.size() == 1 ? "itself" : names + more);
    }

    private static String held(Activity activity) {
        String held = activity.held().stream()
                .filter(point -> point.kind() != MeetingPoint.Kind.TABLE)
                .map(point -> point.kind().text() + " \"" + point.name() + "\"")
                .distinct()
                .collect(Collectors.joining(", "));
        String reacquires = activity.status().state() == State.REACQUIRES_LOCK ? " (again, after await)" : "";
        return reacquires + (held.isEmpty() ? "" : "; holds " + held);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    private static String brief(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SQL ? line : line.substring(0, LONGEST_SQL) + "…";
    }
}
