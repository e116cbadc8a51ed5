package dev.brigade.check.report;

import java.util.List;

/**
 * An anomaly that was found, with the smallest schedule that shows it.
 *
 * @param subject what was explored
 * @param anomaly its name
 * @param sentence what happened, in one sentence: {@code Both POST /orders (1) and (2) read portions = 20 and wrote 19.}
 * @param threads the names of the threads, in the order of their columns
 * @param steps the schedule
 * @param serial what the serial orders give
 * @param found what this schedule gave
 * @param waits for a deadlock or a lost wake-up who waits for what held by whom, one line each; otherwise empty
 * @param fixes what helps, the best first
 * @param replay the schedule as {@link dev.brigade.check.schedule.ScheduleText} writes it: {@code t0*3 t1*2 t0}
 * @param schedules how many schedules were run until it was found
 * @param switches how often its schedule switches from a thread that could have gone on
 */
public record Finding(
        Subject subject,
        Anomaly anomaly,
        String sentence,
        List<String> threads,
        List<TraceStep> steps,
        List<Outcome> serial,
        Outcome found,
        List<String> waits,
        List<Fix> fixes,
        String replay,
        int schedules,
        int switches) {
    public Finding {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
        serial = List.copyOf(serial);
        waits = List.copyOf(waits);
        fixes = List.copyOf(fixes);
    }

    /** The same with other remedies. */
    public Finding withFixes(List<Fix> others) {
        return new Finding(
                subject, anomaly, sentence, threads, steps, serial, found, waits, others, replay, schedules, switches);
    }
}
