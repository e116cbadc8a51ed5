package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import java.util.ArrayList;
import java.util.List;

/**
 * What the threads of an application do at one moment. Immutable.
 *
 * @param nanos {@link System#nanoTime()} at that moment
 * @param wallMillis the time of day at that moment, in milliseconds since 1970
 * @param sentence all of it in words
 * @param things what threads share, as far as somebody has declared or used it
 * @param rows the activities that run, of many those that matter most
 * @param leftOut how many that run are in no row
 * @param lost how many events were thrown away before their time
 * @param activities those of {@code rows}, in the same order, whose events may be read
 */
public record Frame(
        long nanos,
        long wallMillis,
        String sentence,
        Mood mood,
        List<Thing> things,
        List<Row> rows,
        List<OpenTransaction> transactions,
        List<Edge> edges,
        List<Knot> knots,
        int leftOut,
        long lost,
        List<Activity> activities) {
    public Frame {
        things = List.copyOf(things);
        rows = List.copyOf(rows);
        transactions = List.copyOf(transactions);
        edges = List.copyOf(edges);
        knots = List.copyOf(knots);
        activities = List.copyOf(activities);
    }

    /** The same, with more things. */
    Frame andThings(List<Thing> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Thing> all = new ArrayList<>(things);
        all.addAll(more);
        return new Frame(
                nanos, wallMillis, sentence, mood, all, rows, transactions, edges, knots, leftOut, lost, activities);
    }

    /** How much there is to worry about. */
    public enum Mood {
        CALM,
        /** Something may be wrong. */
        SUSPICION,
        /** Some wait for each other, which is proven. */
        DEADLOCK
    }
}
