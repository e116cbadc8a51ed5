package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Carrier;
import dev.brigade.check.explore.Engine;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Certificate;
import dev.brigade.check.report.CertificateText;
import dev.brigade.check.report.Coverage;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.Fix;
import dev.brigade.check.report.HtmlReport;
import dev.brigade.check.report.Outcome;
import dev.brigade.check.report.TextReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an exploration came to. Immutable. */
public final class Explored {
    private final Optional<Finding> finding;
    private final Certificate certificate;
    private final Verdict verdict;
    private final boolean leftThread;

    private Explored(Optional<Finding> finding, Certificate certificate, Verdict verdict, boolean leftThread) {
        this.finding = finding;
        this.certificate = certificate;
        this.verdict = verdict;
        this.leftThread = leftThread;
    }

    static Explored of(
            Verdict verdict,
            dev.brigade.check.report.Subject about,
            Subject subject,
            Engine engine,
            Controller controller) {
        List<String> names = subject.names();
        Findings findings = new Findings(about, names, engine, controller);
        Certificate certificate = new Certificate(
                about instanceof dev.brigade.check.report.Subject.Application
                        ? String.join(" × ", names)
                        : about.name(),
                names,
                verdict.schedules() - verdict.equivalent(),
                verdict.isCompared()
                        ? (int) verdict.serial().stream()
                                .map(one -> one.ending().text())
                                .distinct()
                                .count()
                        : 0,
                coverage(verdict),
                verdict.time(),
                Covered.things(verdict),
                Covered.gaps());
        return new Explored(verdict.found().map(found -> findings.of(found, verdict)), certificate, verdict, false);
    }

    /** An exploration that came to no end. */
    static Explored spins(dev.brigade.check.report.Subject about, Carrier.Spins spins) {
        Finding finding = new Finding(
                about,
                Anomaly.LEFT_CONTROL,
                spins.sentence(),
                List.of(),
                List.of(),
                List.of(),
                new Outcome("", List.of(), List.of()),
                List.of(),
                List.of(new Fix(Fixes.POINTS, "")),
                "",
                0,
                0);
        Verdict verdict =
                new Verdict(Optional.empty(), List.of(), false, new Verdict.Extent.Some(), 0, 0, 0, Duration.ZERO);
        Certificate certificate =
                new Certificate(about.name(), List.of(), 0, 0, coverage(verdict), verdict.time(), List.of(), List.of());
        return new Explored(Optional.of(finding), certificate, verdict, true);
    }

    private static Coverage coverage(Verdict verdict) {
        return switch (verdict.extent()) {
            case Verdict.Extent.All() -> new Coverage.AllInequivalent();
            case Verdict.Extent.Bounded(int delays) -> new Coverage.DelayBound(delays);
            case Verdict.Extent.Some() -> new Coverage.Sampled(verdict.schedules(), "directed schedules and POS");
        };
    }

    /** The same with the remedy that {@code tried} has proved, if it has. */
    Explored helped(Explored tried) {
        if (tried.finding().isPresent() || finding.isEmpty()) {
            return this;
        }
        Finding known = finding.get();
        List<Fix> fixes = new ArrayList<>();
        fixes.add(new Fix(
                Fixes.SERIALIZABLE,
                "tried: " + tried.schedules() + " schedules" + (tried.isComplete() ? ", all that are inequivalent" : "")
                        + "; none shows it"));
        fixes.addAll(known.fixes());
        return new Explored(Optional.of(known.withFixes(fixes)), certificate, verdict, false);
    }

    /** What each thread gave in the serial runs, in those first in which it was the first. */
    List<List<String>> serialResults() {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < certificate.threads().size(); i++) {
            int number = i;
            all.add(verdict.serial().stream()
                    .sorted(Comparator.comparingInt(one -> one.order().indexOf(number)))
                    .map(one -> one.ending().results().get(number))
                    .toList());
        }
        return all;
    }

    /** Whether a thread was left to itself that may still use what was explored, such as its database. */
    boolean leftThread() {
        return leftThread;
    }

    /** Where what was found has been written as a page, if it has. */
    Optional<Path> page() {
        return finding.flatMap(FindingFiles::write);
    }

    /** What was found; empty if nothing was. */
    public Optional<Finding> finding() {
        return finding;
    }

    /** What was explored, and how much of it; says nothing if something was found. */
    public Certificate certificate() {
        return certificate;
    }

    /** How many schedules were run, apart from those in which one thread runs after the other. */
    public int schedules() {
        return verdict.schedules();
    }

    /** How many times the threads were run in all, until something was found: one after the other, and by schedules. */
    public int runs() {
        return verdict.runs();
    }

    /** How long it took. */
    public Duration time() {
        return verdict.time();
    }

    /** Whether at least one of each class of equivalent schedules was run: then nothing being found is a proof. */
    public boolean isComplete() {
        return finding.isEmpty() && verdict.extent() instanceof Verdict.Extent.All;
    }

    /** For people, to be read in a terminal. */
    public String report() {
        return finding.map(TextReport::of).orElseGet(() -> CertificateText.of(certificate));
    }

    /** For people, as a page that needs nothing else. */
    public String html() {
        return HtmlReport.of(finding.stream().toList(), finding.isPresent() ? List.of() : List.of(certificate));
    }

    @Override
    public String toString() {
        return report();
    }
}
