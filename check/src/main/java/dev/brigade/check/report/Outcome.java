package dev.brigade.check.report;

import java.util.List;

/**
 * What a run ended with.
 *
 * @param order which order of the threads gave it, for a serial one: {@code POST /orders (1), then POST /orders (2)}; otherwise empty
 * @param results what each thread returned, answered or threw, in the order of the threads
 * @param state what the declared and the database's state were in the end, one line for each value: {@code pantry: dish=soup portions=18}
 */
public record Outcome(String order, List<String> results, List<String> state) {
    public Outcome {
        results = List.copyOf(results);
        state = List.copyOf(state);
    }
}
