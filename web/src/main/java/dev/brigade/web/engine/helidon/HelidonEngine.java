package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * HTTP on Helidon's sockets and parsers as an engine.
 *
 * <p>Safe from any thread: its fields are final, and {@code stopped} lets one thread stop it.
 */
public final class HelidonEngine implements Engine {
    /** How long to wait for the end of requests that were cut off. */
    private static final Duration CUT_GRACE = Duration.ofSeconds(2);

    private final Listener listener;
    private final Shared shared;
    private final Watchdog watchdog;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private HelidonEngine(Listener listener, Shared shared, Watchdog watchdog) {
        this.listener = listener;
        this.shared = shared;
        this.watchdog = watchdog;
    }

    /** Starts an engine; an {@link Engine.Starter}. */
    public static Engine start(EngineSettings settings, EngineHandler handler) {
        Shared shared = new Shared(handler, Limits.of(settings));
        try {
            Pollers.open();
            Listener listener = Listener.start(settings, shared);
            return new HelidonEngine(listener, shared, new Watchdog(shared));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public int stop(Duration grace) {
        if (!stopped.compareAndSet(false, true)) {
            return 0;
        }
        shared.beginStop(); // first, so that whoever is refused knows that answers end their connections by now
        listener.stop();
        shared.closeIdle();
        int left = 0;
        try {
            shared.awaitEnd(grace);
            left = shared.cut();
            shared.awaitEnd(CUT_GRACE); // handlers that do not listen to their interrupt are left to themselves
        } catch (InterruptedException e) {
            left = Math.max(left, shared.cut());
            Thread.currentThread().interrupt();
        }
        watchdog.stop();
        return left;
    }
}
