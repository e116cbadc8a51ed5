package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that keep a processor for themselves. */
class LongComputationsTest {
    private static final String[] SOON = {"--request.computing.warning", "300ms"};

    private final App app = App.named("test");
    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void letThemEnd() {
        enough.set(true);
    }

    private static CompletableFuture<ClientResponse> sent(InProcess client, String path) {
        return CompletableFuture.supplyAsync(
                () -> client.get(path), task -> Thread.ofVirtual().start(task));
    }

    private String compute() {
        while (!enough.get()) {
            Thread.onSpinWait();
        }
        return "";
    }

    @Test
    void are_warned_about_once_for_each_route() throws Exception {
        app.get("/primes/{upTo:int}", _ -> compute());
        try (LogLines log = new LogLines("brigade");
                InProcess client = InProcess.of(app, SOON)) {
            var first = sent(client, "/primes/1");
            Eventually.holds(
                    "it is warned about", () -> log.with("has computed for").size() == 1);
            enough.set(true);
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(log.with("has computed for"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN GET /primes/1 #")
                    .contains("without waiting for anything")
                    .endsWith("Said once for GET /primes/{upTo:int}.");
        }
    }

    @Test
    void who_waits_and_who_has_a_permit_is_not() throws Exception {
        var cores = app.semaphore("cores", 1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(2);
        app.get("/waits", _ -> {
            arrived.countDown();
            told.await();
            return "";
        });
        app.get("/limited", _ -> {
            try (var _ = cores.hold()) {
                arrived.countDown();
                return compute();
            }
        });
        app.get("/primes", _ -> compute());
        try (LogLines log = new LogLines("brigade");
                InProcess client = InProcess.of(app, SOON)) {
            var waits = sent(client, "/waits");
            var limited = sent(client, "/limited");
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            // who comes after them is found
            var primes = sent(client, "/primes");
            Eventually.holds(
                    "the third is warned about",
                    () -> !log.with("WARN GET /primes").isEmpty());
            enough.set(true);
            told.countDown();
            assertThat(primes.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(waits.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(limited.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(log.with("has computed for")).hasSize(1);
        }
    }
}
