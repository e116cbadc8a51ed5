package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.threads.BoundedQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Items for which a request takes a place in the queue before it commits. */
class PutOrRefuseTest {
    private final App app = App.named("test");
    private final BoundedQueue<String> pass = app.queue("pass", String.class, 1);

    @ParameterizedTest
    @EnumSource
    void are_refused_with_503_before_anything_is_committed_when_the_queue_stays_full(TestDatabase database)
            throws Exception {
        Notes notes = Notes.of(app, database);
        app.post("/", rq -> {
            Notes.add(rq, "never");
            rq.putOrRefuse(pass, "second", Duration.ofMillis(1));
            return "";
        });
        pass.put("first");
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            ClientResponse answer = client.post("/", "");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("1");
            assertThat(notes.all()).isEmpty();
            assertThat(pass).containsExactly("first");
            assertThat(log.with("Queue \"pass\" had none of its 1 places for POST / #"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void come_into_their_place_after_the_commit_without_a_wait(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        CountDownLatch hasPlace = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        app.post("/", rq -> {
            rq.putOrRefuse(pass, "mine");
            hasPlace.countDown();
            goOn.await();
            Notes.add(rq, "mine");
            assertThat(pass).isEmpty();
            return "";
        });
        try (Client client = app.client()) {
            var answer = CompletableFuture.supplyAsync(() -> client.post("/", ""));
            hasPlace.await();
            assertThat(pass.offer("other")).isFalse();
            goOn.countDown();

            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(notes.all()).containsExactly("mine");
            assertThat(pass).containsExactly("mine");
        }
    }

    @Test
    void give_their_place_back_when_the_request_fails_or_rolls_back_or_runs_again() {
        app.post("/fails", rq -> {
            rq.putOrRefuse(pass, "never");
            throw new IllegalStateException("on purpose");
        });
        app.post("/rolls-back", rq -> {
            rq.putOrRefuse(pass, "never");
            rq.rollbackOnly();
            return "";
        });
        app.post("/again", rq -> {
            rq.putOrRefuse(pass, "run " + rq.run(), Duration.ZERO);
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return "";
        });
        try (Client client = app.client()) {
            client.post("/fails", "");
            assertThat(pass.remainingCapacity()).isEqualTo(1);
            client.post("/rolls-back", "");
            assertThat(pass.remainingCapacity()).isEqualTo(1);
            assertThat(client.post("/again", "").status()).isEqualTo(200);
            assertThat(pass).containsExactly("run 2");
        }
    }

    @Test
    void wait_for_a_place_no_longer_than_the_deadline_of_the_request() throws Exception {
        app.post("/", rq -> {
                    rq.putOrRefuse(pass, "second", Duration.ofHours(1));
                    return "";
                })
                .deadline(Duration.ofMillis(100));
        pass.put("first");
        try (Client client = app.client()) {
            assertThat(client.post("/", "").status()).isEqualTo(503);
            pass.clear();
            assertThat(pass.remainingCapacity()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_worked_on_once_each_if_and_only_if_their_request_was_not_refused(TestDatabase database) throws Exception {
        BoundedQueue<String> few = app.queue("few", String.class, 2);
        Notes notes = Notes.of(app, database);
        AtomicInteger fails = new AtomicInteger();
        app.post("/{n}", rq -> {
            rq.putOrRefuse(few, rq.path("n"), Duration.ofMillis(fails.get() % 3));
            Notes.add(rq, rq.path("n") + " ordered");
            if (fails.incrementAndGet() % 7 == 0) {
                throw new IllegalStateException("on purpose");
            }
            return "";
        });
        app.consume(few, 2, (work, item) -> Notes.add(work, item + " served"));
        ConcurrentLinkedQueue<String> well = new ConcurrentLinkedQueue<>();
        try (QuietLogs _ = new QuietLogs();
                Client client = app.client()) {
            List<Thread> clients = new ArrayList<>();
            for (int c = 0; c < 8; c++) {
                String prefix = c + "-";
                clients.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 40; i++) {
                        if (client.post("/" + prefix + i, "").status() == 200) {
                            well.add(prefix + i);
                        }
                    }
                }));
            }
            for (Thread one : clients) {
                one.join();
            }
        }
        List<String> expected = new ArrayList<>();
        well.forEach(item -> expected.addAll(List.of(item + " ordered", item + " served")));
        assertThat(well).isNotEmpty();
        assertThat(notes.all()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
