package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoutesTest {
    record Dish(String name, int portions) {}

    private final App app = App.named("test");

    private ClientResponse get(String target) {
        try (Client client = app.client()) {
            return client.get(target);
        }
    }

    @Test
    void aStringIsTextAndNotHtml() {
        app.get("/", rq -> "<b>Hello</b>, Wörld");
        ClientResponse answer = get("/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("<b>Hello</b>, Wörld");
        assertThat(answer.header("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aRecordOrAListIsJson() {
        app.get("/", rq -> List.of(new Dish("soup", 2)));
        ClientResponse answer = get("/");
        assertThat(answer.text()).isEqualTo("[{\"name\":\"soup\",\"portions\":2}]");
        assertThat(answer.header("Content-Type")).contains("application/json");
    }

    @Test
    void aViewIsAPage() {
        app.get("/orders/{id:long}", rq -> View.of("greeting.html", "name", "<i>", "id", rq.path("id", long.class)))
                .named("order");
        ClientResponse answer = get("/orders/7");
        assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.text().strip()).isEqualTo("Hello &lt;i&gt;, /orders/7");
    }

    @Test
    void anEmptyOptionalIsNotFound() {
        app.get("/{name}", rq -> Optional.of(rq.path("name")).filter("soup"::equals));
        try (Client client = app.client()) {
            assertThat(client.get("/soup").text()).isEqualTo("soup");
            assertThat(client.get("/cake").status()).isEqualTo(404);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a handler that is not checked may do
    void nullIsAMistakeOfTheHandler() {
        app.get("/", rq -> Map.of().get("x"));
        assertThat(get("/").status()).isEqualTo(500);
    }

    /** Its getters would be the answer, with 200: that it is done, and whether by a failure. */
    @Test
    void whatIsNoAnswerYetIsAMistakeOfTheHandler() {
        app.database("jdbc:h2:mem:" + UUID.randomUUID());
        Object future = CompletableFuture.completedFuture(new Dish("soup", 1));
        app.get("/future", rq -> future);
        app.get("/rows", rq -> Response.ok(rq.connection().createStatement().executeQuery("select 1")));
        app.get(
                "/iterator",
                rq -> rq.db().createQuery("select 1").mapTo(int.class).iterator());
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            for (String path : List.of("/future", "/rows", "/iterator")) {
                assertThat(client.get(path).status()).as(path).isEqualTo(500);
            }
            assertThat(log.traces()).hasSize(3).allMatch(failure -> failure.contains("which is no answer"));
        }
    }

    @Test
    void aParameterThatIsOfAnotherTypeThanTheHandlerAsksForIsToldSo() {
        app.get("/beds/{id:int}", rq -> rq.path("id", UUID.class));
        ClientResponse answer = get("/beds/5");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("There is nothing at /beds/5: id must be a UUID, not \\\"5\\\"");
    }

    @Test
    void aResponseSaysMore() {
        app.get(
                "/",
                rq -> Response.ok(new Dish("soup", 1))
                        .status(202)
                        .header("X-A", "1")
                        .addHeader("X-A", "2"));
        ClientResponse answer = get("/");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("x-a")).contains("1");
        assertThatThrownBy(() -> Response.of(200).header("X", "a\r\nSet-Cookie: b"))
                .hasMessageContaining("U+000D");
    }

    @Test
    void groupsHaveAPrefixAndFiltersOfTheirOwn() {
        app.around((rq, next) -> "app(" + next.handle(rq) + ")");
        app.group("/admin", admin -> {
            admin.around((rq, next) -> "admin(" + next.handle(rq) + ")");
            admin.get("/", rq -> "home");
            admin.group("/users", users -> users.get("/{id:int}", rq -> "user " + rq.path("id", int.class)));
        });
        app.get("/public", rq -> "public");
        try (Client client = app.client()) {
            assertThat(client.get("/admin").text()).isEqualTo("app(admin(home))");
            assertThat(client.get("/admin/users/3").text()).isEqualTo("app(admin(user 3))");
            assertThat(client.get("/public").text()).isEqualTo("app(public)");
        }
    }

    @Test
    void beforeMayRefuseAndAfterMayAdd() {
        app.before(rq -> {
            if (rq.header("X-Key").isEmpty()) {
                throw new HttpError(401, "Say who you are");
            }
            rq.attach(String.class, rq.header("X-Key").get());
        });
        app.after((rq, response) ->
                response.header("X-After", rq.attached(String.class).orElse("")));
        app.get("/", rq -> "in");
        try (Client client = app.client()) {
            assertThat(client.get("/").status()).isEqualTo(401);
            ClientResponse in = client.send("GET", "/", Map.of("X-Key", "k"), new byte[0]);
            assertThat(in.text()).isEqualTo("in");
            assertThat(in.header("X-After")).contains("k");
        }
    }

    @Test
    void filtersOfTheApplicationSeeWhatNoRouteTakes() {
        app.after((rq, response) -> response.header("X-After", "yes"));
        app.around((rq, next) -> {
            try {
                return next.handle(rq);
            } catch (NotFound e) {
                return Response.text("custom").status(404);
            }
        });
        ClientResponse answer = get("/nowhere");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("custom");
        assertThat(answer.header("X-After")).contains("yes");
    }

    @Test
    void unknownPathsAndMethodsAreToldSo() {
        app.post("/orders", rq -> "");
        try (Client client = app.client()) {
            assertThat(client.get("/none").text()).contains("\"status\":404").contains("There is nothing at /none");
            ClientResponse wrong = client.get("/orders");
            assertThat(wrong.status()).isEqualTo(405);
            assertThat(wrong.header("Allow")).contains("OPTIONS, POST");
            ClientResponse options = client.send("OPTIONS", "/orders", Map.of(), new byte[0]);
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("Allow")).contains("OPTIONS, POST");
            assertThat(client.get("/%zz").status()).isEqualTo(400);
        }
    }

    @Test
    void anAddressToGoToMayHaveAnyCharacters() {
        app.post("/orders", rq -> Response.redirect("/dishes/crème brûlée?of=ü%C3%BC&é#\ud83c\udf70"));
        app.post("/dishes", rq -> Response.created("/dishes/soup%20%26"));
        try (Client client = app.client()) {
            assertThat(client.post("/orders", "").header("Location"))
                    .contains("/dishes/cr%C3%A8me%20br%C3%BBl%C3%A9e?of=%C3%BC%C3%BC&%C3%A9#%F0%9F%8D%B0");
            assertThat(client.post("/dishes", "").header("Location")).contains("/dishes/soup%20%26");
            assertThat(Response.redirect("/\\evil.example").header("Location")).contains("/%5Cevil.example");
            assertThat(Response.redirect("/\t/evil.example").header("Location")).contains("/%09/evil.example");
            assertThat(Response.redirect("/a?b[]={c}&d=e%20f#g").header("Location"))
                    .contains("/a?b[]=%7Bc%7D&d=e%20f#g");
            assertThatThrownBy(() -> Response.redirect("/\r\nSet-Cookie: a=b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    interface Topping {}

    record Pizza(Topping topping) {}

    @Test
    void aBodyThatNoClientCouldMakeFitIsAnErrorThatIsLogged() {
        app.post("/", rq -> rq.body(Pizza.class));
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            ClientResponse answer = client.post("/", Map.of("topping", Map.of("cheese", 1)));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("Topping");
            assertThat(log.with("ERROR POST / #")).hasSize(1);
        }
    }

    @Test
    void headIsGetWithoutABody() {
        app.get("/", rq -> rq.method());
        try (Client client = app.client()) {
            ClientResponse head = client.send("HEAD", "/", Map.of(), new byte[0]);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.text()).isEmpty();
        }
    }

    @Test
    void queriesHaveTypes() {
        app.get("/", rq -> rq.query("n", int.class).map(n -> n + 1).orElse(0) + " " + rq.queryAll("tag"));
        try (Client client = app.client()) {
            assertThat(client.get("/?n=41&tag=a&tag=b%20c").text()).isEqualTo("42 [a, b c]");
            assertThat(client.get("/").text()).isEqualTo("0 []");
            ClientResponse wrong = client.get("/?n=x");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.text()).contains("Query parameter n must be a whole number");
        }
    }

    @Test
    void bodiesAreJsonOrForms() {
        app.post("/", rq -> rq.body(Dish.class).toString());
        try (Client client = app.client()) {
            assertThat(client.post("/", new Dish("soup", 2)).text()).isEqualTo("Dish[name=soup, portions=2]");
            assertThat(client.postForm("/", Map.of("name", "a&b", "portions", "3"))
                            .text())
                    .isEqualTo("Dish[name=a&b, portions=3]");
            assertThat(client.send("POST", "/", Map.of("Content-Type", "text/xml"), new byte[0])
                            .status())
                    .isEqualTo(415);
            assertThat(client.send("POST", "/", Map.of(), new byte[0]).status()).isEqualTo(415);
            assertThat(client.send("POST", "/", Map.of("Content-Type", "application/json; charset=utf-8"), new byte[0])
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void theTableOfRoutesSaysHowTheirTransactionsRun() {
        app.get("/orders", rq -> "");
        app.post("/orders/{id:long}", rq -> "")
                .isolation(dev.brigade.data.options.Isolation.READ_COMMITTED)
                .once();
        assertThat(CommandLineRun.table(app.routes())).isEqualToNormalizingNewlines("""
                        GET     /orders            serializable, read only
                        POST    /orders/{id:long}  read committed, once
                        """);
    }
}
