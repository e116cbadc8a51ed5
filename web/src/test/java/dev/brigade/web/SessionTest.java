package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.cookies.Cookie;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.session.Flash;
import dev.brigade.web.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cookies, sessions and messages, as handlers and pages use them. */
class SessionTest {
    private static final String KEY = "a key for tests which is long enough";

    private final App app = App.named("test").sessions();

    SessionTest() {
        app.post("/sign-in/{user}", rq -> {
            rq.session().put("user", rq.path("user"));
            rq.flash("Welcome");
            return Response.redirect("/");
        });
        app.post("/sign-out", rq -> {
            rq.session().clear();
            return Response.noContent();
        });
        app.get("/", rq -> rq.session().get("user").orElse("a guest"));
        app.get("/flashes", rq -> rq.flashes());
        app.get("/page", rq -> View.of("flashes.html"));
        app.get("/quiet", rq -> View.of("quiet.html"));
        app.get("/nothing", rq -> "nothing");
    }

    private static ClientResponse post(Client client, String target) {
        return client.send("POST", target, Map.of(), new byte[0]);
    }

    @Test
    void a_client_is_remembered_until_it_signs_out_and_another_is_somebody_else() {
        try (Client anna = app.client()) {
            Client bob = anna.another();
            post(anna, "/sign-in/Anna");
            post(bob, "/sign-in/Bob");
            assertThat(anna.get("/").text()).isEqualTo("Anna");
            assertThat(bob.get("/").text()).isEqualTo("Bob");
            post(bob, "/sign-out");
            bob.close(); // which does not stop the application
            assertThat(bob.get("/").text()).isEqualTo("a guest");
            assertThat(anna.get("/").text()).isEqualTo("Anna");
        }
    }

    @Test
    void a_message_is_shown_once_by_the_next_page_that_shows_messages() {
        try (Client client = app.client()) {
            post(client, "/sign-in/Anna");
            assertThat(client.get("/quiet").text()).isEqualTo("Anna");
            assertThat(client.get("/page").text()).isEqualTo("Anna:[message Welcome]");
            assertThat(client.get("/page").text()).isEqualTo("Anna:");
            assertThat(client.another().get("/page").text()).isEqualTo(":");
        }
    }

    @Test
    void a_page_may_use_these_names_itself() {
        app.get("/own", rq -> View.of("flashes.html", "session", Map.of("user", "own"), "flashes", List.of()));
        try (Client client = app.client()) {
            post(client, "/sign-in/Anna");
            assertThat(client.get("/own").text()).isEqualTo("own:");
            assertThat(client.get("/flashes").text()).contains("Welcome");
        }
    }

    @Test
    void what_was_made_of_a_session_is_kept_from_shared_caches() {
        app.post("/cached", rq -> {
            rq.session().put("a", 1);
            return Response.noContent()
                    .header("Cache-Control", "public, max-age=60")
                    .header("Vary", "Accept");
        });
        app.post("/private", rq -> {
            rq.session().put("a", 2);
            return Response.noContent().header("Cache-Control", "private, max-age=60");
        });
        try (Client client = app.client()) {
            ClientResponse signedIn = post(client, "/sign-in/Anna");
            assertThat(signedIn.header("Cache-Control")).contains("no-store");
            assertThat(signedIn.header("Vary")).contains("Cookie");
            assertThat(signedIn.header("Set-Cookie").orElseThrow())
                    .startsWith("__Host-test-session=")
                    .endsWith("; Path=/; Max-Age=1209600; Secure; HttpOnly; SameSite=Lax");
            ClientResponse cached = post(client, "/cached");
            assertThat(cached.header("Cache-Control")).contains("no-store");
            assertThat(cached.headers("Vary")).containsExactly("Accept", "Cookie");
            assertThat(post(client, "/private").header("Cache-Control")).contains("private, max-age=60");
            ClientResponse read = client.get("/");
            assertThat(read.headers("Set-Cookie")).isEmpty();
            assertThat(read.header("Cache-Control")).isEmpty();
            assertThat(read.header("Vary")).contains("Cookie");
            assertThat(client.get("/nothing").header("Vary")).isEmpty();
        }
    }

    @Test
    void a_response_in_a_constant_keeps_nobodys_session() {
        Response done = Response.noContent();
        app.post("/constant/{user}", rq -> {
            rq.session().put("user", rq.path("user"));
            return done;
        });
        app.get("/constant", rq -> done);
        try (Client client = app.client()) {
            post(client, "/constant/Anna");
            assertThat(client.another().get("/constant").headers("Set-Cookie")).isEmpty();
            assertThat(client.get("/").text()).isEqualTo("Anna");
        }
    }

