package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A response that is made once and returned by many requests. */
class KeptResponseTest {
    private final Response kept = Response.text("hello").header("X-Kept", "yes").cookie("seen", "1");

    @Test
    void filters_add_to_the_answer_and_not_to_what_is_kept() {
        App app = App.named("test");
        app.after((rq, response) -> response.addHeader("X-Added", rq.query("n").orElse("")));
        app.get("/", _ -> kept);
        try (InProcess client = InProcess.of(app)) {
            assertThat(client.get("/?n=1").header("X-Added")).contains("1");
            ClientResponse second = client.get("/?n=2");
            assertThat(second.header("X-Added")).contains("2");
            assertThat(second.header("X-Kept")).contains("yes");
            assertThat(second.header("Set-Cookie")).get().asString().startsWith("seen=1");
            assertThat(kept.header("X-Added")).isEmpty();
        }
    }

    @Test
    void a_handler_that_changes_it_is_told_that_others_would_answer_that_too() {
        App app = App.named("test");
        app.get("/", rq -> kept.addHeader("X-Who", rq.query("n").orElse("")));
        try (QuietLogs _ = new QuietLogs();
                InProcess client = InProcess.of(app)) {
            assertThat(client.get("/?n=1").status()).isEqualTo(500);
            assertThat(kept.header("X-Who")).isEmpty();
        }
    }

    @Test
    void also_not_by_the_request_that_has_made_it() {
        Map<String, Response> menu = new ConcurrentHashMap<>();
        App app = App.named("test");
        app.after((rq, response) -> response.cookie("visitor", rq.query("n").orElse("")));
        app.around((rq, next) -> {
            Response known = menu.get("around");
            if (known == null) { // as a cache does
                known = (Response) next.handle(rq);
                menu.put("around", known);
            }
            return known;
        });
        app.get("/", _ -> menu.computeIfAbsent("handler", _ -> Response.text("hello")));
        try (InProcess client = InProcess.of(app)) {
            assertThat(client.get("/?n=1").header("Set-Cookie"))
                    .get()
                    .asString()
                    .startsWith("visitor=1");
            assertThat(client.get("/?n=2").headers("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("visitor=2");
            assertThat(menu.values()).hasSize(2).allSatisfy(kept -> {
                assertThat(kept.cookies()).isEmpty();
                assertThat(kept.header("Content-Type")).isEmpty();
            });
        }
    }
}
