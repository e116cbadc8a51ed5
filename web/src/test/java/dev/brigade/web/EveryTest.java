package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.threads.Activity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an application does every so often, when it stops, and for a script. */
class EveryTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofDays(1);

    private final App app =
            App.named("sweeping").database(TestDatabase.H2.fresh().url());

    EveryTest() {
        app.onStart(work -> work.db().execute("create table run (id int auto_increment, note varchar(20))"));
    }

    private static void note(Work work, String text) {
        work.db().execute("insert into run (note) values (?)", text);
    }

    private static List<String> notes(Client client) throws Exception {
        return client.transaction(work -> work.db()
                .select("select note from run order by id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void while_the_database_is_away_that_is_told_once() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        app.every(LONG, "sweep", work -> {
            if (runs.incrementAndGet() != 3) {
                throw new DatabaseUnavailableException("main", "it is away.", new SQLException());
            }
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            for (int run = 1; run <= 5; run++) {
                client.runEvery("sweep");
            }
            assertThat(log.with("sweep #"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARN ")
                            .contains("was not done, since the database can't be reached (it is away.)"));
        }
    }

    @Test
    void each_run_has_a_thread_and_an_activity_of_its_own_and_commits() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<Activity> activities = ConcurrentHashMap.newKeySet();
        app.every(SHORT, "sweep", work -> {
            note(work, "swept");
            threads.add(Thread.currentThread());
            activities.add(work.activity());
        });
        try (Client client = app.client()) {
            Eventually.holds("it has run three times", () -> activities.size() >= 3);
            Eventually.holds("they have committed", () -> committed(client) >= 3);
            assertThat(threads).hasSizeGreaterThanOrEqualTo(3);
            assertThat(activities).allSatisfy(activity -> {
                assertThat(activity.kind()).isEqualTo(Activity.Kind.JOB);
                assertThat(activity.name()).startsWith("sweep #");
            });
        }
    }

    private static int committed(Client client) {
        try {
            return notes(client).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_run_overlaps_another_and_the_stop_waits_for_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        List<String> order = new CopyOnWriteArrayList<>();
        app.every(SHORT, "sweep", work -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            runs.incrementAndGet();
            begun.countDown();
            go.await();
            running.decrementAndGet();
            order.add("swept");
        });
        app.onStop(work -> {
            note(work, "stopped");
            order.add("stopped");
        });
        Client client = app.client();
        begun.await();
        Thread stops = Thread.ofVirtual().start(client::close);
        Eventually.holds("the stop waits", () -> stops.getState() == Thread.State.TIMED_WAITING);
        assertThat(runs).hasValue(1);
        go.countDown();
        assertThat(stops.join(Duration.ofMinutes(1))).isTrue();
        assertThat(most).hasValue(1);
        assertThat(order).containsExactly("swept", "stopped");
    }

    @Test
    void a_run_that_does_not_end_in_time_is_cut_off_and_rolled_back() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        app.every(SHORT, "sweep", work -> {
            note(work, "never");
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        app.onStop(work -> seen.addAll(
                work.db().select("select note from run").mapTo(String.class).list()));
        try (Client client = app.client("--stop.grace", "1ms")) {
            begun.await();
            assertThat(client.guard()).isNotNull();
        }
        assertThat(interrupted).hasValue(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void what_throws_is_logged_and_the_next_run_comes() {
        AtomicInteger runs = new AtomicInteger();
        app.every(SHORT, "sweep", work -> {
            note(work, "lost");
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("the broom broke");
            }
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            Eventually.holds("it has run three times", () -> runs.get() >= 3);
            Eventually.holds("one has committed", () -> committed(client) >= 1);
            assertThat(log.with("ERROR sweep #"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("failed; the next run is after PT0.001S as ever"));
        }
    }

    @Test
    void a_conflict_runs_again() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        app.every(LONG, "sweep", work -> {
            note(work, "run " + runs.incrementAndGet());
            if (runs.get() == 1) {
                throw new SQLException("a conflict", "40001");
            }
        });
        try (Client client = app.client()) {
            assertThat(client.runEvery("sweep")).isTrue();
            assertThat(notes(client)).containsExactly("run 2");
        }
    }

    @Test
    void the_first_run_is_after_the_period_and_a_test_may_ask_for_one_now() throws Exception {
        app.every(LONG, "sweep", work -> note(work, "swept"));
        app.every(LONG, "break", work -> {
            throw new IllegalStateException("broken");
        });
        try (Client client = app.client()) {
            assertThat(notes(client)).isEmpty();
            assertThat(client.runEvery("sweep")).isTrue();
            assertThat(client.runEvery("break")).isFalse();
            assertThat(notes(client)).containsExactly("swept");
            assertThatThrownBy(() -> client.runEvery("swep"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is sweep, break");
        }
    }

    @Test
    void a_name_that_is_taken_and_a_period_that_is_none_are_refused() {
        app.every(LONG, "sweep", work -> {});
        assertThatThrownBy(() -> app.every(LONG, "sweep", work -> {})).hasMessageContaining("\"sweep\" is taken");
        assertThatThrownBy(() -> app.every(Duration.ZERO, "mop", work -> {})).hasMessageContaining("every PT0S");
    }

    @Test
    void hooks_of_onStop_run_from_the_last_to_the_first_and_one_that_throws_keeps_no_other_from_it() {
        List<String> order = new CopyOnWriteArrayList<>();
        app.onStop(work -> order.add("first"));
        app.onStop(work -> {
            throw new IllegalStateException("no");
        });
        app.onStop(work -> order.add("last " + notesOf(work)));
        try (LogLines log = new LogLines("brigade")) {
            app.client().close();
            assertThat(order).containsExactly("last 0", "first");
            assertThat(log.with("ERROR A hook of onStop failed")).hasSize(1);
        }
    }

    @Test
    void an_error_that_fails_to_say_what_it_is_keeps_no_other_hook_of_onStop_from_running() {
        final class Dumb extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new NoClassDefFoundError("no/words/for/a/Test");
            }
        }
        AtomicInteger runs = new AtomicInteger();
        app.onStop(work -> runs.incrementAndGet());
        app.onStop(work -> {
            throw new Dumb();
        });
        app.every(LONG, "sweep", work -> {
            throw new Dumb();
        });
        try (Client client = app.client()) {
            assertThat(client.runEvery("sweep")).isFalse();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_hook_of_onStop_is_run_once_also_if_a_client_is_closed_twice() {
        AtomicInteger runs = new AtomicInteger();
        app.onStop(work -> runs.incrementAndGet());
        Client client = app.client();
        client.close();
        client.close();
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_hook_of_onStop_that_does_not_end_is_stopped_also_if_there_is_no_grace_at_all() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        app.onStop(work -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        Client client = app.client("--stop.grace", "0s");
        Thread stops = Thread.ofVirtual().start(client::close);
        assertThat(stops.join(Duration.ofMinutes(1))).isTrue();
        assertThat(interrupted).hasValue(1);
    }

    private static int notesOf(Work work) {
        return work.db().select("select count(*) from run").mapTo(int.class).one();
    }

    @Test
    void a_script_has_a_transaction_without_a_start() throws Exception {
        String url = TestDatabase.H2.fresh().url() + ";DB_CLOSE_DELAY=-1";
        App made = App.named("script").database(url);
        made.onStart(work -> {
            throw new IllegalStateException("it is not started");
        });
        AtomicInteger runs = new AtomicInteger();
        int rows = made.transaction(work -> {
            work.db().execute("create table if not exists run (note varchar(20))");
            note(work, "by the script");
            if (runs.incrementAndGet() == 1) {
                throw new SQLException("a conflict", "40001");
            }
            return notesOf(work);
        });
        assertThat(rows).isEqualTo(1);
        assertThatThrownBy(() -> App.named("script").database(url).transaction(work -> {
                    note(work, "rolled back");
                    throw new SQLException("refused");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessage("refused");
        assertThat(App.named("script").database().transaction(EveryTest::notesOf, "--database.url", url))
                .isEqualTo(1);
    }

    @Test
    void a_request_has_its_own_transaction_and_no_other() {
        try (Client client = app.client()) {
            Client[] itself = {client};
            assertThatThrownBy(() -> client.transaction(outer -> itself[0].transaction(inner -> true)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has a transaction already");
        }
    }
}