    @Test
    void a_handler_of_an_error_begins_with_the_session_as_it_arrived_and_may_say_what_went_wrong() {
        app.error(Conflict.class, (rq, e) -> {
            rq.flash(
                    "error", e.getMessage() + " for " + rq.session().get("user").orElse("?"));
            return Response.redirect("/page");
        });
        app.error(IllegalStateException.class, (rq, e) -> {
            rq.flash("never sent");
            return Response.of(500);
        });
        app.post("/refused", rq -> {
            rq.session().put("user", "Mallory");
            rq.flash("done");
            throw new Conflict("sold out");
        });
        app.post("/fails", rq -> {
            throw new IllegalStateException("on purpose");
        });
        try (Client client = app.client()) {
            post(client, "/sign-in/Anna");
            client.get("/flashes");
            assertThat(post(client, "/refused").status()).isEqualTo(303);
            assertThat(post(client, "/fails").headers("Set-Cookie")).isEmpty();
            assertThat(client.get("/page").text()).isEqualTo("Anna:[error sold out for Anna]");
        }
    }

    @Test
    void a_handler_of_an_error_that_rolls_back_or_throws_leaves_the_session_as_it_was() {
        app.error(Conflict.class, (rq, e) -> {
            rq.session().put("user", "Mallory");
            rq.rollbackOnly();
            return Response.redirect("/page");
        });
        app.error(IllegalStateException.class, (rq, e) -> {
            rq.session().put("user", "Mallory");
            throw new NotFound("not so");
        });
        app.post("/rolled-back", rq -> {
            throw new Conflict("sold out");
        });
        app.post("/thrown", rq -> {
            throw new IllegalStateException("on purpose");
        });
        try (Client client = app.client()) {
            post(client, "/sign-in/Anna");
            assertThat(post(client, "/rolled-back").headers("Set-Cookie")).isEmpty();
            assertThat(post(client, "/thrown").headers("Set-Cookie")).isEmpty();
            assertThat(client.get("/").text()).isEqualTo("Anna");
        }
    }

    @Test
    void an_answer_to_an_error_that_came_of_a_session_says_so_to_caches() {
        app.error(NotFound.class, (rq, e) -> Response.of(404).body("nothing here"));
        app.get("/mine", rq -> {
            return rq.session().get("user").orElseThrow(() -> new NotFound("for members"));
        });
        app.get("/streamed", rq -> {
            boolean member = rq.session().get("user").isPresent();
            return Response.stream("text/plain", out -> {
                if (!member) {
                    throw new NotFound("for members");
                }
            });
        });
        try (Client client = app.client()) {
            assertThat(client.get("/mine").header("Vary")).contains("Cookie");
            assertThat(client.get("/streamed").header("Vary")).contains("Cookie");
            assertThat(client.get("/none").header("Vary")).isEmpty();
        }
    }

