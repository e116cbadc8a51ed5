package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static App app() {
        App app = App.named("echo");
        app.route("PATCH", "/", rq -> "patched " + rq.bodyText());
        app.get(
                "/",
                rq -> rq.header("Authorization").orElse("nobody") + " in "
                        + rq.header("Accept-Language").orElse("?"));
        app.get("/cookie", rq -> Response.text(rq.cookie("seen").orElse("new")).cookie("seen", "before"));
        return app;
    }

    @Test
    void patches_with_a_value_as_JSON() {
        try (Client client = app().client()) {
            assertThat(client.patch("/", Map.of("portions", 3)).text()).isEqualTo("patched {\"portions\":3}");
        }
    }

    @Test
    void sends_headers_with_each_request() {
        try (Client client = app().client()) {
            Client cook = client.with("Authorization", "Bearer 1").with("Accept-Language", "en");
            assertThat(cook.get("/").text()).isEqualTo("Bearer 1 in en");
            assertThat(cook.with("authorization", "Bearer 2").get("/").text()).isEqualTo("Bearer 2 in en");
            assertThat(cook.send("GET", "/", Map.of("Authorization", "Bearer 3"), new byte[0])
                            .text())
                    .isEqualTo("Bearer 3 in en");
            assertThat(client.get("/").text()).isEqualTo("nobody in ?");
        }
    }

    @Test
    void with_a_header_it_is_the_same_visitor_and_does_not_stop_the_application() {
        try (Client client = app().client()) {
            client.get("/cookie");
            try (Client cook = client.with("Authorization", "Bearer 1")) {
                assertThat(cook.get("/cookie").text()).isEqualTo("before");
            }
            assertThat(client.get("/cookie").text()).isEqualTo("before");
        }
    }
}
