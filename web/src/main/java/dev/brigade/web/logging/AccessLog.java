package dev.brigade.web.logging;

import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request, when it has been answered, to the logger {@code brigade.access}. Immutable: safe from any
 * thread.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("brigade.access");

    private final boolean on;

    public AccessLog(boolean on) {
        this.on = on && LOG.isInfoEnabled();
    }

    /** The time, if it will be needed. */
    public long start() {
        return on ? System.nanoTime() : 0;
    }

    public void end(long started, Exchange exchange, Outcome outcome, Activity activity) {
        if (!on) {
            return;
        }
        String query = exchange.rawQuery();
        String size = switch (outcome) {
            case Outcome.Answer answer -> answer.body().length + " B";
            case Outcome.Streamed _ -> "streamed";
            case Outcome.Broken _ -> "broken off";
        };
        LOG.info(
                "{} {} {}{} {} {} {} ms #{}",
                exchange.remoteAddress(),
                exchange.method(),
                exchange.rawPath(),
                query.isEmpty() ? "" : "?" + query,
                outcome.status(),
                size,
                tenths(System.nanoTime() - started),
                activity.id());
    }

    /** Milliseconds with one decimal; a formatter would cost as much as all the rest of the line. */
    private static String tenths(long nanos) {
        long tenths = nanos / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
