package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Engine;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.TextReport;
import java.time.Duration;
import java.util.Optional;

/** What an exploration came to. Immutable. */
public final class Explored {
    private final Optional<Finding> finding;
    private final Verdict verdict;

    private Explored(Optional<Finding> finding, Verdict verdict) {
        this.finding = finding;
        this.verdict = verdict;
    }

    static Explored of(
            Verdict verdict,
            dev.brigade.check.report.Subject about,
            Subject subject,
            Engine engine,
            Controller controller) {
        Findings findings =
                new Findings(new dev.brigade.check.report.Subject.Threads(""), subject.names(), engine, controller);
        return new Explored(verdict.found().map(found -> findings.of(found, verdict)), verdict);
    }

    /** What was found; empty if nothing was. */
    public Optional<Finding> finding() {
        return finding;
    }

    /** How many schedules were run, apart from those in which one thread runs after the other. */
    public int schedules() {
        return verdict.schedules();
    }

    /** How long it took. */
    public Duration time() {
        return verdict.time();
    }

    /** Whether at least one of each class of equivalent schedules was run: then nothing being found is a proof. */
    public boolean isComplete() {
        return verdict.extent() instanceof Verdict.Extent.All;
    }

    /** For people, to be read in a terminal. */
    public String report() {
        return finding.map(TextReport::of).orElseGet(() -> "Nothing found in " + verdict.schedules() + " schedules.");
    }

    @Override
    public String toString() {
        return report();
    }
}
