package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A running engine with short deadlines. */
final class Served implements AutoCloseable {
    final Engine engine;

    Served(EngineHandler handler) {
        this(handler, settings -> settings);
    }

    Served(EngineHandler handler, UnaryOperator<EngineSettings> change) {
        EngineHandler withRejection = new EngineHandler() {
            @Override
            public void handle(Exchange exchange) throws Exception {
                handler.handle(exchange);
            }

            @Override
            public byte[] rejection(int status, String detail) {
                return ("rejected " + status + ": " + detail).getBytes(StandardCharsets.UTF_8);
            }
        };
        engine = HelidonEngine.start(change.apply(quick()), withRejection);
    }

    /** Deadlines of 400 ms for what tests wait for. */
    static EngineSettings quick() {
        Duration quick = Duration.ofMillis(400);
        return new EngineSettings(
                "127.0.0.1", 0, 10_000, 8 * 1024, 64 * 1024, quick, quick, 1024 * 1024, quick, 16 * 1024 * 1024, quick);
    }

    /** For tests whose requests take their time. */
    static EngineSettings patient(EngineSettings settings) {
        Duration patient = Duration.ofSeconds(30);
        return new EngineSettings(
                settings.host(),
                settings.port(),
                settings.maxConnections(),
                settings.maxHeadBytes(),
                settings.maxBodyBytes(),
                patient,
                patient,
                settings.bodyMinRate(),
                patient,
                settings.writeMinRate(),
                patient);
    }

    Client client() throws IOException {
        return new Client(engine.port());
    }

    @Override
    public void close() {
        engine.stop(Duration.ZERO);
    }
}
