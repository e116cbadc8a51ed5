package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A request that somebody cancels at the page. */
class CancelTest {
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\">");

    private final App app = App.named("shop").database(Site.database());
    private final CountDownLatch never = new CountDownLatch(1);

    CancelTest() {
        app.live("/live");
        app.onStart(work -> work.db().execute("create table note (text varchar(100))"));
        app.post("/slow", rq -> {
            rq.db().execute("insert into note values ('x')");
            never.await();
            return "done";
        });
        app.get(
                "/notes",
                rq -> rq.db()
                        .createQuery("select count(*) from note")
                        .mapTo(int.class)
                        .one());
    }

    private record Page(String cookie, String token) {}

    private static Page page(Site site) throws Exception {
        HttpResponse<String> page = site.get("/live");
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as("a token in the page").isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/live");
        return new Page(cookie.substring(0, cookie.indexOf(';')), token.group(1));
    }

    private static long idOfSlow(Site site) throws Exception {
        JsonNode state = site.stateWhen(
                "it runs and has written",
                now -> !Site.running(now, "POST /slow").isEmpty()
                        && Site.in(
                                                now,
                                                "events",
                                                event -> event.get("k")
                                                                .asString()
                                                                .equals("statementEnded")
                                                        && event.get("a").asLong()
                                                                == Site.running(now, "POST /slow")
                                                                        .getFirst()
                                                                        .get("id")
                                                                        .asLong())
                                        .size()
                                == 1);
        JsonNode row = Site.running(state, "POST /slow").getFirst();
        assertThat(row.get("cancellable").asBoolean()).isTrue();
        return row.get("id").asLong();
    }

    @Test
    void is_answered_with_503_and_rolled_back() throws Exception {
        try (Site site = Site.of(app)) {
            Page page = page(site);
            CompletableFuture<HttpResponse<String>> slow = site.beginsPost("/slow");
            long id = idOfSlow(site);

            HttpResponse<String> cancelled =
                    site.post("/live/cancel/" + id, "Cookie", page.cookie(), "X-CSRF-Token", page.token());

            assertThat(cancelled.statusCode()).isEqualTo(202);
            assertThat(slow.get().statusCode()).isEqualTo(503);
            assertThat(slow.get().body()).contains("was cancelled (at the live page) and rolled back");
            assertThat(site.get("/notes").body()).isEqualTo("0");
            JsonNode ended = Site.in(
                            site.state(), "activities", one -> one.get("id").asLong() == id)
                    .getFirst();
            assertThat(ended.get("outcome").asString()).isEqualTo("cancelled");
            assertThat(ended.get("status").asInt()).isEqualTo(503);
            assertThat(site.post("/live/cancel/" + id, "Cookie", page.cookie(), "X-CSRF-Token", page.token())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void needs_the_token_of_the_page_and_the_cookie_of_the_same_browser() throws Exception {
        try (Site site = Site.of(app)) {
            Page mine = page(site);
            Page others = page(site);
            CompletableFuture<HttpResponse<String>> slow = site.beginsPost("/slow");
            String cancel = "/live/cancel/" + idOfSlow(site);

            assertThat(site.post(cancel).statusCode()).isEqualTo(403);
            assertThat(site.post(cancel, "Cookie", mine.cookie()).statusCode()).isEqualTo(403);
            assertThat(site.post(cancel, "X-CSRF-Token", mine.token()).statusCode())
                    .isEqualTo(403);
            assertThat(site.post(cancel, "Cookie", mine.cookie(), "X-CSRF-Token", others.token())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(site.post(cancel, "Cookie", "brigade-live=" + mine.token(), "X-CSRF-Token", mine.token())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(site.post(
                                    cancel,
                                    "Cookie",
                                    mine.cookie(),
                                    "X-CSRF-Token",
                                    mine.token(),
                                    "Sec-Fetch-Site",
                                    "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(slow).isNotDone();

            assertThat(site.post(cancel, "Cookie", mine.cookie(), "X-CSRF-Token", mine.token())
                            .statusCode())
                    .isEqualTo(202);
            slow.get();
        }
    }
}
