package dev.brigade.check.report;

import java.util.List;

/**
 * One step of one thread in the schedule that a finding shows.
 *
 * @param thread which of the finding's threads made it
 * @param what it did: {@code reads count}, {@code select portions from pantry where dish = 'soup'}, {@code commits}
 * @param value what it read, wrote or got: {@code 20}, {@code 1 row: (20)}; empty if there is nothing to say
 * @param touches the locations that it read or wrote, by which steps are shown to belong together: {@code field Counter.count@1},
 *     {@code table pantry[dish=soup]}
 * @param where the line of the application: {@code Counter.add(Counter.java:12)}; empty if unknown
 * @param holds the locks that its thread held then: {@code lock "oven"}
 * @param reason why the next step is another thread's, said so that it can follow a colon: {@code the explorer switches here},
 *     {@code waits for row of pantry locked by POST /orders (1)}, {@code has ended}; empty if the same thread goes on
 * @param matters whether it takes part in the anomaly
 */
public record TraceStep(
        int thread,
        String what,
        String value,
        List<String> touches,
        String where,
        List<String> holds,
        String reason,
        boolean matters) {
    public TraceStep {
        touches = List.copyOf(touches);
        holds = List.copyOf(holds);
    }
}
