package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.AppExploration;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.web.App;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Applications with threads that go on for ever, beside the requests. */
@Timeout(120)
class BackgroundTest {
    private static final AtomicInteger DONE = new AtomicInteger();

    private static App withThread(String name, Runnable code) {
        DONE.set(0);
        App app = App.named("shop");
        app.onStart(_ -> Thread.ofVirtual().name(name).start(code));
        app.get("/", _ -> "open");
        return app;
    }

    private static void sleepForEver() {
        try {
            while (true) {
                Thread.sleep(5000);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AppExploration twice(Supplier<App> app, String method) {
        return Explore.app(app).request(method, "/").request(method, "/");
    }

    private static void leaves(Explored explored, String sentence) {
        assertThat(explored.finding().map(Finding::anomaly)).contains(Anomaly.LEFT_CONTROL);
        assertThat(explored.finding().map(Finding::sentence).orElseThrow())
                .contains(sentence)
                .contains("its steps are not explored");
    }

    @Test
    void a_thread_that_only_sleeps_again_and_again_is_no_obstacle() {
        Explored explored = twice(() -> withThread("sleeps", BackgroundTest::sleepForEver), "GET")
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    private static App ticking() {
        App app = App.named("shop");
        var ticks = app.queue("ticks", Integer.class, 10);
        app.onStart(_ -> Thread.ofVirtual().name("ticker").start(() -> {
            try {
                for (int i = 0; true; i++) {
                    ticks.put(i);
                    Thread.sleep(5000);
                }
            } catch (InterruptedException e) {
                // it ends
            }
        }));
        app.consume(ticks, 1, (_, _) -> DONE.incrementAndGet());
        app.get("/", _ -> "open");
        return app;
    }

    @Test
    void a_periodic_thread_with_a_consumer_is_no_obstacle() {
        Explored explored = twice(BackgroundTest::ticking, "GET").verify();

        assertThat(explored.isComplete()).isTrue();
    }

    private static App baking() {
        App app = withThread("sleeps", BackgroundTest::sleepForEver);
        var orders = app.queue("orders", Integer.class, 10);
        app.consume(orders, 1, (_, _) -> {
            Thread.sleep(60_000);
            DONE.incrementAndGet();
        });
        app.post("/", rq -> {
            rq.afterCommit(() -> orders.put(1));
            return "ordered";
        });
        return app;
    }

    @Test
    void work_that_the_requests_have_caused_is_done_before_a_run_ends() {
        twice(BackgroundTest::baking, "POST")
                .state(() -> {
                    assertThat(DONE).hasValue(2);
                    return "baked";
                })
                .verify();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // it only gives way
    void a_thread_that_never_waits_is_named() {
        leaves(
                twice(
                                () -> withThread("counts", () -> {
                                    while (true) {
                                        DONE.incrementAndGet();
                                        Thread.yield();
                                    }
                                }),
                                "GET")
                        .explore(),
                "thread \"counts\" runs on");
    }

    private static App starting() {
        App app = App.named("shop");
        app.post("/", rq -> {
            Thread.ofVirtual().name("heartbeat").start(BackgroundTest::sleepForEver);
            return "started";
        });
        return app;
    }

    @Test
    void a_thread_without_end_that_a_request_starts_is_named() {
        leaves(twice(BackgroundTest::starting, "POST").explore(), "thread \"heartbeat\" runs on");
    }

    private static App waiting() {
        App app = withThread("sleeps", BackgroundTest::sleepForEver);
        CountDownLatch never = new CountDownLatch(1);
        app.post("/", rq -> {
            never.await();
            return "never";
        });
        return app;
    }

    @Test
    void requests_that_wait_for_ever_are_found_though_a_thread_goes_on() {
        Explored explored = twice(BackgroundTest::waiting, "POST").explore();

        assertThat(explored.finding().map(Finding::anomaly)).contains(Anomaly.LOST_WAKE_UP);
    }
}