    @Test
    void a_session_that_is_too_large_is_an_error_and_leaves_the_old_one() {
        app.post("/large", rq -> {
            rq.session().put("cart", "x".repeat(5000)).put("user", "Bob");
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            post(client, "/sign-in/Anna");
            ClientResponse large = post(client, "/large");
            assertThat(large.status()).isEqualTo(500);
            assertThat(large.headers("Set-Cookie")).isEmpty();
            assertThat(log.with("failed")).isNotEmpty();
            assertThat(client.get("/").text()).isEqualTo("Anna");
        }
    }

    @Test
    void in_a_stream_and_after_the_commit_it_can_be_read_and_not_changed() {
        List<String> hooks = new ArrayList<>();
        app.get(
                "/stream",
                rq -> Response.stream("text/plain", out -> {
                    String text = rq.session().get("user").orElse("?");
                    try {
                        rq.session().put("user", "Bob");
                    } catch (IllegalStateException e) {
                        text += ": " + e.getMessage();
                    }
                    out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }));
        app.post("/hook", rq -> {
            rq.afterCommit(() -> {
                try {
                    rq.flash("too late");
                } catch (IllegalStateException e) {
                    hooks.add(String.valueOf(e.getMessage()));
                }
            });
            return "";
        });
        try (Client client = app.client()) {
            post(client, "/sign-in/Anna");
            assertThat(client.get("/stream").text())
                    .startsWith("Anna: The answer of GET /stream #")
                    .contains("change it before the handler returns");
            post(client, "/hook");
            assertThat(hooks).singleElement().asString().contains("POST /hook #");
        }
    }

    @Test
    void cookies_of_a_response_are_lines_of_their_own_and_come_back() {
        app.post(
                "/cookies",
                rq -> Response.noContent()
                        .cookie("a", "1")
                        .cookie("a", "2")
                        .cookie(Cookie.of("b", "3").path("/deep"))
                        .cookie(Cookie.of("c", "4").httpOnly(false).secure(false)));
        app.post("/forget", rq -> Response.noContent().forgetCookie("a"));
        app.get("/deep/{name}", rq -> rq.cookie(rq.path("name")).orElse("none"));
        try (Client client = app.client()) {
            assertThat(post(client, "/cookies").headers("Set-Cookie"))
                    .containsExactly(
                            "a=2; Path=/; Secure; HttpOnly; SameSite=Lax",
                            "b=3; Path=/deep; Secure; HttpOnly; SameSite=Lax",
                            "c=4; Path=/; SameSite=Lax");
            assertThat(client.get("/deep/a").text()).isEqualTo("2");
            assertThat(client.get("/deep/b").text()).isEqualTo("3");
            assertThat(client.send("GET", "/deep/a", Map.of("Cookie", "x=y"), new byte[0])
                            .text())
                    .isEqualTo("none"); // a header of its own goes before what is kept
            post(client, "/forget");
            assertThat(client.get("/deep/a").text()).isEqualTo("none");
        }
    }

    @Test
    void an_application_that_did_not_ask_for_sessions_is_told_so() {
        App plain = App.named("plain");
        plain.get("/", rq -> rq.session().get("user").orElse(""));
        try (LogLines log = new LogLines("brigade");
                Client client = plain.client()) {
            assertThat(client.get("/").status()).isEqualTo(500);
            assertThat(log.with("GET / #")).isNotEmpty();
        }
    }

    @Test
    void in_production_a_start_needs_a_key_and_says_how_to_make_one() {
        assertThatThrownBy(() -> app.start("--port", "0"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageContaining("BRIGADE_SESSION_KEYS");
    }

    @Test
    void a_short_key_is_refused_by_each_start_and_not_shown() {
        assertThatThrownBy(() -> app.client("--session.keys", "tooshort"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("has 8 characters")
                .hasMessageNotContaining("tooshort");
        App other = App.named("other");
        other.client("--session.keys", KEY).close();
        assertThat(other.settings().all().toString()).contains("session.keys=…").doesNotContain(KEY);
    }

    @Test
    void in_development_and_with_a_key_it_starts_and_what_one_start_signed_the_next_reads() throws Exception {
        App.named("test")
                .sessions()
                .start("--port", "0", "--mode", "development")
                .close();
        String cookie;
        try (Client client = app.client("--session.keys", KEY)) {
            cookie = post(client, "/sign-in/Anna")
                    .header("Set-Cookie")
                    .orElseThrow()
                    .split(";", -1)[0];
        }
        App next = App.named("test").sessions();
        next.get("/", rq -> rq.session().get("user").orElse("a guest"));
        try (Server server = next.start("--port", "0", "--session.keys", KEY)) {
            assertThat(answer(server, cookie)).endsWith("\r\n\r\nAnna");
            assertThat(answer(server, cookie + "A")).endsWith("\r\n\r\na guest");
        }
    }

    private static String answer(Server server, String cookie) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET", "/", "Connection: close\r\nCookie: " + cookie + "\r\n");
            return wire.rest();
        }
    }

    @Test
    void flashes_have_a_category_and_come_in_their_order() {
        app.post("/two", rq -> {
            rq.flash("first");
            rq.flash("error", "second");
            return rq.flashes();
        });
        try (Client client = app.client()) {
            assertThat(post(client, "/two").text()).containsSubsequence("first", "second");
            assertThat(client.get("/flashes").text()).isEqualTo("[]");
            assertThat(new Flash("error", "second")).hasToString("second");
        }
    }

    @Test
    void a_cookie_makes_of_an_answer_that_caches_may_share_one_for_its_client() {
        App app = App.named("cached");
        app.after((rq, answer) ->
                rq.query("cookie").map(value -> answer.cookie("visitor", value)).orElse(answer));
        app.get("/shared", rq -> Response.text("x").header("Cache-Control", "max-age=5, Public, s-maxage=60"));
        app.get("/unsaid", rq -> "x");
        app.get("/never", rq -> Response.text("x").header("Cache-Control", "no-store"));
        app.get("/again", rq -> Response.text("x").header("Cache-Control", "public, max-age=3600"));
        try (Client client = app.client()) {
            assertThat(client.get("/again").header("Cache-Control")).contains("public, max-age=3600");
            assertThat(client.get("/again?cookie=1").header("Cache-Control")).contains("private, max-age=3600");
            assertThat(client.get("/shared?cookie=1").header("Cache-Control")).contains("private, max-age=5");
            assertThat(client.get("/unsaid?cookie=1").header("Cache-Control")).isEmpty();
            assertThat(client.get("/never?cookie=1").header("Cache-Control")).contains("no-store");
        }
    }
}
