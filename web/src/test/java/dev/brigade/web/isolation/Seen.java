package dev.brigade.web.isolation;

import dev.brigade.web.isolation.Step.Result;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What came of a play: what each request's last run (the one that ended as its script says) got of its statements, what the
 * table holds in the end, and how the clients were answered.
 */
record Seen(Map<String, List<Result>> results, Map<Integer, Integer> table, Collection<Integer> statuses) {

    /** The rows that the {@code n}-th statement of a request read, counted from 1. */
    Map<Integer, Integer> read(String actor, int n) {
        return statement(actor, n).rows();
    }

    /** How many rows the {@code n}-th statement of a request changed, counted from 1. */
    int changed(String actor, int n) {
        return statement(actor, n).changed();
    }

    /** Whether a request read {@code value} anywhere. */
    boolean hasRead(String actor, int value) {
        return results.getOrDefault(actor, List.of()).stream()
                .anyMatch(one -> one.rows().containsValue(value));
    }

    private Result statement(String actor, int n) {
        return results.getOrDefault(actor, List.of()).get(n - 1);
    }
}
