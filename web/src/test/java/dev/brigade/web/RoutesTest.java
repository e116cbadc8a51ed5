package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.errors.ServiceUnavailable;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.errors.Unauthorized;
import dev.brigade.web.errors.Unprocessable;
import dev.brigade.web.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void errorsAreProblemsOrPages() {
        app.get("/conflict", rq -> {
            throw new Conflict("sold out");
        });
        app.get("/busy", rq -> {
            throw new ServiceUnavailable("busy", Duration.ofMillis(1200));
        });
        app.get("/wrong", rq -> {
            throw new Unprocessable("dish", "is <unknown>");
        });
        try (Client client = app.client()) {
            assertThat(client.get("/conflict").text())
                    .isEqualTo(
                            "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"sold out\"}");
            assertThat(client.get("/conflict").header("Content-Type")).contains("application/problem+json");
            assertThat(client.get("/busy").header("Retry-After")).contains("2");
            assertThat(client.get("/wrong").text())
                    .contains("\"errors\":[{\"field\":\"dish\",\"message\":\"is <unknown>\"}]");
            ClientResponse page = client.send("GET", "/wrong", Map.of("Accept", "text/html,*/*;q=0.8"), new byte[0]);
            assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.text()).contains("<b>dish</b> is &lt;unknown&gt;");
        }
    }

    @Test
    void inProductionAnErrorOfTheServerShowsNothingOfItsInside() {
        app.get("/", rq -> {
            throw new IllegalStateException("the secret is 42");
        });
        try (Client client = app.client()) {
            for (String accept : List.of("application/json", "text/html")) {
                ClientResponse answer = client.send("GET", "/", Map.of("Accept", accept), new byte[0]);
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.text())
                        .doesNotContain("42")
                        .doesNotContain("IllegalState")
                        .doesNotContain("RoutesTest")
                        .contains("GET / #");
            }
        }
    }

    @Test
    void inDevelopmentItShowsTheStackTrace() {
        app.get("/", rq -> {
            throw new IllegalStateException("<b>why</b>");
        });
        try (Client client = app.client("--mode", "development")) {
            assertThat(client.send("GET", "/", Map.of("Accept", "text/html"), new byte[0])
                            .text())
                    .contains("IllegalStateException: &lt;b&gt;why&lt;/b&gt;")
                    .contains("RoutesTest");
        }
    }

    @Test
    void anErrorHandlerTakesItsTypeAndSubtypes() {
        app.error(
                HttpError.class, (rq, e) -> Response.text("http " + e.detail()).status(e.status()));
        app.error(RuntimeException.class, (rq, e) -> Response.text("runtime").status(500));
        app.error(Conflict.class, (rq, e) -> {
            throw new IllegalStateException("a handler that fails");
        });
        app.get("/missing", rq -> {
            throw new NotFound("x");
        });
        app.get("/broken", rq -> {
            throw new IllegalArgumentException();
        });
        app.get("/conflict", rq -> {
            throw new Conflict("x");
        });
        try (Client client = app.client()) {
            assertThat(client.get("/missing").text()).isEqualTo("http x");
            assertThat(client.get("/nowhere").text()).isEqualTo("http There is nothing at /nowhere");
            assertThat(client.get("/broken").text()).isEqualTo("runtime");
            assertThat(client.get("/conflict").status()).isEqualTo(500);
        }
    }

    @Test
    void anErrorHandlerWhoseAnswerCanNotBeRenderedStillGetsTheClientAnAnswer() {
        app.error(Conflict.class, (rq, e) -> View.of("greeting.html")); // its variables are missing
        app.get("/", rq -> {
            throw new Conflict("x");
        });
        ClientResponse answer = get("/");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("\"status\":500").doesNotContain("greeting");
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
    void aFolderOfFilesMayBeServedAtTheRoot() {
        try (Client client = App.named("files").files("/", "static").client()) {
            assertThat(client.get("/hello.txt").status()).isEqualTo(200);
            assertThat(client.get("/none.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void aPortThatNoneIsIsToldAsAMistakeOfTheSetting() {
        assertThatThrownBy(() -> App.named("far").start("--port", "99999"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void aHostThatIsNotThereIsTold() {
        assertThatThrownBy(() -> App.named("far").start("--port", "0", "--host", "nosuch.invalid"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no such host");
    }

    @Test
    void aStartAsksNoErrorHandler() {
        List<String> asked = new ArrayList<>();
        App quiet = App.named("quiet");
        quiet.error(NotFound.class, (rq, e) -> {
            asked.add(rq.path());
            return Response.ok("none").status(404);
        });
        try (Server _ = quiet.start("--port", "0")) {
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void staticFilesAreServedAndKept() {
        try (Client client = app.client()) {
            ClientResponse file = client.get("/static/hello.txt");
            assertThat(file.text()).isEqualTo("hello\n");
            assertThat(file.header("Cache-Control")).contains("public, max-age=3600");
            String etag = file.header("ETag").orElseThrow();
            ClientResponse known =
                    client.send("GET", "/static/hello.txt", Map.of("If-None-Match", "\"x\", W/" + etag), new byte[0]);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.text()).isEmpty();
            for (String path : List.of(
                    "/static/../secret.txt",
                    "/static/%2e%2e/secret.txt",
                    "/static/..%2fsecret.txt",
                    "/static/sub/..%5c..%5csecret.txt",
                    "/static/",
                    "/static/sub",
                    "/static/sub%2Fdeep.css",
                    "/static//etc/passwd")) {
                ClientResponse answer = client.get(path);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.text()).as(path).doesNotContain("secret\n");
            }
        }
    }

    @Test
    void filtersGoAroundStaticFilesAndLetThroughWhatTheySay() {
        app.get("/sign-in", rq -> "who are you?");
        app.before(rq -> {
            if (rq.path().startsWith("/static/")) {
                return;
            }
            throw new Unauthorized("Sign in first");
        });
        app.files("/assets", "static");
        app.after((rq, response) -> response.header("X-Filtered", "yes"));
        app.get("/orders", rq -> "secret");
        try (Client client = app.client()) {
            assertThat(client.get("/sign-in").status()).isEqualTo(200);
            ClientResponse file = client.get("/static/hello.txt");
            assertThat(file.text()).isEqualTo("hello\n");
            assertThat(file.header("X-Filtered")).contains("yes");
            for (String refused :
                    List.of("/orders", "/assets/hello.txt", "/nowhere", "/%73tatic", "/static", "/static/../orders")) {
                assertThat(client.get(refused).text()).as(refused).doesNotContain("secret", "hello");
            }
            assertThat(client.get("/assets/hello.txt").status()).isEqualTo(401);
        }
    }

    @Test
    void anApplicationIsStartedOnce() {
        app.get("/", rq -> "");
        get("/");
        assertThatThrownBy(() -> get("/"))
                .hasMessage("Application test has been started already; call its factory again");
    }

    @Test
    void mistakesAreToldAtStart() {
        app.get("/a/{x}", rq -> "");
        app.get("/a/{y}", rq -> "");
        assertThatThrownBy(() -> get("/"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("two routes for GET /a/{y}");
        assertThatThrownBy(() -> App.named("My App")).hasMessageContaining("no name for an application");
        assertThatThrownBy(() -> App.named("x").migrations("db")).hasMessageContaining(".database(…)");
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

    @ParameterizedTest
    @CsvSource({
        "http.max.connections, 0",
        "http.max.head, 10",
        "http.max.body, -1",
        "http.max.body, 99999999999",
        "http.head.deadline, 0s",
        "http.body.grace, P-1D",
        "http.body.rate, 0",
        "http.write.grace, 99999999h",
        "http.write.rate, -5",
        "http.idle.deadline, 0ms",
        "requests.running, 0",
        "requests.wait, P-1D",
        "retry.runs, 0",
        "stop.grace, P-1D",
        "stop.grace, 9999999999h",
        "static.max.age, P-1D",
        "database.idle.warning, 9999999999h",
        "database.pool.timeout, 9999999999h",
        "guard.wait, 9999999999h",
        "guard.held, 9999999999h"
    })
    void aSettingThatCanNotBeIsToldAtTheStart(String name, String value) {
        assertThatThrownBy(() -> App.named("wrong").client("--" + name, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Setting " + name)
                .hasMessageContaining("set it to");
    }
}
