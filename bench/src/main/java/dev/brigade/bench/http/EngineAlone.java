package dev.brigade.bench.http;

import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.engine.helidon.HelidonEngine;
import java.nio.charset.StandardCharsets;

/** Brigade's engine with a handler that answers on the connection's thread. */
final class EngineAlone {
    private static final byte[] HELLO = HttpScenario.HELLO.getBytes(StandardCharsets.UTF_8);

    private EngineAlone() {}

    static int start() {
        return HelidonEngine.start(
                        EngineSettings.defaults().withPort(0),
                        exchange -> exchange.send(
                                200, new Fields().set("Content-Type", "text/plain; charset=utf-8"), HELLO))
                .port();
    }
}
