package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.data.Eventually;
import dev.brigade.data.MortalPostgres;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.Server;
import dev.brigade.web.errors.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Jobs while the database is away. */
class OutageTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    record Bill(int order) {}

    @TempDir
    Path folder;

    @Test
    void what_ran_when_the_database_was_killed_and_what_waited_is_done_when_it_is_back() throws Exception {
        try (MortalPostgres database = new MortalPostgres(folder)) {
            AtomicInteger begun = new AtomicInteger();
            CountDownLatch goOn = new CountDownLatch(1);
            App app = App.named("kitchen").database(database.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
                        work.db().execute("insert into bill values (?)", bill.order());
                        begun.incrementAndGet();
                        assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                        work.db().execute("insert into bill values (?)", -bill.order());
                    })
                    .backoff(Duration.ofMillis(1));
            app.onStart(work -> {
                work.db().execute("create table bill (order_id int)");
                for (int order = 1; order <= 6; order++) {
                    bills.enqueue(work, new Bill(order));
                }
            });
            try (Server server = app.start("--port", "0", "--jobs.poll", "10ms", "--jobs.takeover", "1s")) {
                Eventually.holds("four are run", () -> begun.get() == 4);
                database.kill();
                goOn.countDown();
                database.startAgain();
                try (Look look = new Look(database.url())) {
                    Eventually.holds("all are done", () -> look.count("brigade_jobs") == 0);
                    assertThat(look.texts("select order_id from bill order by 1"))
                            .containsExactly("-6", "-5", "-4", "-3", "-2", "-1", "1", "2", "3", "4", "5", "6");
                    assertThat(look.count("brigade_jobs_failed")).isZero();
                }
            }
        }
    }

    @Test
    void who_stops_meanwhile_is_told_of_no_error_of_looking_for_jobs() throws Exception {
        ListAppender<ILoggingEvent> log = listen();
        try (MortalPostgres database = new MortalPostgres(folder)) {
            App app = App.named("kitchen").database(database.url());
            Jobs.of(app).job("bill", Bill.class, (_, _) -> {});
            try (Server server = app.start("--port", "0", "--jobs.poll", "1ms")) {
                database.kill();
                Eventually.holds(
                        "it has met that, and soon waits for a connection",
                        () -> log.list.stream()
                                .anyMatch(line -> line.getFormattedMessage().startsWith("No jobs are run until")));
            }
            assertThat(errors(log)).isEmpty();
        } finally {
            ROOT.detachAppender(log);
        }
    }

    @Test
    void a_connection_lost_while_it_was_committed_what_is_picked_is_an_outage_and_no_error() {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        ListAppender<ILoggingEvent> log = listen();
        try (Look look = new Look(settings)) {
            App app = App.named("kitchen").database(settings.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job(
                    "bill", Bill.class, (work, bill) -> work.db().execute("insert into bill values (?)", bill.order()));
            app.onStart(work -> {
                work.db().execute("create table bill (order_id int)");
                work.db().execute("create sequence commits");
                work.db().execute("""
                        create function lose() returns trigger language plpgsql as $$ begin
                            if nextval('commits') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                            return null; end $$""");
                work.db().execute("""
                        create constraint trigger lose after update on brigade_jobs deferrable initially deferred
                        for each row execute function lose()""");
                bills.enqueue(work, new Bill(1));
            });
            try (Server server = app.start("--port", "0", "--jobs.poll", "10ms")) {
                Eventually.holds("it is done", () -> look.count("brigade_jobs") == 0);
            }
            assertThat(look.texts("select order_id from bill")).containsExactly("1");
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.startsWith("No jobs are run until the database can be reached"))
                    .anyMatch(line -> line.startsWith("Jobs are run again"));
            assertThat(errors(log)).isEmpty();
        } finally {
            ROOT.detachAppender(log);
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ROOT.addAppender(log);
        return log;
    }

    private static List<String> errors(ListAppender<ILoggingEvent> log) {
        return log.list.stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage())
                .toList();
    }

    @Test
    void a_further_database_that_is_away_is_a_failure_and_not_tried_again_and_again_for_nothing() throws Exception {
        try (MortalPostgres stock = new MortalPostgres(folder)) {
            DatabaseSettings settings = TestDatabase.H2.fresh();
            AtomicInteger mails = new AtomicInteger();
            App app = App.named("kitchen").database(settings.url()).database("stock", stock.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job("bill", Bill.class, (work, _) -> {
                        mails.incrementAndGet();
                        work.db("stock").execute("select 1");
                    })
                    .attempts(2);
            app.onStart(work -> bills.enqueue(work, new Bill(1)));
            try (Look look = new Look(settings);
                    Client client = app.client()) {
                stock.kill();
                Instant now = Instant.now();
                for (int times = 0; times < 5; times++) {
                    jobs.runDue(now);
                    now = now.plus(Duration.ofHours(2));
                }
                assertThat(mails).hasValue(2);
                assertThat(jobs.failed())
                        .singleElement()
                        .satisfies(failed -> assertThat(failed.error()).contains("stock"));
            }
        }
    }

    @Test
    void a_job_whose_picking_was_in_doubt_has_not_been_tried() throws Exception {
        try (MortalPostgres database = new MortalPostgres(folder)) {
            AtomicInteger runs = new AtomicInteger();
            App app = App.named("kitchen").database(database.url());
            Jobs jobs = Jobs.of(app);
            jobs.job("bill", Bill.class, (_, _) -> runs.incrementAndGet()).attempts(1);
            try (Server server = app.start("--port", "0", "--jobs.poll", "10ms", "--jobs.takeover", "1s");
                    Look look = new Look(database.url())) {
                // as if the answer to the COMMIT had been lost with the connection
                look.execute("insert into brigade_jobs (task_name, task_data, execution_time, picked, picked_by,"
                        + " last_heartbeat) select 'bill', '{\"order\": 2}', now(), true, name,"
                        + " now() - interval '1 hour' from brigade_jobs_node");
                Eventually.holds("it is over", () -> look.count("brigade_jobs") == 0);
                assertThat(look.texts("select error from brigade_jobs_failed")).isEmpty();
                assertThat(runs).hasValue(1);
            }
        }
    }

    @Test
    void while_the_server_takes_no_writes_jobs_wait_and_none_of_it_is_an_error() throws Exception {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        String name = settings.url().replaceAll(".*/([^/?]+)\\?.*", "$1");
        ListAppender<ILoggingEvent> log = listen();
        try {
            App app = App.named("kitchen").database(settings.url());
            Jobs jobs = Jobs.of(app);
            Job<Bill> bills = jobs.job(
                            "bill",
                            Bill.class,
                            (work, bill) -> work.db().execute("insert into bill values (?)", bill.order()))
                    .attempts(1);
            app.onStart(work -> work.db().execute("create table bill (order_id int)"));
            try (Server server = app.start("--port", "0", "--jobs.poll", "10ms")) {
                TestDatabase.administer("alter database " + name + " set default_transaction_read_only = on");
                TestDatabase.administer(
                        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name + "'");
                Eventually.holds("it has met that", () -> says(log, "takes no writes"));

                App second = App.named("kitchen").database(settings.url());
                Jobs.of(second).job("bill", Bill.class, (_, _) -> {});
                assertThatThrownBy(() -> second.start("--port", "0"))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("takes no writes");

                TestDatabase.administer("alter database " + name + " reset default_transaction_read_only");
                Eventually.holds("jobs are run again", () -> says(log, "Jobs are run again"));
                server.transaction(work -> {
                    bills.enqueue(work, new Bill(1));
                    return 0;
                });
                try (Look look = new Look(settings)) {
                    Eventually.holds("it is done", () -> look.count("bill") == 1);
                }
            }
            assertThat(errors(log)).isEmpty();
        } finally {
            ROOT.detachAppender(log);
        }
    }

    private static boolean says(ListAppender<ILoggingEvent> log, String part) {
        return log.list.stream().anyMatch(line -> line.getFormattedMessage().contains(part));
    }
}
