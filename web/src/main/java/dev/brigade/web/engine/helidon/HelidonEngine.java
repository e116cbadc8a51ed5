package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Helidon WebServer as an engine.
 *
 * <p>Safe from any thread: its fields are final, and {@code stopped} lets one thread stop it.
 */
public final class HelidonEngine implements Engine {
    private static final Duration NEVER = Duration.ofDays(10_000);

    /** Helidon's own grace: it would interrupt at its end, but ours is what counts. */
    private static final Duration HELIDON_GRACE = Duration.ofDays(1);

    /** How long to wait for the end of requests that were cut off. */
    private static final Duration CUT_GRACE = Duration.ofSeconds(2);

    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final WebServer server;
    private final Shared shared;
    private final Selector selector;
    private final Watchdog watchdog;
    private final int port;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private HelidonEngine(WebServer server, Shared shared, Selector selector, Watchdog watchdog) {
        this.server = server;
        this.shared = shared;
        this.selector = selector;
        this.watchdog = watchdog;
        this.port = server.port();
    }

    /** Starts an engine; an {@link Engine.Starter}. */
    public static Engine start(EngineSettings settings, EngineHandler handler) {
        QuietLogs.apply();
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        checkFree(settings, address);
        Shared shared = new Shared(handler, Limits.of(settings));
        Selector selector = new Selector(shared);
        WebServer server = WebServer.builder()
                .bindAddress(address)
                .shutdownHook(false)
                .shutdownGracePeriod(HELIDON_GRACE)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(selector)
                .maxTcpConnections(settings.maxConnections())
                .idleConnectionPeriod(NEVER) // the watchdog does that
                .useNio(true)
                .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER_BYTES))
                .build()
                .start();
        if (!server.isRunning()) {
            throw inUse(settings, "it was taken meanwhile");
        }
        return new HelidonEngine(server, shared, selector, new Watchdog(shared));
    }

    /** Helidon only logs that it can't bind, with a stack trace, and seems to start. */
    private static void checkFree(EngineSettings settings, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new UncheckedIOException(new BindException(
                    "Can't listen on " + settings.host() + ": no such host. Check the host setting."));
        }
        if (settings.port() == 0) {
            return;
        }
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(address);
        } catch (IOException e) {
            throw inUse(settings, String.valueOf(e.getMessage()));
        }
    }

    private static UncheckedIOException inUse(EngineSettings settings, String reason) {
        return new UncheckedIOException(new BindException("Can't listen on " + settings.host() + ":" + settings.port()
                + ": " + reason + ". Stop what listens there, or choose another port."));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int stop(Duration grace) {
        if (!stopped.compareAndSet(false, true)) {
            return 0;
        }
        // Helidon closes the listening socket first, then waits for the connections to end. It is left to wait for
        // handlers that do not listen to their interrupt.
        Thread closer = Thread.ofPlatform().daemon().name("http-stop").start(server::stop);
        shared.beginStop();
        int left;
        try {
            shared.awaitEnd(grace);
            left = shared.cut();
            closer.join(CUT_GRACE);
        } catch (InterruptedException e) {
            left = shared.cut();
            Thread.currentThread().interrupt();
        }
        watchdog.stop();
        selector.close();
        return left;
    }
}
