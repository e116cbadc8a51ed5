package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What comes from outside, or from the application, is data and never becomes a part of a page, of JSON or of an event. */
class InjectionTest {
    private static final String EVIL = "<script>alert(1)</script>\"'\n\ndata: {}\n\u2028&</title>";

    private final App app = App.named("shop").database(Site.database());
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void is_shown_as_it_is_and_does_nothing() throws Exception {
        app.live("/live");
        NamedLock lock = app.lock(EVIL);
        app.get("/{evil}", rq -> {
            rq.hold(lock);
            rq.db()
                    .execute(
                            "select \"X\" as \"</script><img src=x onerror=alert(1)>\", 'secret of Ann' from (select 1 as \"X\")");
            done.await();
            return "done";
        });
        try (Site site = Site.of(app)) {
            String path = "/" + URLEncoder.encode(EVIL, StandardCharsets.UTF_8).replace("+", "%20");
            CompletableFuture<HttpResponse<String>> request = site.begins(path);
            JsonNode state = site.stateWhen(
                    "it holds the lock and has sent its statement",
                    now -> !Site.thing(now, "lock", EVIL).get("holders").isEmpty()
                            && !now.get("transactions").isEmpty()
                            && now.get("transactions").get(0).get("statements").asInt() == 1);

            assertThat(site.get("/live/state").headers().firstValue("Content-Type"))
                    .contains("application/json");
            assertThat(site.get("/live").body()).doesNotContain("alert(1)");
            assertThat(state.get("transactions").get(0).get("sql").asString())
                    .contains("onerror")
                    .doesNotContain("secret of Ann");
            assertThat(Site.running(state, "GET " + path)).hasSize(1);
            try (Site.Ear ear = site.listen()) {
                assertThat(Site.thing(ear.next().data(), "lock", EVIL)
                                .get("name")
                                .asString())
                        .isEqualTo(EVIL);
            }
            done.countDown();
            assertThat(request.get().body()).isEqualTo("done");
        }
    }

    @Test
    void is_not_shown_unless_values_were_asked_for() throws Exception {
        app.live("/live").values();
        app.get("/", rq -> {
            rq.db().execute("select 'Ann'");
            done.await();
            return "done";
        });
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> request = site.begins("/");
            JsonNode state = site.stateWhen(
                    "it has sent its statement",
                    now -> !now.get("transactions").isEmpty()
                            && !now.get("transactions")
                                    .get(0)
                                    .get("sql")
                                    .asString()
                                    .isEmpty());
            assertThat(state.get("transactions").get(0).get("sql").asString()).isEqualTo("select 'Ann'");
            done.countDown();
            request.get();
        }
    }
}
