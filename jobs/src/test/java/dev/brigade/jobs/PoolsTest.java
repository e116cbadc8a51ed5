package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.Database;
import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.Server;
import dev.brigade.web.errors.StartException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connections of jobs, and their tables. */
class PoolsTest {
    record Bill(int order) {}

    @ParameterizedTest
    @EnumSource
    void all_connections_go_back_whatever_becomes_of_the_jobs(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        AtomicReference<Database> opened = new AtomicReference<>();
        App app = App.named("kitchen").database(settings.url()).background(new Seen(opened));
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
                    work.db().execute("insert into bill values (?)", bill.order());
                    switch (bill.order() % 4) {
                        case 0 -> throw new IllegalStateException("no");
                        case 1 -> work.rollbackOnly();
                        case 2 -> work.db().execute("this is no SQL");
                        default -> {}
                    }
                })
                .attempts(2)
                .backoff(java.time.Duration.ZERO);
        app.onStart(work -> {
            for (int order = 0; order < 60; order++) {
                bills.enqueue(work, new Bill(order));
            }
        });
        try (Look look = new Look(settings)) {
            look.execute("create table bill (order_id int)");
            try (Server server = app.start("--port", "0", "--database.pool.size", "3")) {
                Eventually.holds(
                        "all have ended",
                        () -> look.count("brigade_jobs") == 0 && look.count("brigade_jobs_failed") == 30);
                Eventually.holds(
                        "all connections are back",
                        () -> opened.get().poolView().leases().isEmpty()
                                && opened.get().jobsPoolView().leases().isEmpty());
                assertThat(opened.get().jobsPoolView().size()).isEqualTo(2);
                assertThat(look.count("bill")).isEqualTo(15);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void jobs_are_found_and_ended_while_requests_hold_all_connections_of_the_pool(TestDatabase database)
            throws Exception {
        DatabaseSettings settings = database.fresh();
        App app = App.named("kitchen").database(settings.url());
        Jobs jobs = Jobs.of(app);
        CountDownLatch ran = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Job<Bill> bills = jobs.job("bill", Bill.class, (_, _) -> {
                    ran.countDown();
                    throw new IllegalStateException("no");
                })
                .attempts(1);
        app.onStart(work -> bills.enqueue(work, new Bill(1), java.time.Instant.now()));
        app.post("/hold", rq -> {
            rq.db().execute("select 1");
            assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
            return "";
        });
        try (Look look = new Look(settings);
                Client none = App.named("other").database(settings.url()).client();
                Server server = app.start("--port", "0", "--database.pool.size", "1", "--jobs.poll", "10ms")) {
            assertThat(ran.await(1, TimeUnit.MINUTES)).isTrue();
            Thread holds = Thread.ofVirtual().start(() -> {
                try {
                    Http.post(server.port(), "/hold");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Eventually.holds("it has failed for good", () -> look.count("brigade_jobs_failed") == 1);
            goOn.countDown();
            holds.join();
        }
    }

    @Test
    void a_job_whose_end_waits_for_the_row_of_another_leaves_the_others_their_connection() throws Exception {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        App app = App.named("kitchen").database(settings.url());
        Jobs jobs = Jobs.of(app);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        Job<Bill> bills = jobs.job("bill", Bill.class, (_, _) -> {
                    runs.countDown();
                    assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                    throw new IllegalStateException("no");
                })
                .attempts(2)
                .backoff(java.time.Duration.ofHours(1));
        app.onStart(work -> bills.enqueueOnce(work, new Bill(1), "k"));
        try (Look look = new Look(settings);
                Look slow = new Look(settings);
                Server server = app.start(
                        "--port",
                        "0",
                        "--database.jobs.size",
                        "1",
                        "--database.pool.timeout",
                        "8s",
                        "--jobs.poll",
                        "1h")) {
            assertThat(runs.await(1, TimeUnit.MINUTES)).isTrue();
            slow.execute("begin");
            slow.execute("insert into brigade_jobs (task_name, task_data, execution_time, unique_key)"
                    + " values ('bill', '{}', now() + interval '1 day', 'k')");
            goOn.countDown();
            Eventually.holds(
                    "its end waits",
                    () -> look.texts("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and datname = current_database()")
                                    .size()
                            == 1);
            assertThat(jobs.failed()).isEmpty(); // has the connection in between
            slow.execute("rollback");
            Eventually.holds(
                    "its end is noted",
                    () -> look.texts("select consecutive_failures from brigade_jobs where not picked")
                            .contains("1"));
        }
    }

    @Test
    void a_user_who_may_not_make_the_tables_is_told_the_sql_and_needs_no_such_right_afterwards() throws Exception {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        TestDatabase.administer("drop role if exists cook");
        TestDatabase.administer("create role cook login password 'secret'");
        try (Look owner = new Look(settings)) {
            owner.execute("revoke create on schema public from public");
            Throwable refused = catchThrowable(() -> kitchen(settings).client());
            assertThat(refused)
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("User \"cook\" of database \"main\" at ")
                    .hasMessageContaining(
                            "may not make the tables that durable jobs need. Let somebody who may run this")
                    .hasMessageContaining("create table if not exists brigade_jobs (");
            String said = String.valueOf(refused.getMessage());
            owner.execute(said.substring(said.indexOf("create table")));
            try (Server server = kitchen(settings)
                    .start("--port", "0", "--database.user", "cook", "--database.password", "secret")) {
                Eventually.holds("its job has been done", () -> owner.count("brigade_jobs") == 0);
            }
        } finally {
            TestDatabase.administer(
                    "drop database " + settings.url().replaceFirst(".*/(\\w+).*", "$1") + " with (force)");
            TestDatabase.administer("drop role cook");
        }
    }

    private static App kitchen(DatabaseSettings settings) {
        App app = App.named("kitchen").database(settings.url().replaceFirst("[?].*", "?user=cook&password=secret"));
        Job<Bill> bills = Jobs.of(app).job("bill", Bill.class, (_, _) -> {});
        app.onStart(work -> bills.enqueue(work, new Bill(1)));
        return app;
    }

    @Test
    void tables_of_which_some_were_made_when_the_process_was_killed_are_completed() {
        DatabaseSettings settings = TestDatabase.H2.fresh();
        try (Look look = new Look(settings)) {
            App app = App.named("kitchen").database(settings.url());
            Jobs.of(app);
            app.installTables(settings);
            look.execute("delete from brigade_history where part = 'jobs'");
            look.execute("drop table brigade_jobs_node");
            look.execute("drop table brigade_jobs_failed");
            app.installTables(settings);
            assertThat(look.count("brigade_jobs_node")).isZero();
            assertThat(look.texts("select version from brigade_history where part = 'jobs'"))
                    .containsExactly("1");
        }
    }

    @Test
    void the_tables_can_be_made_before_the_first_start() {
        DatabaseSettings settings = TestDatabase.H2.fresh();
        try (Look look = new Look(settings)) {
            App app = App.named("kitchen").database(settings.url());
            Jobs.of(app);
            app.installTables(settings);
            app.installTables(settings);
            assertThat(look.count("brigade_jobs")).isZero();
            assertThat(look.texts("select version from brigade_history where part = 'jobs'"))
                    .containsExactly("1");
        }
    }
}
