package dev.brigade.check.report;

import java.time.Duration;

/**
 * Two routes that were explored together.
 *
 * @param first such as {@code POST /orders}
 * @param second may be the same
 * @param schedules how many were run
 * @param time how long that took
 * @param safeAtReadCommitted whether the pair has no anomaly at READ COMMITTED either
 */
public record Pair(
        String first, String second, Verdict verdict, int schedules, Duration time, Safe safeAtReadCommitted) {

    /** An answer, if there is one. */
    public enum Safe {
        YES,
        NO,
        UNKNOWN;

        String text() {
            return switch (this) {
                case YES -> "yes";
                case NO -> "no";
                case UNKNOWN -> "unknown";
            };
        }
    }

    /** The same pair after it has passed, explored by other requests too: the worse of the two verdicts, and all schedules. */
    public Pair and(Pair other) {
        boolean isWeaker = !(other.verdict instanceof Verdict.Passed(Coverage coverage)
                && coverage instanceof Coverage.AllInequivalent);
        Safe safe = safeAtReadCommitted == Safe.NO || other.safeAtReadCommitted == Safe.NO
                ? Safe.NO
                : safeAtReadCommitted == other.safeAtReadCommitted ? safeAtReadCommitted : Safe.UNKNOWN;
        return new Pair(
                first,
                second,
                isWeaker ? other.verdict : verdict,
                schedules + other.schedules,
                time.plus(other.time),
                safe);
    }

    static String refusal(String request, String answer) {
        boolean lacksRows = answer.equals("404") || answer.equals("409"); // most likely: what it names is not there
        return "alone, " + request + " is answered " + answer + "; give an example "
                + (lacksRows
                        ? "for which the rows that the migrations make are enough"
                        : "that is let in, of somebody who is among the rows that the migrations make");
    }

    /** Whether the pair was run. */
    public boolean isRun() {
        return !(verdict instanceof Verdict.NoExample) && !(verdict instanceof Verdict.Refused);
    }

    /** The verdict in few words: {@code certified}, {@code lost update}. */
    public String verdictText() {
        return switch (verdict) {
            case Verdict.Passed(Coverage coverage) -> CertificateText.brief(coverage);
            case Verdict.Found(Anomaly anomaly) -> anomaly.text();
            case Verdict.Suppressed(Anomaly anomaly, String reason) -> anomaly.text() + ", allowed: " + reason;
            case Verdict.LeftControl(String what) -> "left control: " + what;
            case Verdict.NoExample(String missing) -> "not run, it lacks " + missing;
            case Verdict.Refused(String request, String answer) -> "not run: " + refusal(request, answer);
        };
    }
}
