package dev.brigade.bench.compare;

import dev.brigade.bench.load.Ask;
import dev.brigade.bench.load.Measured;
import dev.brigade.bench.process.BenchmarkException;
import java.util.List;
import java.util.Locale;

/**
 * What the subjects are asked to do.
 *
 * @param text its name, for people and in results
 * @param subjects those that are compared
 * @param tolerated the share of requests that may be refused without ending the benchmark
 */
public record Scenario(String text, Ask ask, List<Subject> subjects, double tolerated) {

    /** Throws if {@code subject} has refused more than that. */
    void mustTolerate(Subject subject, Measured measured) {
        if (measured.refused() > tolerated * measured.requests()) {
            throw new BenchmarkException(String.format(
                    Locale.ROOT,
                    "%s of %s: %d of %d requests were refused, the first with: %s",
                    text,
                    subject.text(),
                    measured.refused(),
                    measured.requests(),
                    measured.refusal()));
        }
    }
}
