package dev.brigade.check.report;

import java.util.List;

/** A finding's schedule as a table: a column for each thread, a row for each step, and one across for each switch. */
final class HtmlTrace {
    /** A browser shows so many rows at once without delay. */
    private static final int MOST_ROWS = 3_000;

    private final String id;
    private final Finding finding;
    private final Locations locations;
    private final Rows rows;
    private final StringBuilder html = new StringBuilder();

    private HtmlTrace(String id, Finding finding, Locations locations) {
        this.id = id;
        this.finding = finding;
        this.locations = locations;
        this.rows = Rows.of(finding, false, MOST_ROWS);
    }

    static String of(String id, Finding finding, Locations locations) {
        return finding.steps().isEmpty() ? "" : new HtmlTrace(id, finding, locations).write();
    }

    private String write() {
        int columns = rows.columns().size();
        html.append("<h3>Schedule</h3>\n")
                .append(locations.legend(id))
                .append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Schedule\">")
                .append("<table class=\"trace\" style=\"--columns:")
                .append(columns)
                .append("\">\n<thead><tr><th class=\"number\" scope=\"col\">step</th>");
        rows.columns()
                .forEach(thread -> html.append("<th scope=\"col\"><span class=\"faint\">t")
                        .append(thread)
                        .append("</span> ")
                        .append(Html.text(finding.threads().get(thread)))
                        .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        rows.rows().forEach(this::row);
        html.append("</tbody></table></div>\n");
        rows.remarks()
                .forEach(remark -> html.append("<p class=\"faint\">")
                        .append(Html.text(remark))
                        .append("</p>\n"));
        return html.toString();
    }

    private void row(Row row) {
        switch (row) {
            case Row.Shown shown -> cell(shown.number(), shown.step().thread(), step(shown.step(), shown.holds()));
            case Row.Folded folded -> cell(folded.number(), folded.thread(), folded(folded.text(), folded.steps()));
            case Row.Switch change ->
                across("<b>"
                        + (change.from() == change.to()
                                ? "t" + change.from()
                                : "t" + change.from() + " → t" + change.to())
                        + "</b>" + (change.reason().isEmpty() ? "" : " " + Html.text(change.reason())));
            case Row.Aside aside -> across(folded(Rows.names(aside.threads()) + ": " + aside.text(), aside.steps()));
            case Row.Gap gap -> across("… " + Words.count(gap.rows(), "more row", "more rows"));
        }
    }

    private void cell(int number, int thread, String cell) {
        html.append("<tr><td class=\"number\">").append(number).append("</td>");
        for (int column : rows.columns()) {
            html.append(column == thread ? "<td>" + cell + "</td>" : "<td></td>");
        }
        html.append("</tr>\n");
    }

    private void across(String cell) {
        html.append("<tr class=\"switch\"><td colspan=\"")
                .append(rows.columns().size() + 1)
                .append("\">")
                .append(cell)
                .append("</td></tr>\n");
    }

    private String folded(String summary, List<TraceStep> steps) {
        StringBuilder folded = new StringBuilder("<details><summary>" + Html.text(summary) + "</summary><ol>");
        for (TraceStep step : steps) {
            folded.append("<li>").append(step(step, "")).append("</li>");
        }
        return folded.append("</ol></details>").toString();
    }

    private String step(TraceStep step, String holds) {
        String classes = locations.classes(id, step);
        String where = Columns.line(step.where());
        return "<div class=\"step" + (step.matters() ? " matters" : "")
                + (classes.isEmpty() ? "\"" : " " + classes + "\" tabindex=\"0\"") + ">"
                + (where.isEmpty()
                        ? ""
                        : "<span class=\"where mono\" title=\"" + Html.text(step.where()) + "\">" + Html.text(where)
                                + "</span>")
                + locations.tags(step)
                + "<code>" + Html.text(step.what()) + "</code>"
                + (step.value().isEmpty() ? "" : " <span class=\"value mono\">" + Html.text(step.value()) + "</span>")
                + (holds.isEmpty() ? "" : "<span class=\"holds\">" + Html.text(holds) + "</span>")
                + "</div>";
    }
}
