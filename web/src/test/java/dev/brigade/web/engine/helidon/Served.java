package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running engine that has time, unless told otherwise. */
final class Served implements AutoCloseable {
    static final EngineSettings SETTINGS = deadlines(
            new EngineSettings(
                    "127.0.0.1",
                    0,
                    10_000,
                    8 * 1024,
                    64 * 1024,
                    Duration.ZERO,
                    Duration.ZERO,
                    1024 * 1024,
                    Duration.ZERO,
                    16 * 1024 * 1024,
                    Duration.ZERO),
            Duration.ofSeconds(30));

    final Engine engine;
    final List<String> unreadable = new CopyOnWriteArrayList<>();

    Served(EngineHandler handler) {
        this(handler, SETTINGS);
    }

    /** Deadlines of 400 ms. */
    static Served quick(EngineHandler handler) {
        return new Served(handler, deadlines(SETTINGS, Duration.ofMillis(400)));
    }

    Served(EngineHandler handler, EngineSettings settings) {
        EngineHandler withRejection = new EngineHandler() {
            @Override
            public void handle(Exchange exchange) throws Exception {
                handler.handle(exchange);
            }

            @Override
            public byte[] rejection(int status, String detail) {
                return ("rejected " + status + ": " + detail).getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void unreadable(String remoteAddress, int status, String detail) {
                unreadable.add(remoteAddress + " " + status);
            }
        };
        engine = HelidonEngine.start(settings, withRejection);
    }

    private static EngineSettings deadlines(EngineSettings settings, Duration all) {
        return new EngineSettings(
                settings.host(),
                settings.port(),
                settings.maxConnections(),
                settings.maxHeadBytes(),
                settings.maxBodyBytes(),
                all,
                all,
                settings.bodyMinRate(),
                all,
                settings.writeMinRate(),
                all);
    }

    Client client() throws IOException {
        return new Client(engine.port());
    }

    @Override
    public void close() {
        engine.stop(Duration.ZERO);
    }
}
