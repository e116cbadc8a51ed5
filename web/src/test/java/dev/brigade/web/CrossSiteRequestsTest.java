package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application answers to requests that another site made a browser send. */
class CrossSiteRequestsTest {
    private static final Map<String, String> EVIL =
            Map.of("Cookie", "a=b", "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example");

    private final App app = App.named("test");

    CrossSiteRequestsTest() {
        app.get("/orders", rq -> "orders");
        app.post("/orders", rq -> "ordered");
        app.post("/callback", rq -> "called").crossSite();
        app.group("/hooks", hooks -> {
            hooks.post("/before", rq -> "");
            hooks.crossSite();
            hooks.delete("/after", rq -> "called");
        });
    }

    private static ClientResponse send(Client client, String method, String target, Map<String, String> headers) {
        return client.send(method, target, headers, new byte[0]);
    }

    @Test
    void one_that_may_change_something_is_refused_with_what_to_do_and_one_that_reads_is_not() {
        try (Client client = app.client()) {
            ClientResponse refused = send(client, "POST", "/orders", EVIL);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text())
                    .contains(
                            "https://evil.example", "Sec-Fetch-Site is cross-site", "app.trustOrigin", ".crossSite()");
            assertThat(send(client, "GET", "/orders", EVIL).status()).isEqualTo(200);
            assertThat(send(client, "POST", "/orders", Map.of("Cookie", "a=b")).status())
                    .isEqualTo(200);
            assertThat(send(client, "POST", "/orders", Map.of("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(200); // without cookies it could do as much by itself
        }
    }

    @Test
    void with_sessions_it_is_refused_without_cookies_too_since_it_could_sign_a_visitor_in() {
        try (Client client = app.sessions().client()) {
            assertThat(send(client, "POST", "/orders", Map.of("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(403);
            assertThat(send(client, "POST", "/orders", Map.of()).status()).isEqualTo(200);
        }
    }

    @Test
    void a_route_or_a_group_may_take_them_and_the_list_of_routes_says_so() {
        try (Client client = app.client()) {
            assertThat(send(client, "POST", "/callback", EVIL).text()).isEqualTo("called");
            assertThat(send(client, "POST", "/hooks/before", EVIL).status()).isEqualTo(403);
            assertThat(send(client, "DELETE", "/hooks/after", EVIL).text()).isEqualTo("called");
        }
        assertThat(CommandLineRun.table(app.routes()).lines().filter(line -> line.endsWith(", cross-site")))
                .hasSize(2);
    }

    @Test
    void an_origin_may_be_trusted() {
        app.trustOrigin("https://evil.example:443");
        try (Client client = app.client()) {
            assertThat(send(client, "POST", "/orders", EVIL).text()).isEqualTo("ordered");
        }
        assertThatThrownBy(() -> app.trustOrigin("evil.example")).hasMessageContaining("https://shop.example");
    }

    @Test
    void no_filter_and_no_handler_sees_a_refused_one_and_an_error_handler_may_answer_it() {
        App strict = App.named("strict");
        strict.before(rq -> {
            throw new IllegalStateException("must not run");
        });
        strict.post("/", rq -> "");
        strict.error(
                dev.brigade.web.errors.Forbidden.class,
                (rq, e) -> Response.text("no").status(403));
        try (Client client = strict.client()) {
            assertThat(send(client, "POST", "/", EVIL).text()).isEqualTo("no");
        }
    }
}
