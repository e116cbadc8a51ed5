package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of those that are enqueued with the same key and wait, there is one. */
class KeyTest {
    record Summary(int customer, String from) {}

    /** Anything that may throw. */
    private interface Code {
        void run() throws Exception;
    }

    /** An application whose jobs sum up what is in a table. */
    private static final class Kitchen implements AutoCloseable {
        final Look look;
        final App app;
        final Jobs jobs;
        final Job<Summary> summaries;
        final AtomicReference<Code> meanwhile = new AtomicReference<>(() -> {});

        Kitchen(TestDatabase database) {
            DatabaseSettings settings = database.fresh();
            look = new Look(settings);
            look.execute("create table purchase (amount int not null)");
            look.execute("create table summary (origin varchar(20), total bigint)");
            app = App.named("kitchen").database(settings.url());
            jobs = Jobs.of(app);
            summaries = jobs.job("summary", Summary.class, (work, summary) -> {
                long total = work.db()
                        .select("select coalesce(sum(amount), 0) from purchase")
                        .mapTo(long.class)
                        .one();
                meanwhile.getAndSet(() -> {}).run();
                work.db().execute("insert into summary values (?, ?)", summary.from(), total);
            });
            app.post("/buy/{from}", rq -> {
                rq.db().execute("insert into purchase values (1)");
                summaries.enqueueOnce(rq, new Summary(1, rq.path("from")), "customer 1");
                return "";
            });
        }

        @Override
        public void close() {
            look.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_enqueued_twice_is_run_once_with_the_first_argument(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.app.post("/other", rq -> {
                kitchen.summaries.enqueueOnce(rq, new Summary(2, "d"), "customer 2");
                kitchen.summaries.enqueueOnce(rq, new Summary(2, "e"), "customer 2");
                return "";
            });
            try (Client client = kitchen.app.client()) {
                client.post("/buy/a", "");
                client.post("/buy/b", "");
                client.post("/other", "");
                assertThat(kitchen.jobs.runDue()).hasSize(2);
                assertThat(kitchen.look.texts("select origin from summary")).containsExactly("a", "d");
                client.post("/buy/c", "");
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.look.texts("select total from summary where origin = 'c'"))
                        .containsExactly("3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_several_times_the_earliest_counts(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Instant now = Instant.now();
            kitchen.app.post("/in/{hours:int}", rq -> {
                int hours = rq.path("hours", int.class);
                kitchen.summaries.enqueueOnce(rq, new Summary(1, ""), "k", now.plus(Duration.ofHours(hours)));
                return "";
            });
            try (Client client = kitchen.app.client()) {
                client.post("/in/3", "");
                client.post("/in/1", "");
                client.post("/in/2", "");
                assertThat(kitchen.jobs.runDue(now.plus(Duration.ofMinutes(59))))
                        .isEmpty();
                assertThat(kitchen.jobs.runDue(now.plus(Duration.ofMinutes(61))))
                        .hasSize(1);
                assertThat(kitchen.jobs.runDue(now.plus(Duration.ofHours(9)))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_enqueued_while_the_job_runs_is_run_too_since_the_job_has_not_seen_it(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            try (Client client = kitchen.app.client()) {
                client.post("/buy/a", "");
                kitchen.meanwhile.set(() -> client.post("/buy/b", ""));
                assertThat(kitchen.jobs.runDue()).hasSize(2).allMatch(JobOutcome::succeeded);
                assertThat(kitchen.look.texts("select max(total) from summary")).containsExactly("2");
                assertThat(kitchen.look.texts("select total from summary where origin = 'b'"))
                        .containsExactly("2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_fails_while_another_of_its_key_has_come_leaves_the_work_to_that(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.summaries.backoff(Duration.ZERO);
            try (Client client = kitchen.app.client()) {
                client.post("/buy/a", "");
                kitchen.meanwhile.set(() -> {
                    client.post("/buy/b", "");
                    throw new IllegalStateException("no paper");
                });
                assertThat(kitchen.jobs.runDue())
                        .extracting(JobOutcome::succeeded)
                        .containsExactly(false, true);
                assertThat(kitchen.look.texts("select origin from summary")).containsExactly("b");
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
                assertThat(kitchen.look.count("brigade_jobs_failed")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_leaves_its_work_to_another_of_its_key_makes_that_due_no_later_than_it_would_have_been(
            TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.summaries.backoff(Duration.ZERO);
            kitchen.app.post("/tomorrow", rq -> {
                Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
                kitchen.summaries.enqueueOnce(rq, new Summary(1, "tomorrow"), "customer 1", tomorrow);
                return "";
            });
            try (Client client = kitchen.app.client()) {
                client.post("/buy/a", "");
                kitchen.meanwhile.set(() -> {
                    client.post("/tomorrow", "");
                    throw new IllegalStateException("no paper");
                });
                assertThat(kitchen.jobs.runDue())
                        .extracting(JobOutcome::succeeded)
                        .containsExactly(false, true);
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_job_is_not_begun_while_a_transaction_that_counts_on_it_is_open(TestDatabase database) throws Exception {
        try (Kitchen kitchen = new Kitchen(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch enqueued = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            kitchen.app.post("/slow", rq -> {
                rq.db().execute("insert into purchase values (1)");
                kitchen.summaries.enqueueOnce(rq, new Summary(1, "slow"), "customer 1");
                enqueued.countDown();
                assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                return "";
            });
            try (Client client = kitchen.app.client()) {
                client.post("/buy/a", "");
                Future<Integer> slow = threads.submit(
                        (Callable<Integer>) () -> client.post("/slow", "").status());
                assertThat(enqueued.await(1, TimeUnit.MINUTES)).isTrue();
                assertThat(kitchen.jobs.runDue()).isEmpty();
                goOn.countDown();
                assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo(200);
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.look.texts("select total from summary")).containsExactly("2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_that_enqueue_it_at_once_leave_one(TestDatabase database) throws Exception {
        try (Kitchen kitchen = new Kitchen(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Client client = kitchen.app.client()) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    all.add(threads.submit(
                            (Callable<Integer>) () -> client.post("/buy/x", "").status()));
                }
                for (Future<Integer> one : all) {
                    assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(200);
                }
                assertThat(kitchen.look.count("brigade_jobs")).isEqualTo(1);
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.look.texts("select total from summary")).containsExactly("16");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_is_none_is_refused(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.app.onStart(work -> assertThatThrownBy(
                            () -> kitchen.summaries.enqueueOnce(work, new Summary(1, ""), "k".repeat(201)))
                    .hasMessage("A key of job \"summary\" has 1 to 200 characters, not 201"));
            kitchen.app.client().close();
        }
    }
}
