package dev.brigade.web.content;

import dev.brigade.web.errors.Unprocessable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client is told of an error, as a problem (RFC 9457) or as a page.
 *
 * @param status the HTTP status
 * @param detail what is wrong; empty if there is nothing to add to the title
 * @param request the name of the request in the log; empty if there is none
 * @param correlation by what others know the request; empty if there is nothing
 * @param violations what is wrong with a body, and where
 * @param trace a stack trace, in development only; empty otherwise
 */
public record ErrorBody(
        int status,
        String detail,
        String request,
        String correlation,
        List<Unprocessable.Violation> violations,
        String trace) {

    /** As {@code application/problem+json}. */
    public byte[] problem(Json json) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", Statuses.title(status));
        problem.put("status", status);
        if (!detail.isEmpty()) {
            problem.put("detail", detail);
        }
        if (!request.isEmpty()) {
            problem.put("request", request);
        }
        if (!correlation.isEmpty()) {
            problem.put("correlation", correlation);
        }
        if (!violations.isEmpty()) {
            problem.put("errors", violations);
        }
        if (!trace.isEmpty()) {
            problem.put("trace", new ArrayList<>(trace.lines().toList()));
        }
        return json.write(problem);
    }

    /** As a page; all that came from elsewhere is escaped. */
    public String page() {
        StringBuilder page = new StringBuilder(1024);
        page.append("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>""");
        page.append(status).append(' ').append(escape(Statuses.title(status))).append("""
                </title><style>
                body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 12vh auto; max-width: 46rem; padding: 0 1.5rem; color: #222; background: #fff }
                h1 { font-size: 1.6rem } small { color: #666 } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f2; padding: 1rem; font-size: .85rem }
                @media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b } pre { background: #2a2a2a } small { color: #999 } }
                </style></head><body>
                """);
        page.append("<h1>")
                .append(status)
                .append(' ')
                .append(escape(Statuses.title(status)))
                .append("</h1>\n");
        if (!detail.isEmpty() && violations.isEmpty()) {
            page.append("<p>").append(escape(detail)).append("</p>\n");
        }
        if (!violations.isEmpty()) {
            page.append("<ul>");
            for (Unprocessable.Violation violation : violations) {
                page.append("<li><b>")
                        .append(escape(violation.field()))
                        .append("</b> ")
                        .append(escape(violation.message()))
                        .append("</li>");
            }
            page.append("</ul>\n");
        }
        if (!request.isEmpty()) {
            page.append("<p><small>")
                    .append(escape(correlation.isEmpty() ? request : request + ", " + correlation))
                    .append("</small></p>\n");
        }
        if (!trace.isEmpty()) {
            page.append("<pre>").append(escape(trace)).append("</pre>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
