package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is wrong, and what may be. */
class KnotsTest {
    private final App app = App.named("shop");

    KnotsTest() {
        app.live("/live");
    }

    @Test
    void a_deadlock_that_the_guard_has_broken_is_told_in_red_with_its_victim() throws Exception {
        NamedLock oven = app.lock("oven");
        NamedLock sink = app.lock("sink");
        CyclicBarrier both = new CyclicBarrier(2);
        app.post("/bake", rq -> {
            rq.hold(oven);
            if (rq.run() == 1) {
                both.await();
            }
            rq.hold(sink);
            return "baked";
        });
        app.post("/wash", rq -> {
            rq.hold(sink);
            if (rq.run() == 1) {
                both.await();
            }
            rq.hold(oven);
            return "washed";
        });
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> bake = site.beginsPost("/bake");
            CompletableFuture<HttpResponse<String>> wash = site.beginsPost("/wash");
            assertThat(bake.get().body()).isEqualTo("baked");
            assertThat(wash.get().body()).isEqualTo("washed");
            JsonNode state = site.state();

            assertThat(state.get("mood").asString()).isEqualTo("deadlock");
            JsonNode knot = Site.in(state, "knots", one -> one.get("proven").asBoolean())
                    .getFirst();
            assertThat(knot.get("activities")).hasSize(2);
            assertThat(knot.get("text").asString()).startsWith("Deadlock of 2, who wait for each other");
            assertThat(knot.get("t").asDouble())
                    .isLessThanOrEqualTo(state.get("now").asDouble());
            long victim = knot.get("victim").asLong();
            JsonNode row = Site.in(state, "activities", one -> one.get("id").asLong() == victim)
                    .getFirst();
            assertThat(row.get("run").asInt()).isEqualTo(2);
            assertThat(row.get("outcome").asString()).isEqualTo("committed");
            assertThat(Site.in(
                            state, "events", event -> event.get("k").asString().equals("retry")))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.get("a").asLong()).isEqualTo(victim);
                        assertThat(event.get("n").asInt()).isEqualTo(2);
                        assertThat(event.get("d").asString()).contains("deadlock");
                    });
            assertThat(state.get("sentence").asString())
                    .startsWith("Deadlock: ")
                    .contains(" wait for each other; " + row.get("name").asString() + " was made to give up");
        }
    }

    @Test
    @SuppressWarnings("WaitNotInLoop") // one signal, and nothing else
    void who_waits_for_a_signal_and_holds_what_others_want_is_a_suspicion() throws Exception {
        NamedLock outer = app.lock("outer");
        NamedLock inner = app.lock("inner");
        NamedCondition full = inner.condition("full");
        CountDownLatch entered = new CountDownLatch(1);
        app.get("/waits", rq -> {
            rq.hold(outer);
            inner.lock();
            try {
                entered.countDown();
                full.await();
            } finally {
                inner.unlock();
            }
            return "full";
        });
        app.get("/fills", rq -> filled(rq, outer, inner, full));
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
            entered.await();
            CompletableFuture<HttpResponse<String>> fills = site.begins("/fills");
            JsonNode state = site.stateWhen(
                    "it is suspicious", now -> now.get("mood").asString().equals("suspicion"));

            JsonNode knot = state.get("knots").get(0);
            assertThat(knot.get("proven").asBoolean()).isFalse();
            assertThat(knot.get("text").asString())
                    .startsWith("GET /waits #")
                    .contains("waits at condition \"full\" for a signal and holds lock \"outer\" meanwhile");
            assertThat(state.get("sentence").asString()).startsWith("Suspicion: GET /waits #");

            signal(inner, full);
            waits.get();
            fills.get();
        }
    }

    private static String filled(Request rq, NamedLock outer, NamedLock inner, NamedCondition full)
            throws InterruptedException {
        rq.hold(outer);
        signal(inner, full);
        return "filled";
    }

    private static void signal(NamedLock lock, NamedCondition condition) {
        lock.lock();
        try {
            condition.signal();
        } finally {
            lock.unlock();
        }
    }
}
