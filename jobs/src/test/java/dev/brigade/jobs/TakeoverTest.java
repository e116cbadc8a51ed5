package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Nodes that take over jobs of others, also of those that are not dead. */
class TakeoverTest {
    record Bill(long order) {}

    @ParameterizedTest
    @EnumSource
    void of_two_nodes_that_run_the_same_job_one_commits(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        AtomicReference<Jobs> other = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        try (Look look = new Look(settings)) {
            look.execute("create table bill (run int)");
            App slow = App.named("kitchen").database(settings.url());
            Jobs jobs = Jobs.of(slow);
            Job<Bill> bills = jobs.job("bill", Bill.class, (work, _) -> {
                int run = runs.incrementAndGet();
                work.db().execute("insert into bill values (?)", run);
                // this node sleeps so long that the others take it for dead, and one of them runs the job meanwhile
                look.execute("update brigade_jobs set picked = false, version = version + 1");
                assertThat(other.get().runDue()).hasSize(1).allMatch(JobOutcome::succeeded);
            });
            slow.onStart(work -> bills.enqueue(work, new Bill(1)));
            App quick = App.named("kitchen").database(settings.url());
            other.set(Jobs.of(quick));
            other.get().job("bill", Bill.class, (work, _) -> work.db().execute("insert into bill values (-1)"));
            try (Client one = slow.client();
                    Client two = quick.client()) {
                assertThat(jobs.runDue()).hasSize(1);
                assertThat(look.texts("select run from bill")).containsExactly("-1");
                assertThat(look.count("brigade_jobs")).isZero();
                assertThat(jobs.failed()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_node_that_lives_keeps_its_job_however_long_it_takes(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (Look look = new Look(settings)) {
            look.execute("create table bill (order_id int)");
            try (Server one = node(settings, goOn, runs).start("--port", "0", "--jobs.takeover", "1s");
                    Server two = node(settings, goOn, runs)
                            .start("--port", "0", "--jobs.takeover", "1s", "--jobs.poll", "20ms")) {
                Http.post(one.port(), "/order");
                Eventually.holds("it runs", () -> runs.get() == 1);
                // a job of a node that nobody has ever seen, which is picked later than the other
                look.execute("insert into brigade_jobs (task_name, task_data, execution_time, picked, picked_by,"
                        + " last_heartbeat) values ('bill', '{\"order\": 2}', current_timestamp, true, 'nobody',"
                        + " current_timestamp)");
                Eventually.holds("that has been taken over", () -> runs.get() == 2);
                goOn.countDown();
                Eventually.holds("both are done", () -> look.count("brigade_jobs") == 0);
                assertThat(look.texts("select order_id from bill order by 1")).containsExactly("1", "2");
                assertThat(runs).hasValue(2);
            }
        }
    }

    private static App node(DatabaseSettings settings, CountDownLatch goOn, AtomicInteger runs) {
        App app = App.named("kitchen").database(settings.url());
        Job<Bill> bills = Jobs.of(app)
                .job("bill", Bill.class, (work, bill) -> {
                    runs.incrementAndGet();
                    work.db().execute("insert into bill values (?)", bill.order());
                    assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                })
                .backoff(Duration.ZERO);
        app.post("/order", rq -> {
            bills.enqueue(rq, new Bill(1));
            return "";
        });
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_its_administrator_has_moved_meanwhile_is_found_all_the_same(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        try (Look look = new Look(settings)) {
            look.execute("create table bill (order_id int)");
            App app = App.named("kitchen").database(settings.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
                look.execute("update brigade_jobs set task_data = task_data"); // PostgreSQL writes the row elsewhere
                work.db().execute("insert into bill values (?)", bill.order());
            });
            app.onStart(work -> bills.enqueue(work, new Bill(1), Instant.now()));
            try (Client client = app.client()) {
                assertThat(jobs.runDue()).hasSize(1).allMatch(JobOutcome::succeeded);
                assertThat(look.count("bill")).isEqualTo(1);
                assertThat(look.count("brigade_jobs")).isZero();
            }
        }
    }

    @Test
    void one_whose_row_somebody_has_deleted_is_rolled_back_and_not_only_told_as_taken_over() {
        DatabaseSettings settings = TestDatabase.H2.fresh();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger brigade = (Logger) LoggerFactory.getLogger("brigade");
        log.start();
        brigade.addAppender(log);
        try (Look look = new Look(settings)) {
            look.execute("create table bill (order_id int)");
            App app = App.named("kitchen").database(settings.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
                work.db().execute("insert into bill values (?)", bill.order());
                look.execute("delete from brigade_jobs");
            });
            app.onStart(work -> bills.enqueue(work, new Bill(1), Instant.now()));
            try (Client client = app.client()) {
                jobs.runDue();
                assertThat(look.count("bill")).isZero();
            }
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(line -> line.startsWith("bill #"))
                    .singleElement()
                    .asString()
                    .contains("what it did here is rolled back", "or somebody has deleted its row");
        } finally {
            brigade.detachAppender(log);
        }
    }
}
