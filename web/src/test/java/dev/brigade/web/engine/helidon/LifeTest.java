package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final String GET = AnswersTest.GET;

    private static EngineSettings with(int port, int maxConnections) {
        EngineSettings s = Served.SETTINGS;
        return new EngineSettings(
                s.host(),
                port,
                maxConnections,
                s.maxHeadBytes(),
                s.maxBodyBytes(),
                s.headDeadline(),
                s.bodyGrace(),
                s.bodyMinRate(),
                s.writeGrace(),
                s.writeMinRate(),
                s.idleDeadline());
    }

    @Test
    void aPortInUseIsToldWithHostAndPort() {
        try (Served served = new Served(AnswersTest.ECHO_LINE)) {
            EngineSettings same = with(served.engine.port(), 10);

            assertThatThrownBy(() -> HelidonEngine.start(same, AnswersTest.ECHO_LINE))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + served.engine.port());
        }
    }

    @Test
    void connectionsBeyondTheLimitWaitUntilOneEnds() throws Exception {
        try (Served served = new Served(AnswersTest.ECHO_LINE, with(0, 2))) {
            Client first = served.client();
            Client second = served.client();
            first.send(GET).answer();
            second.send(GET).answer();
            try (Client third = served.client()) {
                third.send(GET);
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> {
                    try {
                        answer.complete(third.answer().status());
                    } catch (IOException e) {
                        answer.completeExceptionally(e);
                    }
                });
                assertThat(first.send(GET).answer().status()).isEqualTo(200);
                assertThat(answer).isNotDone();
                first.close();

                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
            second.close();
        }
    }

    @Test
    void stopLetsRequestsInFlightFinishClosesIdleOnesAndRefusesNewOnes() throws Exception {
        int count = 50;
        CountDownLatch running = new CountDownLatch(count);
        Semaphore goOn = new Semaphore(0);
        EngineHandler handler = exchange -> {
            if (exchange.rawPath().equals("/slow")) {
                running.countDown();
                goOn.acquire();
            }
            exchange.send(200, new Fields(), AnswersTest.bytes("done"));
        };
        Served served = new Served(handler);
        Client idle = served.client();
        idle.send(GET).answer();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Client client = served.client();
            client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            clients.add(client);
        }
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Integer> stopped =
                CompletableFuture.supplyAsync(() -> served.engine.stop(Duration.ofSeconds(30)));

        assertThat(idle.rest()).isEmpty();
        awaitRefused(served);
        assertThat(stopped).isNotDone();
        goOn.release(count);
        for (Client client : clients) {
            assertThat(client.rest()).contains("Connection: close\r\n").endsWith("done");
        }
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isZero();
    }

    /** Returns once a new connection is refused; a reset means that it was still in the queue when the socket closed. */
    private static void awaitRefused(Served served) {
        while (true) {
            try {
                served.client().close();
            } catch (ConnectException refused) {
                return;
            } catch (IOException reset) {
                // the next one will tell
            }
        }
    }

    @Test
    void stopCutsOffWhatDoesNotEndWithinTheGraceAndTellsHowMany() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        EngineHandler handler = exchange -> {
            running.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        Served served = new Served(handler);
        try (Client one = served.client();
                Client two = served.client();
                Client idle = served.client()) {
            one.send(GET);
            two.send(GET);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(served.engine.stop(Duration.ofMillis(200))).isEqualTo(2);
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(one.rest()).isEmpty();
            assertThat(two.rest()).isEmpty();
            assertThat(idle.rest()).isEmpty();
        }
    }

    @Test
    void stopReturnsThoughAHandlerDoesNotListenToItsInterrupt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Semaphore never = new Semaphore(0);
        EngineHandler handler = exchange -> {
            running.countDown();
            never.acquireUninterruptibly();
        };
        Served served = new Served(handler);
        try (Client client = served.client()) {
            client.send(GET);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(served.engine.stop(Duration.ofMillis(100))).isOne();
            assertThat(client.rest()).isEmpty();
        } finally {
            never.release();
        }
    }

    @Test
    void aStoppedEngineCanBeStoppedAgainAndItsPortUsedAgain() {
        Served served = new Served(AnswersTest.ECHO_LINE);
        int port = served.engine.port();

        assertThat(served.engine.stop(Duration.ofSeconds(5))).isZero();
        assertThat(served.engine.stop(Duration.ofSeconds(5))).isZero();

        Engine again = HelidonEngine.start(with(port, 10), AnswersTest.ECHO_LINE);
        assertThat(again.port()).isEqualTo(port);
        again.stop(Duration.ZERO);
    }

    @Test
    void tenThousandRequestsAreAnswered() throws Exception {
        try (Served served = new Served(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(client.send(GET).answer().status()).isEqualTo(200);
            }
        }
    }
}
