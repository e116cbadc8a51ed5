package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What one activity did, as slices that lie within each other: the whole of it, and in it its waits, statements, commits and
 * calls. An end whose beginning is not remembered any more makes no slice. For one thread.
 */
final class Slices {
    private record Open(String name, String category, String detail, long begin) {}

    private final Activity activity;
    private final UnaryOperator<String> sql;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Slice> slices = new ArrayList<>();

    private Slices(Activity activity, UnaryOperator<String> sql) {
        this.activity = activity;
        this.sql = sql;
    }

    /**
     * Those of {@code events}, an activity's own in their order, the outermost first.
     *
     * @param until when one that still runs is cut
     * @param sql makes of a statement's text what may be shown
     */
    static List<Slice> of(Activity activity, List<Placed> events, long until, UnaryOperator<String> sql) {
        Slices made = new Slices(activity, sql);
        boolean runs = activity.status().state() != State.ENDED;
        long begin = events.getFirst().nanos();
        long end = runs
                ? Math.max(until - begin, events.getLast().nanos() - begin) + begin
                : events.getLast().nanos();
        made.slices.add(
                new Slice(activity, activity.label(), "activity", runs ? "still runs" : outcome(activity), begin, end));
        for (int i = 0; i < events.size(); i++) {
            boolean callEnds = i + 1 < events.size() && events.get(i + 1).event() instanceof Event.CallEnded;
            made.add(events.get(i).event(), events.get(i).nanos(), callEnds);
        }
        while (!made.open.isEmpty()) {
            made.close(end);
        }
        return made.slices;
    }

    private static String outcome(Activity activity) {
        return activity.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + (activity.resultCode() == 0 ? "" : ", " + activity.resultCode());
    }

    private void add(Event event, long nanos, boolean callEnds) {
        switch (event) {
            case Event.WaitBegan wait -> begin(waiting(wait), "wait", holder(wait), nanos);
            case Event.WaitEnded _ -> end("wait", nanos);
            case Event.WaitSetEntered set -> begin("in wait set of " + text(set.at()), "wait", "", nanos);
            case Event.Signalled signalled -> {
                end("wait", nanos);
                begin("signalled, to have its lock again", "wait", "by " + signalled.by(), nanos);
            }
            case Event.Reacquired _ -> end("wait", nanos);
            case Event.CallBegan call
            when callEnds -> begin("calls " + call.at().name(), "call", call.detail(), nanos);
            case Event.CallEnded _ -> end("call", nanos);
            case Event.StatementBegan statement ->
                begin(verb(statement.sql()), "sql", sql.apply(statement.sql()), nanos);
            case Event.StatementEnded _ -> end("sql", nanos);
            case Event.CommitBegan _ -> begin("commit", "commit", "", nanos);
            case Event.CommitEnded _ -> end("commit", nanos);
            case Event.RollbackBegan _ -> begin("rollback", "rollback", "", nanos);
            case Event.RollbackEnded _ -> end("rollback", nanos);
            case Event.ActivityBegan _,
                    Event.ActivityEnded _,
                    Event.CallBegan _,
                    Event.Acquired _,
                    Event.Released _,
                    Event.SignalSent _,
                    Event.Put _,
                    Event.Taken _,
                    Event.RunsAgain _ -> {}
        }
    }

    private void begin(String name, String category, String detail, long nanos) {
        open.push(new Open(name, category, detail, nanos));
    }

    /** Of the innermost of that sort, with all that lies in it. */
    private void end(String category, long nanos) {
        if (open.stream().noneMatch(one -> one.category().equals(category))) {
            return;
        }
        boolean last = false;
        while (!last) {
            last = open.getFirst().category().equals(category);
            close(nanos);
        }
    }

    private void close(long nanos) {
        Open one = open.pop();
        slices.add(new Slice(activity, one.name(), one.category(), one.detail(), one.begin(), nanos));
    }

    private static String holder(Event.WaitBegan wait) {
        return wait.holder().map(holder -> "held by " + holder).orElse(wait.detail());
    }

    private static String waiting(Event.WaitBegan wait) {
        String what = text(wait.at());
        return switch (wait.state()) {
            case WAITS_TO_PUT -> "waits for room in " + what;
            case WAITS_TO_TAKE -> "waits for an item of " + what;
            case IN_WAIT_SET -> "in wait set of " + what;
            case WAITS_FOR_CONNECTION -> "waits for a connection of " + what;
            default -> "waits for " + what;
        };
    }

    static String text(MeetingPoint point) {
        return point.kind().text() + " \"" + point.name() + "\"";
    }

    private static String verb(String statement) {
        String word = statement.strip().split("\\s", 2)[0];
        return word.matches("[A-Za-z]{1,12}") ? word.toLowerCase(java.util.Locale.ROOT) : "sql";
    }
}
