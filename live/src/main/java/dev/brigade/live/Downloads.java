package dev.brigade.live;

import dev.brigade.live.look.Look;
import dev.brigade.live.trace.PerfettoTrace;
import dev.brigade.web.Observed;
import dev.brigade.web.Request;
import dev.brigade.web.Response;

/** What is remembered, as files for other tools. Has no state of its own: safe from any thread. */
final class Downloads {
    private final Observed observed;
    private final Look look;

    Downloads(Observed observed, Look look) {
        this.observed = observed;
        this.look = look;
    }

    /** For ui.perfetto.dev or chrome://tracing. */
    Response trace(Request request) {
        PerfettoTrace trace = new PerfettoTrace(
                observed.app(),
                observed.recorder().snapshot(),
                activity -> !look.isOfThisPage(activity),
                look::shownSql);
        return Response.stream("application/json", trace::write)
                .header("Content-Disposition", "attachment; filename=\"" + observed.app() + "-trace.json\"");
    }
}
