package dev.brigade.web;

import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.errors.ServiceUnavailable;
import dev.brigade.web.logging.Outcome;
import dev.brigade.web.watch.Shield;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the response of a request to its outcome: streams what is written while it is sent, on the request's thread, and readies the rest
 * to be sent as a whole. Has no state but the open streams, and is as safe from any thread as they are.
 */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** What the access log shows for a client that did not wait for its answer; not sent to anybody. */
    static final int CLIENT_GONE = 499;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Wiring wiring;
    private final OpenStreams eventStreams = new OpenStreams();
    private final OpenStreams plainStreams = new OpenStreams();

    Sending(Wiring wiring) {
        this.wiring = wiring;
    }

    /** The outcome of a request whose handler has made {@code response}: streamed, or still to be sent as a whole. */
    Outcome outcome(Response response, RequestRun run, Exchange exchange, Activity activity, Shield shield) {
        if (exchange.method().equals("HEAD") && !(response.body() instanceof Response.Bytes)) {
            // What GET would say (RFC 9110, section 9.3.2), which is no length; and nobody writes what is not sent.
            return stream(exchange, response, run, activity, shield, _ -> {});
        }
        return switch (response.body()) {
            case Response.Stream(Response.Writer writer) ->
                stream(exchange, response, run, activity, shield, out -> plain(writer, out));
            case Response.Events(Response.EventWriter writer) ->
                stream(exchange, response, run, activity, shield, out -> events(writer, out));
            case RowStream rows -> {
                try {
                    yield run.asCurrent(() -> new RowSending(wiring, exchange, response, activity, shield).send(rows));
                } catch (RowSending.NotBegun failure) {
                    yield instead(failure.reason(), run, exchange, activity, shield);
                }
            }
            default -> {
                Response answer = PartialContent.of(exchange, response);
                yield new Outcome.Answer(answer.status(), answer.headers(), Renderer.bytes(answer));
            }
        };
    }

    /** What writes the body of a streamed answer. */
    private interface Streaming {
        void to(Outgoing out) throws IOException, InterruptedException;
    }

    private Outcome stream(
            Exchange exchange, Response response, RequestRun run, Activity activity, Shield shield, Streaming writer) {
        Outgoing out = new Outgoing(exchange, response);
        shield.lower();
        try {
            run.asCurrent(() -> {
                writer.to(out);
                return out;
            });
            shield.raise();
            out.end();
            return new Outcome.Streamed(response.status());
        } catch (Throwable e) {
            shield.raise();
            boolean stopped = e instanceof InterruptedException && plainStreams.stopping();
            if (!out.isBegun()) {
                Throwable why = stopped ? new ServiceUnavailable("The server stops; try again", RETRY_AFTER) : e;
                return instead(why, run, exchange, activity, shield);
            }
            if (stopped) {
                LOG.info("{} was stopped while its answer was streamed, since the server stops", activity);
            } else if (shield.isClientGone() || out.isFailed()) {
                LOG.debug("{}: the client went away while its answer was streamed", activity, e);
            } else {
                LOG.error("{} failed while its answer was streamed; the connection was cut", activity, e);
            }
            return new Outcome.Broken(response.status());
        }
    }

    /** The outcome in place of a stream that failed before its first byte. */
    private Outcome instead(Throwable why, RequestRun run, Exchange exchange, Activity activity, Shield shield) {
        return run.instead(why)
                .map(other -> outcome(other, run, exchange, activity, shield))
                .orElseGet(() -> new Outcome.Broken(CLIENT_GONE));
    }

    private void plain(Response.Writer writer, Outgoing out) throws IOException, InterruptedException {
        plainStreams.add(out);
        try {
            writer.write(out);
        } finally {
            plainStreams.remove(out);
        }
    }

    private void events(Response.EventWriter writer, Outgoing out) throws IOException, InterruptedException {
        EventStream stream = new EventStream(out, wiring.json());
        eventStreams.add(out);
        try {
            stream.open();
            writer.write(stream);
        } catch (InterruptedException e) {
            if (!eventStreams.stopping()) {
                throw e;
            }
            // The server stops: the stream ends here, and properly, so that the browser connects again.
        } finally {
            eventStreams.remove(out);
        }
    }

    /** Ends the streams of events, which would not end by themselves. */
    void stopEvents() {
        eventStreams.stop();
    }

    /** Interrupts who writes other streams, which may be endless too. One that does not wait for anything goes on. */
    void stopStreams() {
        plainStreams.stop();
    }
}
