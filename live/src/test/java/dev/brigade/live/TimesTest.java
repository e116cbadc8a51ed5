package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page says of times, against what the handlers measure themselves. */
@SuppressWarnings("WaitNotInLoop") // one await, to measure it
class TimesTest {
    private static final double MILLIS = 1e6;

    /** A thread may lose its core between its own look at the clock and the recorder's, on a busy machine for long. */
    private static final double TOLERANCE = 1;

    private static final int TRIES = 20;

    private final App app = App.named("shop");
    private final NamedLock oven = app.lock("oven");
    private final NamedCondition hot = oven.condition("hot");
    private final AtomicLong entered = new AtomicLong();
    private final AtomicLong signalled = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private volatile CountDownLatch letGo = new CountDownLatch(1);

    TimesTest() {
        app.live("/live");
        app.get("/waits", rq -> {
            oven.lock();
            try {
                entered.set(System.nanoTime());
                hot.await();
                again.set(System.nanoTime());
            } finally {
                oven.unlock();
            }
            return "warm";
        });
        app.get("/signals", rq -> {
            oven.lock();
            try {
                signalled.set(System.nanoTime());
                hot.signal();
                letGo.await();
            } finally {
                oven.unlock();
            }
            return "told";
        });
    }

    private record Measured(double inWaitSet, double toReacquire, double toldInWaitSet, double toldToReacquire) {
        boolean agrees() {
            return Math.abs(inWaitSet - toldInWaitSet) <= TOLERANCE
                    && Math.abs(toReacquire - toldToReacquire) <= TOLERANCE;
        }
    }

    private Measured measured(Site site) throws Exception {
        letGo = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
        JsonNode state = site.stateWhen("it waits", now -> Site.is(now, "GET /waits", "WAIT_SET"));
        long waiter = Site.running(state, "GET /waits").getFirst().get("id").asLong();
        TimeUnit.MILLISECONDS.sleep(20); // time to measure
        CompletableFuture<HttpResponse<String>> signals = site.begins("/signals");
        site.stateWhen("it was signalled", now -> Site.is(now, "GET /waits", "SIGNALLED"));
        TimeUnit.MILLISECONDS.sleep(30);
        letGo.countDown();
        waits.get();
        signals.get();
        JsonNode end = site.state();
        return new Measured(
                millis(signalled::get, entered::get),
                millis(again::get, signalled::get),
                time(end, waiter, "signalled") - time(end, waiter, "waitSetEntered"),
                time(end, waiter, "reacquired") - time(end, waiter, "signalled"));
    }

    private static double millis(LongSupplier to, LongSupplier from) {
        return (to.getAsLong() - from.getAsLong()) / MILLIS;
    }

    private static double time(JsonNode state, long activity, String kind) {
        return Site.in(
                        state,
                        "events",
                        event -> event.get("a").asLong() == activity
                                && event.get("k").asString().equals(kind))
                .getFirst()
                .get("t")
                .asDouble();
    }

    @Test
    void agree_to_the_millisecond_for_the_wait_set_and_for_the_wait_after_the_signal() throws Exception {
        try (Site site = Site.of(app)) {
            Measured last = measured(site);
            for (int i = 1; i < TRIES && !last.agrees(); i++) {
                last = measured(site);
            }
            assertThat(last.toldInWaitSet()).isCloseTo(last.inWaitSet(), within(TOLERANCE));
            assertThat(last.toldToReacquire()).isCloseTo(last.toReacquire(), within(TOLERANCE));
        }
    }

    @Test
    void are_in_the_order_in_which_things_happened() throws Exception {
        try (Site site = Site.of(app)) {
            measured(site);
            double before = Double.NEGATIVE_INFINITY;
            for (JsonNode event : site.state().get("events")) {
                if (!event.get("t").isNull() && !event.get("k").asString().equals("signalled")) {
                    assertThat(event.get("t").asDouble()).as(event.toString()).isGreaterThanOrEqualTo(before);
                    before = event.get("t").asDouble();
                }
            }
        }
    }
}
