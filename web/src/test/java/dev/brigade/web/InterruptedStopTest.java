package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.threads.BoundedQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A stop by a thread that was interrupted, as in {@code catch (InterruptedException e) { …interrupt(); } finally { server.close(); }}. */
class InterruptedStopTest {
    private final App app = App.named("test");
    private final BoundedQueue<String> pass = app.queue("pass", String.class, 20);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stillInterrupted = new AtomicBoolean();

    private Thread stops(AutoCloseable running) {
        return Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            try {
                running.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            stillInterrupted.set(Thread.interrupted());
        });
    }

    @Test
    void lets_the_requests_in_flight_end() throws Exception {
        app.get("/", rq -> {
            begun.countDown();
            goOn.await();
            return "answered";
        });
        Server server = app.start("--port", "0");
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET", "/", "");
            begun.await();
            Thread stop = stops(server);
            Eventually.holds("it waits", () -> stop.getState() == Thread.State.TIMED_WAITING);
            goOn.countDown();
            assertThat(wire.body()).isEqualTo("answered");
            stop.join();
        }
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void ends_what_is_begun_hands_back_the_rest_and_runs_the_hooks() throws Exception {
        app.database(TestDatabase.H2.fresh().url());
        app.consume(pass, 1, (work, item) -> {
                    begun.countDown();
                    goOn.await();
                    done.add(item);
                })
                .handBack((work, items) -> {
                    Thread.sleep(1); // long enough that who stops waits for it
                    items.forEach(item -> done.add(item + " back"));
                });
        app.onStop(work -> {
            Thread.sleep(1);
            work.db().execute("select 1");
            done.add("hook");
        });
        Client client = app.client();
        pass.put("soup");
        pass.put("fish");
        begun.await();
        Thread stop = stops(client);
        Eventually.holds("the queue is emptied", pass::isEmpty);
        goOn.countDown();
        stop.join();
        assertThat(done).containsExactly("soup", "fish back", "hook");
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void hands_back_also_if_it_is_interrupted_meanwhile() throws Exception {
        CountDownLatch handsBack = new CountDownLatch(1);
        app.consume(pass, 1, (work, item) -> {
                    begun.countDown();
                    goOn.await();
                })
                .handBack((work, items) -> {
                    handsBack.countDown();
                    Thread.sleep(1);
                    items.forEach(item -> done.add(item + " back"));
                });
        app.onStop(work -> {
            Thread.sleep(1);
            done.add("hook");
        });
        Client client = app.client();
        pass.put("soup");
        pass.put("fish");
        begun.await();
        Thread stop = Thread.ofPlatform().start(client::close);
        Eventually.holds("the queue is emptied", pass::isEmpty);
        stop.interrupt();
        goOn.countDown();
        handsBack.await();
        stop.interrupt();
        stop.join();
        assertThat(done).containsExactly("fish back", "hook");
    }
}
