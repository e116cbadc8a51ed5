package dev.brigade.bench.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Helidon WebServer in its default configuration, written by hand as well as one can. */
final class BareHelidon {
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final byte[] HELLO = HttpScenario.HELLO.getBytes(StandardCharsets.UTF_8);

    private BareHelidon() {}

    static int start() {
        return WebServer.builder()
                .host("localhost")
                .port(0)
                .routing(BareHelidon::routes)
                .build()
                .start()
                .port();
    }

    private static void routes(HttpRouting.Builder routing) {
        JsonMapper mapper = JsonMapper.builder().build();
        routing.get("/", (_, response) -> response.header(TEXT).send(HELLO));
        routing.get(
                "/json",
                (_, response) -> response.header(JSON).send(mapper.writeValueAsBytes(HttpScenario.Message.make())));
        routing.get("/orders/{id}", (request, response) -> {
            long id = Long.parseLong(request.path().pathParameters().get("id"));
            int portions = Integer.parseInt(request.query().get("portions"));
            response.header(TEXT).send(HttpScenario.order(id, portions).getBytes(StandardCharsets.UTF_8));
        });
    }
}
