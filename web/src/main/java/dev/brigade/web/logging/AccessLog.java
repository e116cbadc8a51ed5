package dev.brigade.web.logging;

import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for each request, when it has been answered, and for each that could not be read, to the logger {@code brigade.access}; if wanted with what it says as key-value
 * pairs too, for formats that have those. Immutable: safe from any thread.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("brigade.access");

    private final boolean on;
    private final boolean inPairs;

    public AccessLog(boolean on, boolean inPairs) {
        this.on = on && LOG.isInfoEnabled();
        this.inPairs = inPairs;
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
        String millis = tenths(System.nanoTime() - started);
        LoggingEventBuilder line = LOG.atInfo();
        if (inPairs) {
            line = line.addKeyValue("method", exchange.method())
                    .addKeyValue("path", exchange.rawPath())
                    .addKeyValue("status", outcome.status())
                    .addKeyValue("millis", millis)
                    .addKeyValue("activity", activity.id());
        }
        line.log(
                "{} {} {}{} {} {} {} ms #{}",
                exchange.remoteAddress(),
                exchange.method(),
                exchange.rawPath(),
                query.isEmpty() ? "" : "?" + query,
                outcome.status(),
                size,
                millis,
                activity.id());
    }

    /** A request that is none, in the columns of the others. */
    public void unreadable(String remoteAddress, int status, String detail) {
        if (!on) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo();
        if (inPairs) {
            line = line.addKeyValue("status", status);
        }
        line.log("{} - - {} - - {}", remoteAddress, status, detail);
    }

    /** Milliseconds with one decimal; a formatter would cost as much as all the rest of the line. */
    private static String tenths(long nanos) {
        long tenths = nanos / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
