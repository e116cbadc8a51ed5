package dev.brigade.check.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A certificate for people. It promises no more than was run. */
public final class CertificateText {
    private CertificateText() {}

    /** The sentence, and what was under control and what not, each on a line. */
    public static String of(Certificate certificate) {
        return Words.clean(certificate.subject()) + "\n  " + sentence(certificate) + "\n"
                + list("  Under control: ", certificate.covered())
                + list("  Not under control: ", certificate.notCovered());
    }

    private static String list(String begin, List<String> things) {
        return things.isEmpty()
                ? ""
                : begin + String.join(", ", things.stream().map(Words::clean).toList()) + ".\n";
    }

    /** {@code Certified: all 24 inequivalent schedules of 2 threads were run in 0.3 s; each outcome is one of the 2 serial ones.} */
    public static String sentence(Certificate certificate) {
        String threads = " of " + Words.count(certificate.threads().size(), "thread", "threads");
        String time = time(certificate.time());
        return switch (certificate.coverage()) {
            case Coverage.AllInequivalent() ->
                (certificate.notCovered().isEmpty() ? "Certified: " : "Certified for what was under control: ")
                        + (certificate.schedules() == 1
                                ? "the only inequivalent schedule" + threads + " was run in "
                                : "all "
                                        + Words.count(
                                                certificate.schedules(),
                                                "inequivalent schedule",
                                                "inequivalent schedules")
                                        + threads + " were run in ")
                        + time + serial(certificate) + ".";
            case Coverage.DelayBound(int bound) ->
                "No finding in "
                        + (certificate.schedules() == 1
                                ? "the only schedule"
                                : "all " + schedules(certificate.schedules()))
                        + threads
                        + (bound == 0 ? " without delays" : " with at most " + Words.count(bound, "delay", "delays"))
                        + ", run in " + time + serial(certificate)
                        + ". Schedules with more delays were not run: this is no proof.";
            case Coverage.Sampled(int schedules, String method) ->
                "No finding in " + schedules(schedules) + threads + ", chosen by " + Words.clean(method) + ", in "
                        + time + (certificate.serial() == 0 ? serial(certificate) : "") + "; this is no proof.";
        };
    }

    private static String schedules(int number) {
        return Words.count(number, "schedule", "schedules");
    }

    private static String serial(Certificate certificate) {
        return switch (certificate.serial()) {
            case 0 -> "; not all serial orders were run, so outcomes were not compared with theirs";
            case 1 -> "; each outcome is the one that the serial orders have";
            default -> "; each outcome is one of the " + certificate.serial() + " serial ones";
        };
    }

    /** In a table: {@code certified}, {@code at most 2 delays}, {@code sampled}. */
    static String brief(Coverage coverage) {
        return switch (coverage) {
            case Coverage.AllInequivalent() -> "certified";
            case Coverage.DelayBound(int bound) ->
                bound == 0
                        ? "no finding without delays"
                        : "no finding with at most " + Words.count(bound, "delay", "delays");
            case Coverage.Sampled(int schedules, String method) ->
                "no finding in samples (" + Words.clean(method) + ")";
        };
    }

    /** {@code 45 ms}, {@code 0.3 s}, {@code 2 min 5 s}. */
    static String time(Duration time) {
        long millis = time.toMillis();
        if (millis < 1) {
            return "less than 1 ms";
        }
        if (millis < 100) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = (millis + 500) / 1000;
        return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
}
