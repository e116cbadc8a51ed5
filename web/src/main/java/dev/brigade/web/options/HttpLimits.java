package dev.brigade.web.options;

import static dev.brigade.web.options.Bounds.atLeast;
import static dev.brigade.web.options.Bounds.between;

import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import java.time.Duration;

/** The settings of HTTP: how much a client may send, and how long each wait for it lasts. Declared on one thread, read by any. */
final class HttpLimits {
    /** What a client with a few headers sends. */
    private static final int SMALLEST_HEAD = 256;

    /** A body is an array, which grows by doubling. */
    private static final long LARGEST_BODY = 1L << 30;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Setting<Integer> maxConnections;
    private final Setting<Integer> maxHead;
    private final Setting<Long> maxBody;
    private final Setting<Duration> headDeadline;
    private final Setting<Duration> bodyGrace;
    private final Setting<Long> bodyRate;
    private final Setting<Duration> writeGrace;
    private final Setting<Long> writeRate;
    private final Setting<Duration> idleDeadline;

    /** @param usual what holds if nobody sets another */
    HttpLimits(Settings settings, EngineSettings usual) {
        maxConnections = settings.declare(
                "http.max.connections", Integer.class, usual.maxConnections(), "HTTP connections open at once");
        maxHead = settings.declare(
                "http.max.head", Integer.class, usual.maxHeadBytes(), "bytes of request line and headers together");
        maxBody = settings.declare("http.max.body", Long.class, usual.maxBodyBytes(), "bytes of a request's body");
        headDeadline = settings.declare(
                "http.head.deadline",
                Duration.class,
                usual.headDeadline(),
                "time for request line and headers to arrive");
        bodyGrace = settings.declare(
                "http.body.grace",
                Duration.class,
                usual.bodyGrace(),
                "time for a body to arrive, beside its size by rate");
        bodyRate = settings.declare(
                "http.body.rate", Long.class, usual.bodyMinRate(), "bytes a second that a body must make");
        writeGrace = settings.declare(
                "http.write.grace",
                Duration.class,
                usual.writeGrace(),
                "time for a client to take a piece of a response");
        writeRate = settings.declare(
                "http.write.rate", Long.class, usual.writeMinRate(), "bytes a second that a client must take");
        idleDeadline = settings.declare(
                "http.idle.deadline",
                Duration.class,
                usual.idleDeadline(),
                "how long a connection may wait for a request");
    }

    /** For an engine that listens there. */
    EngineSettings engine(String host, int port) {
        return new EngineSettings(
                host,
                port,
                atLeast(1, maxConnections),
                atLeast(SMALLEST_HEAD, maxHead),
                between(0, maxBody, LARGEST_BODY),
                atLeast(SHORTEST, headDeadline),
                atLeast(SHORTEST, bodyGrace),
                between(1, bodyRate, Long.MAX_VALUE),
                atLeast(SHORTEST, writeGrace),
                between(1, writeRate, Long.MAX_VALUE),
                atLeast(SHORTEST, idleDeadline));
    }
}
