package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.errors.ServiceUnavailable;
import dev.brigade.web.errors.Unprocessable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client is told of an error, by Brigade or by the application. */
class ErrorsTest {
    private final App app = App.named("test");

    private ClientResponse get(String target) {
        try (Client client = app.client()) {
            return client.get(target);
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
                        .doesNotContain("ErrorsTest")
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
                    .contains("ErrorsTest");
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
    void whatTheApplicationAnswersKeepsTheHeadersOfTheErrorUnlessItSaysOtherwise() {
        app.error(
                HttpError.class, (rq, e) -> Response.text("http " + e.detail()).status(e.status()));
        app.error(
                ServiceUnavailable.class,
                (rq, e) -> Response.text("later").status(503).header("Retry-After", "77"));
        app.error(NotFound.class, (rq, e) -> Response.text("nothing").status(410));
        app.get("/here", rq -> "here");
        app.get("/busy", rq -> {
            throw new ServiceUnavailable("busy", Duration.ofSeconds(2));
        });
        app.get("/gone", rq -> {
            throw new NotFound("gone").header("X-Of", "404");
        });
        try (Client client = app.client()) {
            assertThat(client.delete("/here").status()).isEqualTo(405);
            assertThat(client.delete("/here").header("Allow")).contains("GET, HEAD, OPTIONS");
            assertThat(client.get("/busy").headers("Retry-After")).containsExactly("77");
            assertThat(client.get("/gone").header("X-Of")).isEmpty(); // that of another status
        }
    }

    @Test
    void whatTheApplicationAnswers5xxIsInTheLogWithItsStackTraceAllTheSame() {
        app.error(Exception.class, (rq, e) -> Response.text("our own page").status(500));
        app.error(
                IllegalArgumentException.class,
                (rq, e) -> Response.text("your mistake").status(400));
        app.get("/broken", rq -> {
            throw new IllegalStateException("why");
        });
        app.get("/wrong", rq -> {
            throw new IllegalArgumentException("not why");
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertThat(client.get("/broken").text()).isEqualTo("our own page");
            assertThat(client.get("/wrong").text()).isEqualTo("your mistake");
            assertThat(log.with("ERROR"))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).contains("GET /broken #").contains("failed"));
        }
    }
}
