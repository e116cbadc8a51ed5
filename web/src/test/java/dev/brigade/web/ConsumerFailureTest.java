package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.MortalPostgres;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.queues.ConsumerView;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Items of a queue whose work fails. */
class ConsumerFailureTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final App app = App.named("test");
    private final BoundedQueue<String> pass = app.queue("pass", String.class, 2);

    private static ConsumerView.Counts counts(Server server) {
        return server.consumers().getFirst().counts();
    }

    private Server start() {
        return app.start("--port", "0");
    }

    @ParameterizedTest
    @EnumSource
    void is_rolled_back_and_tried_again_until_it_succeeds(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        AtomicInteger tries = new AtomicInteger();
        app.consume(pass, 1, (work, item) -> {
                    Notes.add(work, item + " in try " + tries.incrementAndGet());
                    if (tries.get() < 3) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .retries(5, MOMENT);
        try (LogLines log = new LogLines("brigade");
                Server server = start()) {
            pass.put("soup");
            Eventually.holds("done", () -> counts(server).succeeded() == 1);

            assertThat(notes.all()).containsExactly("soup in try 3");
            assertThat(counts(server)).isEqualTo(new ConsumerView.Counts(1, 1, 0, 2, 0));
            assertThat(log.with("on soup, in try 2 of 6; it is tried again in 2 ms"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN pass #");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goes_to_the_failure_hook_in_a_transaction_of_its_own_when_it_has_finally_failed(TestDatabase database)
            throws Exception {
        Notes notes = Notes.of(app, database);
        AtomicInteger told = new AtomicInteger();
        app.consume(pass, 1, (work, item) -> {
                    Notes.add(work, "never");
                    throw new IllegalStateException("no " + item);
                })
                .retries(1, MOMENT)
                .onFailure((work, item, error) -> {
                    Notes.add(work, item + ": " + error.getMessage() + ", told " + told.incrementAndGet());
                    if (told.get() == 1) {
                        throw new IllegalStateException(new SQLException("made up", "40001")); // runs again
                    }
                });
        try (LogLines log = new LogLines("brigade");
                Server server = start()) {
            pass.put("soup");
            Eventually.holds("told", () -> told.get() == 2 && !notes.all().isEmpty());

            assertThat(notes.all()).containsExactly("soup: no soup, told 2");
            assertThat(counts(server)).isEqualTo(new ConsumerView.Counts(1, 0, 1, 1, 1));
            assertThat(log.with("failed in the last of its 2 tries; its item goes to the failure hook: soup"))
                    .hasSize(1);
            assertThat(log.with("is lost")).isEmpty();
        }
    }

    @Test
    void is_named_in_the_log_when_there_is_no_hook_and_when_the_hook_fails() throws Exception {
        BoundedQueue<String> other = app.queue("other", String.class, 2);
        app.consume(pass, 1, (_, _) -> {
            throw new IllegalStateException("on purpose");
        });
        app.consume(other, 1, (_, _) -> {
                    throw new IllegalStateException("on purpose");
                })
                .onFailure((_, _, _) -> {
                    throw new IllegalStateException("the hook too");
                });
        try (LogLines log = new LogLines("brigade");
                Server _ = start()) {
            pass.put("soup");
            other.put("fish");
            Eventually.holds(
                    "both named", () -> log.with("is lost to the queue").size() == 2);

            assertThat(log.with("ERROR pass #"))
                    .singleElement()
                    .asString()
                    .contains("failed; its item is lost to the queue: soup");
            assertThat(log.with("ERROR other #"))
                    .singleElement()
                    .asString()
                    .contains("failed, and its failure hook too; its item is lost to the queue: fish");
        }
    }

    @Test
    void waits_for_a_database_that_is_away_and_nothing_of_the_queue_is_lost(@TempDir Path folder) throws Exception {
        try (QuietLogs _ = new QuietLogs();
                MortalPostgres database = new MortalPostgres(folder)) {
            String url = database.url();
            app.database(url);
            app.onStart(work -> work.db().execute("create table note (text varchar(200))"));
            app.consume(pass, 2, (work, item) -> Notes.add(work, item));
            try (Server server = start()) {
                pass.put("soup");
                Eventually.holds("served", () -> counts(server).succeeded() == 1);
                database.kill();
                pass.put("fish");
                pass.put("meat");
                Eventually.holds(
                        "both wait", () -> server.consumers().getFirst().waiting() == 2);
                pass.put("tea");
                database.startAgain();

                Eventually.holds("all served", () -> counts(server).succeeded() == 4);
                assertThat(counts(server)).isEqualTo(new ConsumerView.Counts(4, 4, 0, 0, 0));
                assertThat(new Notes(url).all()).containsExactly("fish", "meat", "soup", "tea");
            }
        }
    }

    @Test
    void is_tried_again_and_goes_to_the_failure_hook_even_if_the_error_fails_to_say_what_it_is() throws Exception {
        final class Dumb extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words, for a test");
            }
        }
        List<String> told = new CopyOnWriteArrayList<>();
        app.consume(pass, 1, (_, _) -> {
                    throw new Dumb();
                })
                .retries(1, MOMENT)
                .onFailure((_, item, _) -> told.add(item));
        try (Server server = start()) {
            pass.put("soup");
            Eventually.holds("failed", () -> counts(server).failed() == 1);
            Eventually.holds("told", () -> told.equals(List.of("soup")));
            assertThat(counts(server)).isEqualTo(new ConsumerView.Counts(1, 0, 1, 1, 0));
        }
    }

    @Test
    void goes_to_the_failure_hook_and_holds_up_no_stop_even_if_the_error_fails_to_say_what_it_is_by_an_error()
            throws Exception {
        final class Dumb extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new NoClassDefFoundError("no/words/for/a/Test");
            }
        }
        List<String> told = new CopyOnWriteArrayList<>();
        app.consume(pass, 1, (_, _) -> {
                    throw new Dumb();
                })
                .retries(1, MOMENT)
                .onFailure((_, item, _) -> told.add(item));
        try (LogLines log = new LogLines("brigade")) {
            try (Server server = start()) {
                pass.put("soup");
                Eventually.holds("failed", () -> counts(server).failed() == 1);
            }
            assertThat(told).containsExactly("soup");
            assertThat(log.with("had not ended when the application stopped")).isEmpty();
        }
    }

    @Test
    void goes_to_its_failure_hook_when_the_database_is_back(@TempDir Path folder) throws Exception {
        try (QuietLogs _ = new QuietLogs();
                MortalPostgres database = new MortalPostgres(folder)) {
            String url = database.url();
            app.database(url);
            app.onStart(work -> work.db().execute("create table note (text varchar(200))"));
            app.consume(pass, 1, (_, _) -> {
                        database.kill();
                        throw new IllegalStateException("on purpose");
                    })
                    .onFailure((work, item, error) -> Notes.add(work, item + " failed " + error.getMessage()));
            try (Server server = start()) {
                pass.put("soup");
                Eventually.holds("it waits", () -> server.consumers().getFirst().waiting() == 1);
                database.startAgain();

                Notes notes = new Notes(url);
                Eventually.holds("its hook has run", () -> notes.all().equals(List.of("soup failed on purpose")));
                assertThat(counts(server)).isEqualTo(new ConsumerView.Counts(1, 0, 1, 0, 0));
            }
        }
    }

    @Test
    void has_failed_when_it_loses_its_connection_again_and_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        app.consume(pass, 1, (_, _) -> {
            tries.incrementAndGet();
            throw new IllegalStateException(new SQLException("made up", "08006"));
        });
        try (Server server = app.start("--port", "0", "--retry.runs", "2")) {
            pass.put("soup");
            Eventually.holds("failed", () -> counts(server).failed() == 1);
            assertThat(tries).hasValue(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_not_tried_again_when_its_commit_may_have_happened(TestDatabase database) throws Exception {
        Notes.of(app, database);
        List<Throwable> told = new CopyOnWriteArrayList<>();
        app.consume(pass, 1, (_, _) -> {
                    throw new CommitFailedException("made up", new SQLException("gone", "08006"), true);
                })
                .retries(5, MOMENT)
                .onFailure((_, _, error) -> told.add(error));
        try (Server server = start()) {
            pass.put("soup");
            Eventually.holds("told", () -> told.size() == 1);
            assertThat(counts(server).retried()).isZero();
            assertThat(told.getFirst()).isInstanceOf(CommitFailedException.class);
        }
    }

    @Test
    void occupies_no_thread_while_it_waits_for_its_next_try() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        app.consume(pass, 1, (_, item) -> {
                    if (item.equals("soup") && tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                    done.add(item);
                })
                .retries(1, Duration.ofHours(1));
        try (Server server = app.start("--port", "0", "--stop.grace", "1s")) {
            pass.put("soup");
            pass.put("fish");
            pass.put("meat");
            Eventually.holds("the others are done", () -> done.size() == 2);
            Eventually.holds("it waits", () -> server.consumers().getFirst().waiting() == 1);
            Eventually.holds(
                    "no thread works",
                    () -> server.consumers().getFirst().working().isEmpty());
            assertThat(done).containsExactly("fish", "meat");
        }
    }

    @Test
    void fills_the_queue_when_too_many_wait_for_their_next_try() throws Exception {
        app.consume(pass, 1, (_, _) -> {
                    throw new IllegalStateException("the service is down");
                })
                .retries(1, Duration.ofHours(1))
                .handBack((_, _) -> {});
        try (Server server = start()) {
            for (int i = 0; i < 5; i++) {
                pass.put("item " + i);
            }
            // Two places' worth wait elsewhere, one on its thread, two in the queue.
            Eventually.holds("three wait", () -> server.consumers().getFirst().waiting() == 3);
            assertThat(pass.remainingCapacity()).isZero();
            assertThat(counts(server).taken()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void has_failed_at_its_deadline_and_its_statement_is_cancelled(TestDatabase database) throws Exception {
        Notes notes = Notes.of(app, database);
        String endless = switch (database) {
            case H2 -> "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";
            case POSTGRESQL -> "select pg_sleep(1000)";
        };
        List<Throwable> told = new CopyOnWriteArrayList<>();
        app.consume(pass, 1, (work, item) -> {
                    Notes.add(work, item);
                    work.db().execute(endless);
                })
                .deadline(Duration.ofMillis(150))
                .onFailure((_, _, error) -> told.add(error));
        try (LogLines log = new LogLines("brigade");
                Server server = start()) {
            pass.put("soup");
            Eventually.holds("told", () -> told.size() == 1);

            assertThat(told.getFirst())
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("The work took longer than the 0.1 s that it may take and was rolled back");
            assertThat(notes.all()).isEmpty();
            assertThat(log.with("was stopped at its deadline of 0.1 s")).hasSize(1);
            assertThat(counts(server).failed()).isEqualTo(1);
        }
    }

    @Test
    void has_failed_at_its_deadline_and_its_thread_is_interrupted_where_it_waits() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        app.consume(pass, 1, (_, _) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet(); // and returns, as if all were well
                    }
                })
                .deadline(Duration.ofMillis(50))
                .retries(1, MOMENT);
        try (Server server = start()) {
            pass.put("soup");
            Eventually.holds("failed", () -> counts(server).failed() == 1);
            assertThat(interrupted).hasValue(2);
            assertThat(counts(server).retried()).isEqualTo(1);
        }
    }

    @Test
    void waits_twice_as_long_before_each_further_try_up_to_a_minute() {
        Consumption<String> some = app.consume(pass, 1, (_, _) -> {}).retries(9, Duration.ofSeconds(10));
        assertThat(List.of(1, 2, 3, 4, 100))
                .map(some.declared()::delayAfter)
                .map(Duration::toSeconds)
                .containsExactly(10L, 20L, 40L, 60L, 60L);
        some.retries(2, Duration.ofHours(1));
        assertThat(some.declared().delayAfter(2)).isEqualTo(Duration.ofHours(1));
        some.retries(2, Duration.ZERO);
        assertThat(some.declared().delayAfter(2)).isZero();
    }

    @Test
    void needs_a_policy_that_makes_sense() {
        assertThatThrownBy(() -> app.consume(pass, 0, (_, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Queue \"pass\" can't be consumed by 0 threads");
        Consumption<String> some = app.consume(pass, 1, (_, _) -> {});
        assertThatThrownBy(() -> some.retries(-1, MOMENT)).hasMessageContaining("queue \"pass\"");
        assertThatThrownBy(() -> some.deadline(Duration.ofDays(-1))).hasMessageContaining("queue \"pass\"");
        assertThatThrownBy(() -> app.consume(pass, 1, (_, _) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Queue \"pass\" is consumed already");
    }
}
