package dev.brigade.live;

import dev.brigade.live.look.Look;
import dev.brigade.live.trace.FlightEvents;
import dev.brigade.live.trace.PerfettoTrace;
import dev.brigade.web.Observed;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is remembered, as files for other tools. Has no state of its own: safe from any thread. */
final class Downloads {
    private final Observed observed;
    private final Look look;
    private final FlightEvents flightEvents;

    Downloads(Observed observed, Look look, FlightEvents flightEvents) {
        this.observed = observed;
        this.look = look;
        this.flightEvents = flightEvents;
    }

    /** For JDK Mission Control, or {@code jfr print}. */
    Response recording(Request request) throws IOException {
        Path file = Files.createTempFile("brigade", ".jfr");
        try {
            flightEvents.writeRemembered(observed.recorder(), file);
            return Response.bytes("application/octet-stream", Files.readAllBytes(file))
                    .header("Content-Disposition", "attachment; filename=\"" + observed.app() + ".jfr\"");
        } finally {
            Files.deleteIfExists(file);
        }
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
