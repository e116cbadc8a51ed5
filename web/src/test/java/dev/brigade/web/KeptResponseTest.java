package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

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
}
