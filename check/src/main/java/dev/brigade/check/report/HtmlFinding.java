package dev.brigade.check.report;

/** A finding as a section of a page. */
final class HtmlFinding {
    private final String id;
    private final Finding finding;
    private final StringBuilder html = new StringBuilder();

    private HtmlFinding(String id, Finding finding) {
        this.id = id;
        this.finding = finding;
    }

    static String of(String id, Finding finding, Locations locations) {
        return new HtmlFinding(id, finding).write(locations);
    }

    private String write(Locations locations) {
        html.append("<section class=\"finding card\" id=\"")
                .append(id)
                .append("\">\n<header><h2><span class=\"name\">")
                .append(Html.text(Words.capital(finding.anomaly().text())))
                .append("</span> <span class=\"faint\">in ")
                .append(Html.text(finding.subject().name()))
                .append("</span></h2>\n<p class=\"sentence\">")
                .append(Html.text(finding.sentence()))
                .append("</p>\n<p class=\"faint\">")
                .append(Html.text(finding.anomaly().meaning() + " " + TextReport.facts(finding)))
                .append("</p></header>\n")
                .append(HtmlTrace.of(id, finding, locations));
        if (!finding.waits().isEmpty()) {
            html.append("<h3>Who waits for whom</h3>\n<ul class=\"waits\">");
            finding.waits()
                    .forEach(wait -> html.append("<li>").append(Html.text(wait)).append("</li>"));
            html.append("</ul>\n");
        }
        outcomes();
        if (!finding.fixes().isEmpty()) {
            html.append("<h3>What helps</h3>\n<ol class=\"fixes\">");
            finding.fixes()
                    .forEach(fix -> html.append("<li>")
                            .append(Html.text(fix.text()))
                            .append(
                                    fix.proof().isEmpty()
                                            ? "<span class=\"proof\">advice, not tried"
                                            : "<span class=\"proof tried\">" + Html.text(fix.proof()))
                            .append("</span></li>"));
            html.append("</ol>\n");
        }
        if (!finding.replay().isEmpty()) {
            html.append("<h3>To see it again</h3>\n<div class=\"copy\"><pre tabindex=\"0\"><code>")
                    .append(Html.code(JUnitCode.of(finding)))
                    .append("</code></pre></div>\n");
        }
        return html.append("</section>\n").toString();
    }

    private void outcomes() {
        Differences differences = Differences.of(finding, false);
        if (differences.serial().isEmpty() && differences.found().isEmpty()) {
            return;
        }
        html.append("<h3>What came out")
                .append(finding.serial().isEmpty() ? "" : ", where it differs")
                .append("</h3>\n");
        table(differences);
        if (differences.together()) {
            html.append(
                    "<p>Each of these values occurs in some serial order; all of them together occur in none.</p>\n");
        }
        if (differences.same() > 0) {
            html.append("<details><summary>")
                    .append(Words.count(differences.same(), "more value is", "more values are"))
                    .append(" the same everywhere</summary>\n");
            table(Differences.of(finding, true));
            html.append("</details>\n");
        }
    }

    private void table(Differences differences) {
        html.append("<table class=\"outcomes\">\n");
        for (Differences.Group group : differences.serial()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.text(group.orders()))
                    .append("</th><td><ul>");
            group.values()
                    .forEach(value -> html.append("<li class=\"mono\">")
                            .append(Html.text(value))
                            .append("</li>"));
            html.append(group.values().isEmpty() ? "<li class=\"faint\">nothing else</li>" : "")
                    .append("</ul></td></tr>\n");
        }
        html.append("<tr><th scope=\"row\">this schedule</th><td><ul>");
        differences
                .found()
                .forEach(value -> html.append(
                                value.isWrong()
                                        ? "<li class=\"mono wrong\" title=\"no serial order gives this\">"
                                        : "<li class=\"mono\">")
                        .append(Html.text(value.text()))
                        .append("</li>"));
        html.append(differences.found().isEmpty() ? "<li class=\"faint\">nothing else</li>" : "")
                .append("</ul></td></tr>\n</table>\n");
    }
}
