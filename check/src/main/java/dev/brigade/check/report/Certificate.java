package dev.brigade.check.report;

import java.time.Duration;
import java.util.List;

/**
 * What was run without a finding.
 *
 * @param subject what was explored: {@code POST /orders × POST /orders}
 * @param threads their names
 * @param schedules how many were run
 * @param serial how many different outcomes the serial orders have; 0 if they were not compared
 * @param coverage how much of what can happen that is
 * @param time how long it took
 * @param covered what was under control: packages, tables, meeting points
 * @param notCovered what was not, although threads may meet there
 */
public record Certificate(
        String subject,
        List<String> threads,
        int schedules,
        int serial,
        Coverage coverage,
        Duration time,
        List<String> covered,
        List<String> notCovered) {
    public Certificate {
        threads = List.copyOf(threads);
        covered = List.copyOf(covered);
        notCovered = List.copyOf(notCovered);
    }
}
