package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.Unauthorized;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts in pages of other origins may read and send. */
class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static final Response CONSTANT = Response.text("menu");

    private final App app = App.named("api");

    CorsTest() {
        app.before(rq -> {
            if (rq.header("Authorization").isEmpty()) {
                throw new Unauthorized("Say who you are");
            }
        });
        app.get("/orders", rq -> CONSTANT);
        app.put("/orders", rq -> "put");
        app.get("/broken", rq -> {
            throw new IllegalStateException("broken");
        });
    }

    private static ClientResponse send(Client client, String method, String target, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return client.send(method, target, all, new byte[0]);
    }

    private static ClientResponse get(Client client, String target, String origin) {
        return send(client, "GET", target, "Origin", origin, "Authorization", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/broken", "/nothing"})
    void pages_of_an_origin_that_was_named_may_read_each_answer_and_no_others(String target) {
        app.cors(SHOP).exposing("X-Total", "ETag");
        try (Client client = app.client()) {
            ClientResponse answer = get(client, target, SHOP);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(SHOP);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Total, ETag");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.headers("Vary")).containsExactly("Origin");
            for (String other : new String[] {
                "https://evil.example",
                "http://shop.example",
                "null",
                SHOP + ".evil.example",
                "https://xshop.example",
                "*"
            }) {
                ClientResponse refused = get(client, target, other);
                assertThat(refused.header("Access-Control-Allow-Origin"))
                        .as(other)
                        .isEmpty();
                assertThat(refused.headers("Vary")).containsExactly("Origin");
            }
            assertThat(send(client, "GET", target).headers("Vary")).containsExactly("Origin");
        }
        assertThat(CONSTANT.header("Vary")).as("an application's own response").isEmpty();
    }

    @Test
    void what_is_answered_when_the_answer_to_an_error_fails_may_be_read_too() {
        app.cors(SHOP);
        app.error(IllegalStateException.class, (rq, e) -> View.of("no-such-template.html"));
        app.error(IllegalArgumentException.class, (rq, e) -> Response.stream("text/plain", out -> {}));
        app.get(
                "/stream",
                rq -> Response.stream("text/plain", out -> {
                    throw new IllegalArgumentException("before its first bytes");
                }));
        try (Client client = app.client()) {
            for (String target : new String[] {"/broken", "/stream"}) {
                ClientResponse answer = get(client, target, SHOP);
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.header("Access-Control-Allow-Origin"))
                        .as(target)
                        .contains(SHOP);
            }
        }
    }

    @Test
    void a_refusal_by_a_filter_may_be_read_too() {
        app.cors(SHOP);
        try (Client client = app.client()) {
            ClientResponse answer = send(client, "GET", "/orders", "Origin", SHOP);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(SHOP);
        }
    }

    @Test
    void what_a_browser_asks_first_is_answered_without_filters() {
        app.cors(SHOP);
        try (Client client = app.client()) {
            ClientResponse answer = send(
                    client,
                    "OPTIONS",
                    "/orders",
                    "Origin",
                    SHOP,
                    "Access-Control-Request-Method",
                    "PUT",
                    "Access-Control-Request-Headers",
                    "authorization, content-type");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(SHOP);
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS, PUT");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization, content-type");
            assertThat(answer.header("Access-Control-Max-Age")).contains("600");
            ClientResponse refused = send(
                    client,
                    "OPTIONS",
                    "/orders",
                    "Origin",
                    "https://evil.example",
                    "Access-Control-Request-Method",
                    "PUT");
            assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(refused.header("Access-Control-Allow-Methods")).isEmpty();
            assertThat(send(client, "OPTIONS", "/orders", "Origin", SHOP).status())
                    .as("that is no such question")
                    .isEqualTo(401);
        }
    }

    @Test
    void credentials_are_for_origins_that_were_named() {
        app.cors(SHOP).credentials();
        try (Client client = app.sessions().client()) {
            assertThat(get(client, "/orders", SHOP).header("Access-Control-Allow-Credentials"))
                    .contains("true");
            assertThat(send(
                                    client,
                                    "PUT",
                                    "/orders",
                                    "Origin",
                                    SHOP,
                                    "Authorization",
                                    "x",
                                    "Cookie",
                                    "a=b",
                                    "Sec-Fetch-Site",
                                    "cross-site")
                            .status())
                    .isEqualTo(200);
        }
        assertThatThrownBy(() -> App.named("api").cors("*").credentials())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name the origins");
        assertThatThrownBy(() -> App.named("api").cors("*", SHOP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> App.named("api").cors("shop.example")).hasMessageContaining("is no origin");
        assertThatThrownBy(() -> App.named("api").cors()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void all_may_read_what_is_answered_without_credentials() {
        app.cors("*");
        try (Client client = app.client()) {
            ClientResponse answer = get(client, "/orders", "https://any.example");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Vary")).isEmpty();
        }
    }

    @Test
    void a_script_without_cookies_may_send_what_changes_something_and_a_form_may_not() {
        app.cors(SHOP);
        try (Client client = app.sessions().client()) {
            String[] script = {
                "Origin", SHOP, "Authorization", "x", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"
            };
            assertThat(send(client, "PUT", "/orders", script).status()).isEqualTo(200);
            String[] form = script.clone();
            form[7] = "navigate";
            assertThat(send(client, "PUT", "/orders", form).status()).isEqualTo(403);
            String[] other = script.clone();
            other[1] = "https://evil.example";
            assertThat(send(client, "PUT", "/orders", other).status()).isEqualTo(403);
        }
    }

    @Test
    void thousands_of_names_of_headers_that_a_script_asks_about_are_answered_as_few_are() {
        app.cors(SHOP);
        String names = "a,".repeat(10_000) + "b";
        try (Client client = app.client()) {
            ClientResponse answer = send(
                    client,
                    "OPTIONS",
                    "/orders",
                    "Origin",
                    SHOP,
                    "Access-Control-Request-Method",
                    "PUT",
                    "Access-Control-Request-Headers",
                    names);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Headers")).contains(names);
        }
    }
}
