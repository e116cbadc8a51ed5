package dev.brigade.check.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Findings and certificates as one page, in one file that needs no other, and no network. It can be read without JavaScript, and used
 * with the keyboard alone; steps that touch the same location are marked together when one of them is pointed at or has the focus.
 */
public final class HtmlReport {
    private final List<Finding> findings;
    private final List<Certificate> certificates;
    private final List<Pair> pairs;
    private final StringBuilder html = new StringBuilder();

    private HtmlReport(List<Finding> findings, List<Certificate> certificates, List<Pair> pairs) {
        this.findings = findings;
        this.certificates = certificates;
        this.pairs = pairs;
    }

    /** The page. */
    public static String of(List<Finding> findings, List<Certificate> certificates) {
        return of(findings, certificates, List.of());
    }

    /** The page with the pairs of an application's routes. */
    public static String of(List<Finding> findings, List<Certificate> certificates, List<Pair> pairs) {
        return new HtmlReport(findings, certificates, pairs).write();
    }

    private String write() {
        List<Locations> locations = findings.stream().map(Locations::new).toList();
        head(locations);
        html.append("<body>\n<main>\n<h1>")
                .append(title())
                .append("</h1>\n<p class=\"counts\">")
                .append(counts())
                .append("</p>\n");
        summary();
        pairs();
        for (int i = 0; i < findings.size(); i++) {
            html.append(HtmlFinding.of(id(i), findings.get(i), locations.get(i)));
        }
        certificates();
        String script = Html.part("report.js");
        return html.append("</main>\n<script>")
                .append(script)
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private static String id(int finding) {
        return "f" + (finding + 1);
    }

    private String title() {
        return findings.isEmpty() ? "Nothing found" : Words.count(findings.size(), "finding", "findings");
    }

    private void head(List<Locations> locations) {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < locations.size(); i++) {
            rules.addAll(locations.get(i).rules(id(i)));
        }
        // even if something got through the escaping, the browser would run nothing but our script and load nothing
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
                .append(hash(Html.part("report.js")))
                .append("'; base-uri 'none'; form-action 'none'\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Brigade check: ")
                .append(title())
                .append("</title>\n<style>\n")
                .append(Html.part("report.css"))
                .append(String.join("\n", rules))
                .append("\n</style>\n</head>\n");
    }

    private static String hash(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Each Java has SHA-256", impossible);
        }
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        if (!pairs.isEmpty()) {
            counts.add(Words.count(pairs.size(), "pair of routes", "pairs of routes"));
        }
        if (!certificates.isEmpty()) {
            counts.add(Words.count(certificates.size(), "exploration", "explorations") + " without a finding");
        }
        return "Brigade’s explorer" + (counts.isEmpty() ? "" : " · " + String.join(" · ", counts));
    }

    private void summary() {
        if (findings.isEmpty()) {
            return;
        }
        html.append(
                "<h2>Summary</h2>\n<div class=\"list card\"><table>\n<thead><tr><th scope=\"col\">anomaly</th><th scope=\"col\">what happened</th>"
                        + "<th scope=\"col\">in</th><th scope=\"col\" class=\"figure\">schedules</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            html.append("<tr><td><a href=\"#")
                    .append(id(i))
                    .append("\"><span class=\"badge wrong\">")
                    .append(Html.text(finding.anomaly().text()))
                    .append("</span></a></td><td class=\"sentence\">")
                    .append(Html.text(finding.sentence()))
                    .append("</td><td>")
                    .append(Html.text(finding.subject().name()))
                    .append("</td><td class=\"figure\">")
                    .append(number(finding.schedules()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String number(int number) {
        return number > 0 ? String.format(Locale.ROOT, "%,d", number) : "";
    }

    private void pairs() {
        if (pairs.isEmpty()) {
            return;
        }
        html.append("<h2>Pairs of routes</h2>\n<p>")
                .append(Html.text(PairTable.summary(pairs)))
                .append(
                        "</p>\n<div class=\"list card\"><table>\n<thead><tr><th scope=\"col\">first</th><th scope=\"col\">second</th>"
                                + "<th scope=\"col\">verdict</th><th scope=\"col\" class=\"figure\">schedules</th><th scope=\"col\" class=\"figure\">time</th>"
                                + "<th scope=\"col\">safe at READ COMMITTED</th></tr></thead>\n<tbody>\n");
        for (Pair pair : PairTable.sorted(pairs)) {
            html.append("<tr><td class=\"route\">")
                    .append(Html.text(pair.first()))
                    .append("</td><td class=\"route\">")
                    .append(Html.text(pair.second()))
                    .append("</td><td>")
                    .append(verdict(pair))
                    .append("</td><td class=\"figure\">")
                    .append(number(pair.schedules()))
                    .append("</td><td class=\"figure\">")
                    .append(pair.schedules() > 0 ? CertificateText.time(pair.time()) : "")
                    .append("</td><td>")
                    .append(pair.safeAtReadCommitted().text())
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String verdict(Pair pair) {
        return switch (pair.verdict()) {
            case Verdict.Found(Anomaly anomaly) -> badge("wrong", anomaly.text());
            case Verdict.Suppressed(Anomaly anomaly, String reason) ->
                badge("", "allowed") + " " + Html.text(anomaly.text() + ": " + reason);
            case Verdict.LeftControl(String what) -> badge("warn", "left control") + " " + Html.text(what);
            case Verdict.NoExample(String missing) -> badge("warn", "not run") + " " + Html.text("lacks " + missing);
            case Verdict.Refused(String request, String answer) ->
                badge("warn", "not run") + " " + Html.text(Pair.refusal(request, answer));
            case Verdict.Passed(Coverage coverage) ->
                badge(coverage instanceof Coverage.AllInequivalent ? "good" : "", CertificateText.brief(coverage));
        };
    }

    private static String badge(String kind, String text) {
        return "<span class=\"badge " + kind + "\">" + Html.text(text) + "</span>";
    }

    private void certificates() {
        if (certificates.isEmpty()) {
            return;
        }
        html.append("<h2>Without a finding</h2>\n<ul class=\"certificates\">\n");
        for (Certificate certificate : certificates) {
            boolean isProof = certificate.coverage() instanceof Coverage.AllInequivalent;
            html.append(isProof ? "<li class=\"card good\">" : "<li class=\"card\">")
                    .append("<p><b>")
                    .append(Html.text(certificate.subject()))
                    .append("</b></p><p>")
                    .append(Html.text(CertificateText.sentence(certificate)))
                    .append("</p>")
                    .append(list("Under control", certificate.covered()))
                    .append(list("Not under control", certificate.notCovered()))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private static String list(String name, List<String> things) {
        return things.isEmpty()
                ? ""
                : "<p class=\"faint\">" + name + ": " + Html.text(String.join(", ", things)) + ".</p>";
    }
}
