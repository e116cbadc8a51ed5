package dev.brigade.live.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says in words who runs and who waits for what, held by whom, since when. Immutable.
 *
 * @param requests how many run or wait
 * @param consumers how many items of queues are worked on
 * @param others how many other activities there are
 * @param running how many run code of their own
 * @param inSql how many have a statement run
 * @param ending how many commit or roll back
 * @param crowds those who wait
 */
record Sentence(int requests, int consumers, int others, int running, int inSql, int ending, List<Crowd> crowds) {
    private static final int MOST_CROWDS = 4;
    private static final long WORTH_A_WORD = 100_000_000;

    Sentence {
        crowds = List.copyOf(crowds);
    }

    /** Before it what is wrong, if something is. */
    String text(Optional<String> alarm) {
        return alarm.map(text -> text + " ").orElse("") + text();
    }

    private String text() {
        int all = requests + consumers + others;
        if (all == 0) {
            return "Nothing runs.";
        }
        if (running == all) {
            return subject() + (all == 1 ? " runs." : " run.");
        }
        List<String> parts = new ArrayList<>();
        add(parts, running, " running");
        add(parts, inSql, " in SQL");
        add(parts, ending, " ending a transaction");
        List<Crowd> largest = crowds.stream()
                .sorted(Comparator.comparingInt(Crowd::count).reversed())
                .toList();
        largest.stream().limit(MOST_CROWDS).map(Sentence::words).forEach(parts::add);
        int more = largest.stream().skip(MOST_CROWDS).mapToInt(Crowd::count).sum();
        if (more > 0) {
            parts.add(more + (more == 1 ? " waits" : " wait") + " for other things");
        }
        return subject() + ": " + String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + what);
        }
    }

    private String subject() {
        List<String> parts = new ArrayList<>();
        addCounted(parts, requests, "request");
        addCounted(parts, consumers, "consumer");
        addCounted(parts, others, requests + consumers == 0 ? "activity" : "other");
        return parts.size() < 3
                ? String.join(" and ", parts)
                : parts.get(0) + ", " + parts.get(1) + " and " + parts.get(2);
    }

    private static void addCounted(List<String> parts, int count, String what) {
        if (count > 0) {
            String plural = what.equals("activity") ? "activities" : what + "s";
            parts.add(count + " " + (count == 1 ? what : plural));
        }
    }

    private static String words(Crowd crowd) {
        String verb = crowd.count() == 1 ? " waits " : " wait ";
        String holder = crowd.holder()
                .map(name -> (crowd.doing() == Doing.BLOCKED_BY_ROW ? " locked by " : ", held by ") + name)
                .orElse("");
        String time = crowd.longestNanos() < WORTH_A_WORD
                ? ""
                : (crowd.count() == 1 ? ", for " : ", the longest for ") + Seconds.of(crowd.longestNanos());
        return crowd.count()
                + (crowd.doing() == Doing.SIGNALLED ? signalled(crowd) : verb + what(crowd))
                + holder
                + time;
    }

    private static String signalled(Crowd crowd) {
        return (crowd.count() == 1 ? " was signalled and waits" : " were signalled and wait") + " to have lock "
                + quoted(crowd) + " again";
    }

    private static String what(Crowd crowd) {
        return switch (crowd.doing()) {
            case WAITING_LOCK ->
                crowd.kind().equals("other") ? "for a turn in the " + crowd.name() : "for lock " + quoted(crowd);
            case WAIT_SET -> "at condition " + quoted(crowd) + " for a signal";
            case WAITING_CONNECTION ->
                crowd.name().equals("main") ? "for a connection" : "for a connection of " + quoted(crowd);
            case BLOCKED_BY_ROW -> "for rows";
            case WAITING_QUEUE ->
                switch (crowd.state()) {
                    case WAITS_TO_PUT -> "for room in queue " + quoted(crowd);
                    default -> "for an item of queue " + quoted(crowd);
                };
            case RETRY -> "to run again after a conflict";
            default ->
                switch (crowd.state()) {
                    case WAITS_FOR_SERVICE -> "for an answer of " + crowd.name();
                    default ->
                        crowd.name().equals("requests") ? "to be let in" : "for a permit of semaphore " + quoted(crowd);
                };
        };
    }

    private static String quoted(Crowd crowd) {
        return "`" + crowd.name() + "`";
    }
}
