package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.errors.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of items of a queue when the application stops. */
class ConsumerStopTest {
    private final App app = App.named("test");
    private final BoundedQueue<String> pass = app.queue("pass", String.class, 20);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final LogLines log = new LogLines("brigade");

    @AfterEach
    void end() {
        goOn.countDown();
        log.close();
    }

    private static List<String> items(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "item " + i).toList();
    }

    /** Stops on another thread, and has begun to when this returns. */
    private static CompletableFuture<Void> stops(Client client) {
        return CompletableFuture.runAsync(client::close);
    }

    private static void end(CompletableFuture<Void> stop) throws Exception {
        stop.get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void all_that_are_in_it_are_worked_on_and_then_it_is_closed(TestDatabase database) {
        Notes notes = Notes.of(app, database);
        app.consume(pass, 3, (work, item) -> {
            begun.await();
            Notes.add(work, item);
        });
        try (Client client = app.client()) {
            pass.addAll(items(0, 10));
            var stop = stops(client);
            begun.countDown();
            stop.join();
            assertThat(notes.all()).isEqualTo(items(0, 10));
            assertThat(pass.isClosed()).isTrue();
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void those_not_begun_are_handed_back_in_their_order_and_what_is_begun_is_finished(TestDatabase database)
            throws Exception {
        Notes notes = Notes.of(app, database);
        List<String> back = new CopyOnWriteArrayList<>();
        app.consume(pass, 1, (work, item) -> {
                    begun.countDown();
                    goOn.await();
                    Notes.add(work, item);
                })
                .handBack((work, items) -> {
                    back.addAll(items);
                    items.forEach(item -> Notes.add(work, item + " back"));
                });
        try (Client client = app.client()) {
            pass.addAll(items(0, 5));
            begun.await();
            var stop = stops(client);
            Eventually.holds("the queue is emptied", pass::isEmpty);
            goOn.countDown();
            end(stop);

            assertThat(back).isEqualTo(items(1, 5));
            assertThat(notes.all())
                    .containsExactly("item 0", "item 1 back", "item 2 back", "item 3 back", "item 4 back");
            assertThat(log.with("INFO 4 items of queue \"pass\" went to the hook"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_is_cut_off_at_the_grace_is_rolled_back_and_handed_back(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        app.consume(pass, 1, (work, item) -> {
                    Notes.add(work, item);
                    begun.countDown();
                    goOn.await();
                })
                .drain()
                .handBack((work, items) -> items.forEach(item -> Notes.add(work, item + " back")));
        try (Client client = app.client("--stop.grace", "50ms")) {
            pass.addAll(items(0, 3));
            begun.await();
            end(stops(client));

            assertThat(notes.all()).containsExactly("item 0 back", "item 1 back", "item 2 back");
            assertThat(log.with("was cancelled: the application stops")).hasSize(1);
        }
    }

    @Test
    void those_left_at_the_grace_are_named_in_one_line_if_nobody_takes_them_back() throws Exception {
        app.consume(pass, 1, (_, _) -> {
            begun.countDown();
            goOn.await();
        });
        try (Client client = app.client("--stop.grace", "50ms")) {
            pass.addAll(items(0, 12));
            begun.await();
            end(stops(client));

            assertThat(log.with("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("12 items of queue \"pass\" had not been worked on when the application stopped")
                    .contains(": " + String.join(", ", items(0, 10)) + ", and 2 more.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_does_not_heed_that_it_was_cut_off_is_handed_back_and_never_commits(TestDatabase database)
            throws Exception {
        Notes notes = Notes.of(app, database);
        CountDownLatch ended = new CountDownLatch(1);
        app.consume(pass, 1, (work, item) -> {
                    try (var _ = (AutoCloseable) ended::countDown) {
                        begun.countDown();
                        while (goOn.getCount() > 0) {
                            try {
                                goOn.await();
                            } catch (InterruptedException e) {
                                // it does not heed it
                            }
                        }
                        Notes.add(work, item);
                    }
                })
                .drain()
                .handBack((work, items) -> items.forEach(item -> Notes.add(work, item + " back")));
        try (Client client = app.client("--stop.grace", "50ms")) {
            pass.put("soup");
            begun.await();
            end(stops(client));
            goOn.countDown();
            ended.await();

            assertThat(notes.all()).containsExactly("soup back");
            assertThat(log.with("does not heed that it was cut off")).hasSize(1);
        }
    }

    @Test
    void what_can_not_be_handed_back_is_named() throws Exception {
        app.consume(pass, 1, (_, _) -> {
                    begun.countDown();
                    goOn.await();
                })
                .handBack((_, _) -> {
                    throw new IllegalStateException("on purpose");
                });
        try (Client client = app.client()) {
            pass.addAll(items(0, 3));
            begun.await();
            var stop = stops(client);
            Eventually.holds("the queue is emptied", pass::isEmpty);
            goOn.countDown();
            end(stop);
            assertThat(log.with("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("2 items of queue \"pass\"")
                    .contains("could not be handed back: item 1, item 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_waits_for_its_next_try_is_handed_back(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        app.consume(pass, 1, (_, _) -> {
                    begun.countDown();
                    throw new IllegalStateException("on purpose");
                })
                .retries(5, Duration.ofHours(1))
                .handBack((work, items) -> items.forEach(item -> Notes.add(work, item + " back")));
        try (Client client = app.client()) {
            pass.put("soup");
            begun.await();
            end(stops(client));
            assertThat(notes.all()).containsExactly("soup back");
        }
    }

    @Test
    void one_that_would_be_tried_again_only_after_the_grace_does_not_hold_up_the_stop() throws Exception {
        app.consume(pass, 1, (_, _) -> {
                    begun.countDown();
                    throw new IllegalStateException("on purpose");
                })
                .retries(5, Duration.ofHours(1));
        try (Client client = app.client("--stop.grace", "50m")) {
            pass.put("soup");
            begun.await();
            end(stops(client));
            assertThat(log.with("ERROR 1 item of queue \"pass\"")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void work_on_items_of_one_queue_may_put_into_others_until_all_are_empty(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        BoundedQueue<String> tables = app.queue("tables", String.class, 1);
        app.consume(tables, 1, (work, item) -> {
            Notes.add(work, item + " served");
            if (!item.endsWith("again")) {
                work.put(pass, item + " again");
            }
        });
        app.consume(pass, 2, (work, item) -> {
            goOn.await();
            work.put(tables, item);
        });
        try (Client client = app.client()) {
            pass.addAll(items(0, 5));
            var stop = stops(client);
            goOn.countDown();
            end(stop);
            List<String> expected = new ArrayList<>();
            items(0, 5).forEach(item -> expected.addAll(List.of(item + " again served", item + " served")));
            assertThat(notes.all()).isEqualTo(expected.stream().sorted().toList());
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    @Test
    void one_that_is_handed_back_takes_all_that_others_still_put_into_it() throws Exception {
        List<String> back = new CopyOnWriteArrayList<>();
        CountDownLatch never = new CountDownLatch(1);
        BoundedQueue<String> tables = app.queue("tables", String.class, 1);
        app.consume(tables, 1, (_, _) -> {
                    begun.countDown();
                    never.await();
                })
                .handBack((_, items) -> back.addAll(items));
        app.consume(pass, 1, (work, item) -> work.put(tables, item)); // more than tables has places, and nobody takes
        try (Client client = app.client("--stop.grace", "500ms")) {
            pass.addAll(items(0, 10));
            begun.await();
            end(stops(client));
            assertThat(back).isEqualTo(items(0, 10));
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    @Test
    void a_queue_that_the_application_has_closed_itself_holds_up_no_stop() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        app.consume(pass, 2, (_, item) -> done.add(item));
        try (Client client = app.client("--stop.grace", "50m")) {
            pass.put("soup");
            pass.close();
            end(stops(client));
            assertThat(done).containsExactly("soup");
        }
    }

    @Test
    void workers_that_all_wait_for_room_in_their_own_queue_are_seen_and_what_they_put_is_not_lost() throws Exception {
        BoundedQueue<String> ring = app.queue("ring", String.class, 1);
        app.consume(ring, 2, (work, item) -> {
            goOn.await();
            work.put(ring, item + " again");
            work.put(ring, item + " and again");
        });
        try (Client client = app.client("--stop.grace", "50ms")) {
            for (String item : items(0, 3)) {
                ring.put(item);
            }
            goOn.countDown();
            Eventually.holds("all servers wait for room", () -> {
                var servers = ring.servers().orElseThrow();
                return !servers.idle() && ring.waitingToPut().containsAll(servers.activities());
            });
            end(stops(client));
            assertThat(log.with("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("items of queue \"ring\" had not been worked on");
        }
    }

    @Test
    void who_puts_without_end_from_a_thread_of_its_own_holds_up_no_stop_in_which_nothing_is_begun() throws Exception {
        List<String> back = new CopyOnWriteArrayList<>();
        app.consume(pass, 2, (_, _) -> begun.countDown()).handBack((_, items) -> back.addAll(items));
        try (Client client = app.client("--stop.grace", "50m")) {
            Thread putter = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        pass.put("soup");
                    }
                } catch (InterruptedException | IllegalStateException e) {
                    // it is closed
                }
            });
            begun.await();
            end(stops(client));
            putter.join();
            assertThat(back.size()).isLessThan(200); // what was in the queue, a few times
        }
    }

    @Test
    void one_that_fails_to_say_what_it_is_is_named_by_its_class() throws Exception {
        record Dumb() {
            @Override
            public String toString() {
                throw new NoClassDefFoundError("no/words/for/a/Test");
            }
        }
        BoundedQueue<Dumb> dumb = app.queue("dumb", Dumb.class, 3);
        app.consume(dumb, 1, (_, _) -> {
            begun.countDown();
            goOn.await();
        });
        try (Client client = app.client("--stop.grace", "50ms")) {
            dumb.addAll(List.of(new Dumb(), new Dumb()));
            begun.await();
            end(stops(client));
        }
        assertThat(log.with("2 items of queue \"dumb\" had not been worked on"))
                .singleElement()
                .asString()
                .contains("Dumb whose toString() failed, ");
    }

    @Test
    void a_start_that_fails_leaves_nobody_who_takes() {
        app.consume(pass, 2, (_, _) -> {});
        app.get("/health", rq -> "mine");
        app.health("/health");
        assertThatThrownBy(app::client).isInstanceOf(StartException.class).hasMessageContaining("/health");
        assertThat(pass.isClosed()).isTrue();
        assertThat(pass.waitingToTake()).isEmpty();
    }

    @RepeatedTest(5)
    void nothing_is_lost_and_nothing_done_twice_wherever_the_stop_comes() throws Exception {
        Notes notes = Notes.of(app, TestDatabase.H2);
        app.consume(pass, 3, (work, item) -> {
                    Notes.add(work, item);
                    if (item.hashCode() % 3 == 0 && work.activity().id() % 2 == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    begun.countDown();
                })
                .retries(50, Duration.ofMillis(1))
                .handBack((work, items) -> items.forEach(item -> Notes.add(work, item)));
        List<String> put = new ArrayList<>();
        try (Client client = app.client()) {
            Thread putter = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 100; ; i++) {
                        String item = "item " + i;
                        pass.put(item);
                        put.add(item);
                    }
                } catch (InterruptedException | IllegalStateException e) {
                    // it is closed
                }
            });
            begun.await();
            end(stops(client));
            putter.join();
            assertThat(notes.all()).containsExactlyInAnyOrderElementsOf(put);
        }
    }
}
