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

    /** The verdict in few words: {@code certified}, {@code lost update}. */
    public String verdictText() {
        return switch (verdict) {
            case Verdict.Passed(Coverage coverage) -> CertificateText.brief(coverage);
            case Verdict.Found(Anomaly anomaly) -> anomaly.text();
            case Verdict.Suppressed(Anomaly anomaly, String reason) -> anomaly.text() + ", allowed: " + reason;
            case Verdict.LeftControl(String what) -> "left control: " + what;
            case Verdict.NoExample(String missing) -> "not run, it lacks " + missing;
        };
    }
}
