package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Items that a request puts into a queue through itself. */
class QueuePutTest {
    private final App app = App.named("test");
    private final dev.brigade.threads.BoundedQueue<String> pass = app.queue("pass", String.class, 1);

    @Test
    void are_in_the_queue_once_and_only_if_it_commits() {
        app.post("/fails", rq -> {
            rq.put(pass, "never");
            throw new IllegalStateException("on purpose");
        });
        app.post("/again", rq -> {
            rq.put(pass, "run " + rq.run());
            assertThat(pass).isEmpty();
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return "";
        });
        try (Client client = app.client()) {
            client.post("/fails", "");
            assertThat(pass).isEmpty();
            assertThat(client.post("/again", "").status()).isEqualTo(200);
            assertThat(pass).containsExactly("run 2");
        }
    }

    @Test
    void wait_for_room_and_the_answer_waits_with_them() throws Exception {
        app.post("/", rq -> {
            rq.put(pass, "second");
            return "";
        });
        pass.put("first");
        try (Client client = app.client()) {
            var answer = CompletableFuture.supplyAsync(() -> client.post("/", ""));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (pass.waitingToPut().isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(100_000);
            }
            assertThat(answer).isNotDone();
            assertThat(pass.take()).isEqualTo("first");
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(pass).containsExactly("second");
        }
    }

    @Test
    void are_named_in_the_log_when_the_queue_is_closed() {
        app.post("/", rq -> {
            rq.put(pass, "ticket 7");
            return "";
        });
        pass.close();
        try (LogLines log = new LogLines("dev.brigade.data");
                Client client = app.client()) {
            assertThat(client.post("/", "").status()).isEqualTo(200);
            assertThat(log.with("its item ticket 7 is not in queue \"pass\": the queue is closed"))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR POST / #");
        }
    }
}
