package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job is there if and only if the transaction that enqueued it has committed. */
class EnqueueTest {
    record Bill(long order, String to, List<Instant> at) {
        Bill(long order) {
            this(order, "", List.of());
        }
    }

    private static final String TABLE =
            "create table bill (order_id bigint, receiver varchar(100), at_times varchar(100))";

    /** An application whose jobs write bills. */
    private static final class Kitchen implements AutoCloseable {
        final DatabaseSettings settings;
        final App app;
        final Jobs jobs;
        final Job<Bill> bills;
        final Look look;

        Kitchen(TestDatabase database) {
            settings = database.fresh();
            look = new Look(settings);
            look.execute(TABLE);
            app = App.named("kitchen").database(settings.url());
            jobs = Jobs.of(app);
            bills = jobs.job(
                    "bill",
                    Bill.class,
                    (work, bill) -> work.db()
                            .execute(
                                    "insert into bill values (?, ?, ?)",
                                    bill.order(),
                                    bill.to(),
                                    bill.at().toString()));
        }

        @Override
        public void close() {
            look.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_request_enqueues_is_run_with_its_argument_after_the_commit(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Instant at = Instant.parse("2030-01-02T03:04:05.678Z");
            kitchen.app.post("/orders", rq -> {
                kitchen.bills.enqueue(rq, new Bill(42, "Jürgen \"Jo\" O'Neill €", List.of(at)));
                assertThat(kitchen.jobs.failed(rq)).isEmpty();
                return "";
            });
            try (Client client = kitchen.app.client()) {
                assertThat(kitchen.jobs.runDue()).isEmpty();
                assertThat(client.post("/orders", "").status()).isEqualTo(200);
                assertThat(kitchen.jobs.runDue()).singleElement().satisfies(ran -> {
                    assertThat(ran.failure()).isEmpty();
                    assertThat(ran.job()).isEqualTo("bill");
                });
                assertThat(kitchen.look.texts("select receiver from bill")).containsExactly("Jürgen \"Jo\" O'Neill €");
                assertThat(kitchen.look.texts("select at_times from bill")).containsExactly("[" + at + "]");
                assertThat(kitchen.jobs.runDue()).isEmpty();
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_request_enqueues_that_fails_or_rolls_back_is_never_run(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.app.post("/fails", rq -> {
                kitchen.bills.enqueue(rq, new Bill(1));
                throw new IllegalStateException("no soup");
            });
            kitchen.app.post("/rolls-back", rq -> {
                kitchen.bills.enqueue(rq, new Bill(2));
                rq.rollbackOnly();
                return "";
            });
            try (Client client = kitchen.app.client()) {
                assertThat(client.post("/fails", "").status()).isEqualTo(500);
                assertThat(client.post("/rolls-back", "").status()).isEqualTo(200);
                assertThat(kitchen.jobs.runDue()).isEmpty();
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_runs_again_because_of_a_conflict_enqueues_once(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.look.execute("create table stock (taken int not null)");
            kitchen.look.execute("insert into stock values (0)");
            AtomicInteger runs = new AtomicInteger();
            kitchen.app.post("/orders", rq -> {
                kitchen.bills.enqueue(rq, new Bill(runs.incrementAndGet()));
                int taken = rq.db()
                        .select("select taken from stock")
                        .mapTo(int.class)
                        .one();
                if (runs.get() == 1) {
                    kitchen.look.execute("update stock set taken = taken + 1");
                }
                rq.db().execute("update stock set taken = ?", taken + 1);
                return "";
            });
            try (Client client = kitchen.app.client()) {
                assertThat(client.post("/orders", "").status()).isEqualTo(200);
                assertThat(runs).hasValue(2);
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.look.texts("select order_id from bill")).containsExactly("2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_job_with_a_delay_or_a_time_is_run_then_and_the_longest_due_first(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Instant now = Instant.now();
            kitchen.app.post("/orders", rq -> {
                kitchen.bills.enqueue(rq, new Bill(3), now.plus(Duration.ofDays(2)));
                kitchen.bills.enqueue(rq, new Bill(2), Duration.ofHours(1));
                kitchen.bills.enqueue(rq, new Bill(1));
                return "";
            });
            try (Client client = kitchen.app.client()) {
                client.post("/orders", "");
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.jobs.runDue(now.plus(Duration.ofMinutes(59))))
                        .isEmpty();
                assertThat(kitchen.jobs.runDue(now.plus(Duration.ofDays(3)))).hasSize(2);
                assertThat(kitchen.look.texts("select order_id from bill")).containsExactly("1", "2", "3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_job_may_enqueue_others_which_are_there_if_it_succeeds(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Job<Bill> two = kitchen.jobs
                    .job("two", Bill.class, (work, bill) -> {
                        kitchen.bills.enqueue(work, bill);
                        kitchen.bills.enqueue(work, bill);
                        if (bill.order() < 0) {
                            throw new IllegalStateException("no such order");
                        }
                    })
                    .attempts(1);
            kitchen.app.onStart(work -> {
                two.enqueue(work, new Bill(5));
                two.enqueue(work, new Bill(-5));
            });
            try (Client client = kitchen.app.client()) {
                assertThat(kitchen.jobs.runDue())
                        .extracting(JobOutcome::job)
                        .containsExactly("two", "two", "bill", "bill");
                assertThat(kitchen.look.texts("select order_id from bill")).containsExactly("5", "5");
            }
        }
    }

    @Test
    void a_job_that_no_version_of_this_node_knows_waits_for_one_that_does() {
        try (Kitchen kitchen = new Kitchen(TestDatabase.H2)) {
            try (Client client = kitchen.app.client()) {
                kitchen.look.execute("insert into brigade_jobs (task_name, task_data, execution_time)"
                        + " values ('invoice', '{}', timestamp '2000-01-01 00:00:00')");
                assertThat(kitchen.jobs.runDue()).isEmpty();
                assertThat(kitchen.look.texts("select picked from brigade_jobs"))
                        .containsExactly("FALSE");
            }
        }
    }

    @Test
    void an_application_without_a_database_is_told_that_jobs_need_one() {
        App app = App.named("kitchen");
        Jobs.of(app);
        assertThatThrownBy(app::client)
                .hasMessage("Its jobs are kept in its database, but it has none. Give it one: app.database(), before"
                        + " Jobs.of(app).");
    }

    @SuppressWarnings("NullAway") // as an application without NullAway might
    private static Bill nothing() {
        return null;
    }

    @Test
    void what_is_declared_wrongly_is_told_at_once() {
        App app = App.named("kitchen").database("jdbc:h2:mem:");
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job("bill", Bill.class, (_, _) -> {});
        assertThatThrownBy(() -> jobs.job("bill", Bill.class, (_, _) -> {}))
                .hasMessage("There is a job \"bill\" already; give this one another name");
        assertThatThrownBy(() -> bills.attempts(0)).hasMessage("Job \"bill\" can't have 0 attempts; give it 1 or more");
        assertThatThrownBy(() -> jobs.runDue())
                .hasMessage("The jobs belong to an application that has not been started; enqueue in a handler or"
                        + " onStart(…)");
        try (Client client = app.client()) {
            assertThatThrownBy(() -> bills.attempts(3))
                    .hasMessage("Job \"bill\" is declared already: its application has been started");
            assertThatThrownBy(() -> jobs.job("other", Bill.class, (_, _) -> {}))
                    .hasMessage("Declare job \"other\" before the application is started");
            assertThatThrownBy(() -> client.transaction(work -> {
                        bills.enqueue(work, nothing());
                        return true;
                    }))
                    .hasMessage("Job \"bill\" needs an argument, which is null");
        }
        App other = App.named("kitchen").database("jdbc:h2:mem:");
        Jobs.of(other);
        assertThatThrownBy(() -> other.client("--jobs.workers", "0"))
                .hasMessage("jobs.workers is 0. Set it to 1 or more.");
    }
}
