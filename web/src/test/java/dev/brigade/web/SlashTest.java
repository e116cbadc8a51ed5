package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Unauthorized;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path with a slash too many, or one too few, leads to the route without it, or with it. */
class SlashTest {
    private static App app() {
        App app = App.named("slashes");
        app.get("/orders", rq -> "orders");
        app.post("/orders", rq -> "ordered");
        app.get("/orders/{id:long}", rq -> "order");
        app.get("/menu/", rq -> "menu");
        app.get("/both", rq -> "without");
        app.get("/both/", rq -> "with");
        app.get("/files/{name:path}", rq -> "file " + rq.path("name"));
        app.get("/{name}/{other}", rq -> "two");
        return app;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders/,              /orders",
        "HEAD,   /orders/,              /orders",
        "POST,   /orders/?a=1&b=%2F,    /orders?a=1&b=%2F",
        "GET,    /orders/7/,            /orders/7",
        "GET,    /menu?page=2,          /menu/?page=2",
        "GET,    /%6Frders/,            /orders",
        "GET,    /orders/?next=//evil.example/, /orders?next=//evil.example/"
    })
    void it_is_said_where_to_go_and_the_query_is_kept(String method, String target, String location) {
        try (Client client = app().client()) {
            ClientResponse answer = client.send(method, target, Map.of(), new byte[0]);
            assertThat(answer.status()).isEqualTo(308);
            assertThat(answer.header("Location")).contains(location);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "///evil.example/",
                "/%5Cevil.example/",
                "//evil.example/x/",
                "/nothing/",
                "/",
                "//",
                "/orders//",
                "/files"
            })
    void to_other_hosts_and_to_nothing_nobody_is_led(String target) {
        try (Client client = app().client()) {
            ClientResponse answer = client.get(target);
            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.header("Location")).isEmpty();
        }
    }

    @Test
    void what_there_is_with_and_without_is_answered_as_it_is_asked_for() {
        try (Client client = app().client()) {
            assertThat(client.get("/both").text()).isEqualTo("without");
            assertThat(client.get("/both/").text()).isEqualTo("with");
            assertThat(client.delete("/orders").status()).isEqualTo(405);
            assertThat(client.delete("/orders/").status()).isEqualTo(404);
        }
    }

    @Test
    void a_group_whose_path_ends_with_a_slash_has_the_routes_that_it_says() {
        App app = App.named("slashes");
        app.group("/", all -> {
            all.get("/", rq -> "home");
            all.get("/orders", rq -> "orders");
            all.group("/", deeper -> deeper.get("/deep", rq -> "deep"));
        });
        app.group("/admin/", admin -> {
            admin.get("/", rq -> "admin");
            admin.get("/orders", rq -> "all orders");
            admin.group("/menu/", menu -> menu.get("/{id:int}", rq -> "dish"));
        });
        try (Client client = app.client()) {
            assertThat(client.get("/").text()).isEqualTo("home");
            assertThat(client.get("/orders").text()).isEqualTo("orders");
            assertThat(client.get("/deep").text()).isEqualTo("deep");
            assertThat(client.get("/admin").text()).isEqualTo("admin");
            assertThat(client.get("/admin/orders").text()).isEqualTo("all orders");
            assertThat(client.get("/admin/menu/7").text()).isEqualTo("dish");
        }
    }

    @Test
    void filters_of_the_application_come_first() {
        App app = App.named("slashes");
        app.before(rq -> {
            throw new Unauthorized("Sign in first");
        });
        app.get("/orders", rq -> "orders");
        try (Client client = app.client()) {
            assertThat(client.get("/orders/").status()).isEqualTo(401);
        }
    }
}
