package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who has a lock, who waits for it, and the phases of a wait at a condition. */
class LocksTest {
    private final App app = App.named("shop");
    private final CountDownLatch done = new CountDownLatch(1);

    LocksTest() {
        app.live("/live");
    }

    @Test
    void shows_who_holds_a_lock_and_who_waits_for_it_in_their_order() throws Exception {
        NamedLock stock = app.lock("stock");
        app.get("/holds", rq -> {
            rq.hold(stock);
            done.await();
            return "held";
        });
        app.get("/first", rq -> {
            rq.hold(stock);
            return "then";
        });
        app.get("/second", rq -> {
            rq.hold(stock);
            return "then";
        });
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> holds = site.begins("/holds");
            site.stateWhen(
                    "it holds",
                    state -> !Site.thing(state, "lock", "stock").get("holders").isEmpty());
            CompletableFuture<HttpResponse<String>> first = site.begins("/first");
            site.stateWhen("one waits", state -> Site.is(state, "GET /first", "WAITING_LOCK"));
            CompletableFuture<HttpResponse<String>> second = site.begins("/second");
            JsonNode state = site.stateWhen("two wait", now -> Site.is(now, "GET /second", "WAITING_LOCK"));

            long holder = Site.running(state, "GET /holds").getFirst().get("id").asLong();
            long one = Site.running(state, "GET /first").getFirst().get("id").asLong();
            long two = Site.running(state, "GET /second").getFirst().get("id").asLong();
            JsonNode lock = Site.thing(state, "lock", "stock");
            assertThat(lock.get("holders")).extracting(JsonNode::asLong).containsExactly(holder);
            assertThat(lock.get("waiters")).extracting(JsonNode::asLong).containsExactly(one, two);
            assertThat(Site.running(state, "GET /second")
                            .getFirst()
                            .get("holder")
                            .asLong())
                    .isEqualTo(holder);
            assertThat(state.get("edges"))
                    .extracting(edge -> edge.get("from").asLong() + " "
                            + edge.get("to").asLong() + " " + edge.get("kind").asString())
                    .containsExactlyInAnyOrder(one + " " + holder + " and", two + " " + holder + " and");
            assertThat(state.get("sentence").asString())
                    .startsWith("3 requests: 1 running; 2 wait for lock `stock`, held by GET /holds #" + holder);

            done.countDown();
            assertThat(holds.get().body() + first.get().body() + second.get().body())
                    .isEqualTo("heldthenthen");
        }
    }

    @Test
    @SuppressWarnings("WaitNotInLoop") // one signal, and nothing else
    void tells_the_wait_set_from_the_wait_for_the_lock_after_the_signal() throws Exception {
        NamedLock oven = app.lock("oven");
        NamedCondition hot = oven.condition("hot");
        CountDownLatch signalled = new CountDownLatch(1);
        app.get("/waits", rq -> {
            oven.lock();
            try {
                hot.await();
            } finally {
                oven.unlock();
            }
            return "warm";
        });
        app.get("/signals", rq -> {
            oven.lock();
            try {
                hot.signal();
                signalled.countDown();
                done.await();
            } finally {
                oven.unlock();
            }
            return "told";
        });
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
            JsonNode before = site.stateWhen("it waits", state -> Site.is(state, "GET /waits", "WAIT_SET"));
            CompletableFuture<HttpResponse<String>> signals = site.begins("/signals");
            signalled.await();
            JsonNode after = site.stateWhen("it was signalled", state -> Site.is(state, "GET /waits", "SIGNALLED"));

            long waiter =
                    Site.running(before, "GET /waits").getFirst().get("id").asLong();
            JsonNode condition = Site.thing(before, "condition", "hot");
            assertThat(condition.get("waiters")).extracting(JsonNode::asLong).containsExactly(waiter);
            assertThat(condition.get("of"))
                    .isEqualTo(Site.thing(before, "lock", "oven").get("id"));
            assertThat(before.get("sentence").asString())
                    .startsWith("1 request: 1 waits at condition `hot` for a signal");
            assertThat(Site.thing(after, "lock", "oven").get("waiters"))
                    .extracting(JsonNode::asLong)
                    .containsExactly(waiter);
            assertThat(after.get("sentence").asString())
                    .contains("1 was signalled and waits to have lock `oven` again, held by GET /signals #");

            done.countDown();
            assertThat(waits.get().body() + signals.get().body()).isEqualTo("warmtold");
            JsonNode end = site.state();
            assertThat(end.get("sentence").asString()).isEqualTo("Nothing runs.");
            assertThat(Site.in(end, "events", event -> event.get("a").asLong() == waiter))
                    .extracting(event -> event.get("k").asString())
                    .containsExactly(
                            "began", "acquired", "waitSetEntered", "signalled", "reacquired", "released", "ended");
        }
    }
}
