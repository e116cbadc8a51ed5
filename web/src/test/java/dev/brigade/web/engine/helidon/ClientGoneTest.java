package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientGoneTest {
    private static final String SLOW = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String GET = AnswersTest.GET;

    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final Semaphore goOn = new Semaphore(0);

    /** A request to /slow waits for {@code goOn}. */
    private final EngineHandler slow = exchange -> {
        if (exchange.rawPath().equals("/slow")) {
            started.countDown();
            try {
                goOn.acquire();
                outcome.complete("went on");
            } catch (InterruptedException e) {
                outcome.complete("interrupted");
                throw e;
            }
        }
        exchange.send(
                200,
                new Fields(),
                AnswersTest.bytes(
                        exchange.rawPath() + " " + Thread.currentThread().isInterrupted()));
    };

    private void awaitStart() throws InterruptedException {
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theHandlerIsInterruptedAndOthersAreNot() throws Exception {
        try (Served served = new Served(slow);
                Client other = served.client()) {
            other.send(GET).answer();
            Client gone = served.client();
            gone.send(SLOW);
            awaitStart();
            gone.close();

            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(other.send(GET).answer().body()).isEqualTo("/hello false");
        }
    }

    @Test
    void theHandlerIsInterruptedAlsoWhenTheBodyWasNotRead() throws Exception {
        try (Served served = new Served(slow)) {
            Client gone = served.client();
            gone.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
            awaitStart();
            gone.close();

            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
        }
    }

    @Test
    void requestsSentDuringASlowOneAreAnsweredAfterIt() throws Exception {
        try (Served served = new Served(slow);
                Client client = served.client()) {
            client.send(SLOW);
            awaitStart();
            client.pause(1500); // longer than the engine waits before it reads ahead
            client.send(GET + GET);
            goOn.release();

            assertThat(client.answer().body()).isEqualTo("/slow false");
            assertThat(client.answer().body()).isEqualTo("/hello false");
            assertThat(client.answer().body()).isEqualTo("/hello false");
            assertThat(client.send(GET).answer().body()).isEqualTo("/hello false");
        }
    }

    @Test
    void aBodySentDuringASlowHandlerIsReadByIt() throws Exception {
        EngineHandler handler = exchange -> {
            started.countDown();
            goOn.acquire();
            exchange.send(200, new Fields(), exchange.body().readAllBytes());
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
            awaitStart();
            client.pause(1500);
            client.send("abcde");
            goOn.release();
            client.send("fghij");

            assertThat(client.answer().body()).isEqualTo("abcdefghij");
        }
    }

    @Test
    void anInterruptEndsTheReadingOfABodyAndTheClientIsAnswered() throws Exception {
        CompletableFuture<Thread> reading = new CompletableFuture<>();
        EngineHandler handler = exchange -> {
            int first = exchange.body().read();
            reading.complete(Thread.currentThread());
            try {
                outcome.complete("read " + exchange.body().read());
            } catch (InterruptedIOException e) {
                outcome.complete("interrupted");
            }
            exchange.send(503, new Fields(), AnswersTest.bytes("after " + (char) first));
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\na");
            reading.get(20, TimeUnit.SECONDS).interrupt();

            assertThat(client.answer().body()).isEqualTo("after a");
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aBodyThatComesInPartsWhileTheHandlerWaitsForItIsWhole() throws Exception {
        EngineHandler handler = exchange -> {
            started.countDown();
            exchange.send(200, new Fields(), exchange.body().readAllBytes());
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            for (int times = 0; times < 50; times++) {
                client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nab");
                for (String part : new String[] {"cd", "ef", "gh", "ij", "kl"}) {
                    client.send(part);
                }
                assertThat(client.answer().body()).isEqualTo("abcdefghijkl");
            }
        }
    }

    @Test
    void anIdleDeadlineStillHoldsAfterTheEngineReadAhead() throws Exception {
        try (Served served = Served.quick(slow);
                Client client = served.client()) {
            client.send(SLOW);
            awaitStart();
            client.pause(1500);
            goOn.release();

            assertThat(client.answer().body()).isEqualTo("/slow false");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void theNextRequestMayComeAfterTheEngineReadAhead() throws Exception {
        try (Served served = new Served(slow);
                Client client = served.client()) {
            client.send(SLOW);
            awaitStart();
            client.pause(1500);
            goOn.release();
            client.answer();

            assertThat(client.send(GET).answer().body()).isEqualTo("/hello false");
        }
    }

    @Test
    void aHandlerThatInterruptsItselfStillAnswersAndTheNextRequestDoesNotSeeIt() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        EngineHandler handler = exchange -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
            byte[] body = exchange.body().readAllBytes();
            Thread.currentThread().interrupt();
            exchange.send(200, new Fields(), body);
            if (!Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("The engine took the handler's interrupt away");
            }
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            for (int i = 0; i < 2000; i++) {
                client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
                assertThat(client.send("abc").answer().body()).isEqualTo("abc");
            }
            assertThat(interrupted).hasValue(0);
        }
    }

    @Test
    void manyClientsThatComeAndGoLeaveTheOthersAlone() throws Exception {
        try (Served served = new Served(AnswersTest.ECHO_LINE)) {
            AtomicInteger answered = new AtomicInteger();
            Thread[] threads = new Thread[16];
            for (int t = 0; t < threads.length; t++) {
                threads[t] = Thread.ofVirtual().start(() -> {
                    try {
                        for (int c = 0; c < 20; c++) {
                            Client rude = served.client();
                            rude.send(GET + GET + "GET /");
                            rude.close();
                            try (Client client = served.client()) {
                                for (int i = 0; i < 40; i++) {
                                    if (client.send(GET).answer().body().equals("GET /hello")) {
                                        answered.incrementAndGet();
                                    }
                                }
                            }
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answered).hasValue(16 * 20 * 40);
        }
    }
}
