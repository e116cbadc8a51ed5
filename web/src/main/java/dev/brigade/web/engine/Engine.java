package dev.brigade.web.engine;

import java.time.Duration;

/** A running HTTP server. Safe from any thread. */
public interface Engine {

    /** The port it listens on, also when the settings asked for any free port (0). */
    int port();

    /**
     * Stops: refuses new connections at once, closes idle ones, lets requests in flight finish (their answers carry
     * {@code Connection: close}) and returns when they have, or after {@code grace}.
     *
     * @return the number of requests that had not ended after {@code grace}, and were cut off
     */
    int stop(Duration grace);

    /** Starts an engine. */
    @FunctionalInterface
    interface Starter {
        /**
         * Binds, listens and returns.
         *
         * @throws java.io.UncheckedIOException with a {@link java.net.BindException} if the port is in use
         */
        Engine start(EngineSettings settings, EngineHandler handler);
    }
}
