package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What requests meet when more come than may run. */
class AdmittedRequestTest {
    private static final int SECONDS = 30;

    private final App app = App.named("test");
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    AdmittedRequestTest() {
        app.get("/holds", rq -> {
            inside.countDown();
            release.await();
            return "held";
        });
    }

    @Test
    void those_for_which_there_is_no_place_are_answered_503_without_their_handler_and_one_line_tells_of_all()
            throws Exception {
        AtomicInteger ran = new AtomicInteger();
        app.post("/orders", rq -> ran.incrementAndGet());
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--requests.running", "1", "--requests.waiting", "0")) {
            var holder = CompletableFuture.supplyAsync(() -> client.get("/holds"));
            inside.await();
            for (int i = 0; i < 5; i++) {
                ClientResponse refused = client.post("/orders", "");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(refused.header("Content-Type")).contains("application/problem+json");
                assertThat(refused.text()).contains("Too many requests wait already");
            }
            assertThat(ran).hasValue(0);
            assertThat(log.with("answered with 503")).hasSize(1);
            release.countDown();
            assertThat(holder.get(SECONDS, TimeUnit.SECONDS).text()).isEqualTo("held");
            assertThat(client.post("/orders", "").text()).isEqualTo("1");
        }
    }

    @Test
    void one_that_has_waited_as_long_as_it_may_is_answered_503() throws Exception {
        try (Client client = app.client("--requests.running", "1", "--requests.wait", "1ms")) {
            var holder = CompletableFuture.supplyAsync(() -> client.get("/holds"));
            inside.await();
            assertThat(client.get("/holds").status()).isEqualTo(503);
            release.countDown();
            assertThat(holder.get(SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void a_stream_holds_no_place() throws Exception {
        CountDownLatch streams = new CountDownLatch(1);
        app.get(
                "/stream",
                rq -> Response.stream("text/plain", out -> {
                    streams.countDown();
                    release.await();
                }));
        app.get("/", rq -> "served");
        try (Client client = app.client("--requests.running", "1", "--requests.waiting", "0")) {
            var stream = CompletableFuture.supplyAsync(() -> client.get("/stream"));
            streams.await();
            assertThat(client.get("/").text()).isEqualTo("served");
            release.countDown();
            assertThat(stream.get(SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void a_place_is_given_back_however_the_request_ends() {
        app.get("/fails", rq -> {
            throw new IllegalStateException("on purpose");
        });
        try (Client client = app.client("--requests.running", "1", "--requests.waiting", "0")) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/fails").status()).isEqualTo(500);
                assertThat(client.get("/nowhere").status()).isEqualTo(404);
            }
        }
    }

    private static void sendHalf(Wire wire, String headers) throws IOException {
        wire.sendRaw("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n" + headers + "\r\n");
    }

    private static void untilRunning(Server server, int count) {
        Eventually.holds(
                count + " requests run",
                () -> server.assembly().wiring().recorder().running().size() >= count);
    }

    @Test
    void clients_that_send_their_bodies_slowly_keep_nobody_out() throws Exception {
        app.post("/orders", Request::bodyText);
        app.get("/", rq -> "served");
        List<Wire> slow = new ArrayList<>();
        try (Server server = app.start("--port", "0", "--requests.running", "2", "--requests.waiting", "0")) {
            for (int i = 0; i < 20; i++) {
                Wire wire = new Wire(server.port());
                slow.add(wire);
                sendHalf(wire, "");
                wire.sendRaw("s");
            }
            untilRunning(server, 20);
            assertThat(Wire.answer(server.port(), "GET", "/")).startsWith("HTTP/1.1 200 ");
            for (Wire wire : slow) {
                wire.sendRaw("low orders".substring(0, 9));
                assertThat(wire.body()).isEqualTo("slow order");
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void clients_that_wait_to_be_asked_for_their_bodies_may_take_a_quarter_of_the_places() throws Exception {
        app.post("/orders", Request::bodyText);
        app.post("/refuses", rq -> Response.of(403));
        app.get("/", rq -> "served");
        try (Server server = app.start("--port", "0", "--requests.running", "4", "--requests.waiting", "0");
                Wire first = new Wire(server.port());
                Wire second = new Wire(server.port());
                Wire third = new Wire(server.port())) {
            sendHalf(first, "Expect: 100-continue\r\n");
            assertThat(first.until("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            sendHalf(second, "Expect: 100-continue\r\n");
            assertThat(second.until("\r\n\r\n")).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
            assertThat(Wire.answer(server.port(), "GET", "/")).startsWith("HTTP/1.1 200 ");
            third.sendRaw("POST /refuses HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
            assertThat(third.until("\r\n\r\n")).startsWith("HTTP/1.1 403 "); // it was not asked
            first.sendRaw("slow order");
            assertThat(first.body()).isEqualTo("slow order");
        }
    }

    @Test
    void a_thousand_that_come_at_once_are_all_served_by_default() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1000);
        app.get("/", rq -> {
            all.countDown();
            all.await();
            return arrived.incrementAndGet();
        });
        try (Client client = app.client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                answers.add(threads.submit(() -> client.get("/").status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(200);
            }
            assertThat(arrived).hasValue(1000);
        }
    }
}
