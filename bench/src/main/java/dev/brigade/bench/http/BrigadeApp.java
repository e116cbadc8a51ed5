package dev.brigade.bench.http;

import dev.brigade.web.App;
import java.util.stream.Stream;

/** The same as an application, which has no database. */
final class BrigadeApp {
    private BrigadeApp() {}

    static int start(String... settings) {
        App app = App.named("bench");
        app.get("/", _ -> HttpScenario.HELLO);
        app.get("/json", _ -> HttpScenario.Message.make());
        app.get("/orders/{id:long}", request -> {
            int portions = request.query("portions", int.class).orElse(1);
            return HttpScenario.order(request.path("id", long.class), portions);
        });
        return app.start(Stream.concat(Stream.of("--port", "0"), Stream.of(settings))
                        .toArray(String[]::new))
                .port();
    }
}
