package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Jobs that fail are tried again, later and later, and kept when they have failed for good. */
class FailureTest {
    record Bill(long order) {}

    /** An application whose jobs fail as long as {@code broken}. */
    private static final class Kitchen implements AutoCloseable {
        final AtomicBoolean broken = new AtomicBoolean(true);
        final AtomicInteger runs = new AtomicInteger();
        final Look look;
        final App app;
        final Jobs jobs;
        final Job<Bill> bills;

        Kitchen(TestDatabase database) {
            DatabaseSettings settings = database.fresh();
            look = new Look(settings);
            look.execute("create table bill (order_id bigint)");
            app = App.named("kitchen").database(settings.url());
            jobs = Jobs.of(app);
            bills = jobs.job("bill", Bill.class, (work, bill) -> {
                work.db().execute("insert into bill values (?)", bill.order());
                runs.incrementAndGet();
                if (broken.get()) {
                    throw new IllegalStateException("the printer is on fire");
                }
            });
            app.onStart(work -> bills.enqueue(work, new Bill(7)));
        }

        Instant due() {
            return OffsetDateTime.parse(look.texts("select to_char(execution_time at time zone 'UTC',"
                                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.FF3\"Z\"') from brigade_jobs")
                            .getFirst())
                    .toInstant();
        }

        @Override
        public void close() {
            look.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_pause_is_twice_as_long_less_a_part_that_is_random(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.bills.backoff(Duration.ofMinutes(10)).attempts(9);
            try (Client client = kitchen.app.client()) {
                Instant now = Instant.now();
                for (int minutes : List.of(10, 20, 40, 60, 60)) { // an hour is the longest
                    assertThat(kitchen.jobs.runDue(now))
                            .singleElement()
                            .satisfies(ran ->
                                    assertThat(ran.failure()).get().asString().contains("the printer is on fire"));
                    Instant next = kitchen.due();
                    assertThat(next)
                            .isBetween(
                                    now.plus(Duration.ofMinutes(minutes).dividedBy(2))
                                            .minusMillis(1),
                                    now.plus(Duration.ofMinutes(minutes)));
                    assertThat(kitchen.jobs.runDue(next.minusMillis(5))).isEmpty();
                    now = next.plusMillis(5);
                }
                assertThat(kitchen.look.count("bill")).isZero();
                kitchen.broken.set(false);
                assertThat(kitchen.jobs.runDue(now))
                        .singleElement()
                        .satisfies(ran -> assertThat(ran.succeeded()).isTrue());
                assertThat(kitchen.look.count("bill")).isEqualTo(1);
                assertThat(kitchen.jobs.failed()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_its_last_attempt_it_is_kept_as_failed_and_can_be_retried(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.bills.attempts(2).backoff(Duration.ZERO);
            try (Client client = kitchen.app.client()) {
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.jobs.failed()).isEmpty();
                assertThat(kitchen.jobs.runDue()).hasSize(1);
                assertThat(kitchen.jobs.runDue(Instant.now().plus(Duration.ofDays(9))))
                        .isEmpty();
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
                assertThat(kitchen.jobs.failed()).singleElement().satisfies(failed -> {
                    assertThat(failed.job()).isEqualTo("bill");
                    assertThat(failed.argument()).isEqualTo("{\"order\":7}");
                    assertThat(failed.attempts()).isEqualTo(2);
                    assertThat(failed.error()).isEqualTo("java.lang.IllegalStateException: the printer is on fire");
                });
                String id = kitchen.jobs.failed().getFirst().id();
                kitchen.broken.set(false);
                assertThat(kitchen.jobs.retry("no such id")).isFalse();
                assertThat(kitchen.jobs.retry(id)).isTrue();
                assertThat(kitchen.jobs.retry(id)).isFalse();
                assertThat(kitchen.jobs.failed()).isEmpty();
                assertThat(kitchen.jobs.runDue())
                        .singleElement()
                        .satisfies(ran -> assertThat(ran.succeeded()).isTrue());
                assertThat(kitchen.look.count("bill")).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_may_show_retry_and_discard_failed_ones_in_its_transaction(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.bills.attempts(1);
            kitchen.app.get("/failed", rq -> kitchen.jobs.failed(rq));
            kitchen.app.post("/retry-and-fail/{id}", rq -> {
                assertThat(kitchen.jobs.retry(rq, rq.path("id"))).isTrue();
                throw new IllegalStateException("after all not");
            });
            kitchen.app.post(
                    "/discard/{id}", rq -> kitchen.jobs.discard(rq, rq.path("id")) ? "gone" : "never heard of it");
            try (Client client = kitchen.app.client()) {
                kitchen.jobs.runDue();
                String id = kitchen.jobs.failed().getFirst().id();
                assertThat(client.get("/failed").text())
                        .contains("\"id\":\"" + id + "\"")
                        .contains("on fire");
                client.post("/retry-and-fail/" + id, "");
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
                assertThat(kitchen.jobs.failed()).hasSize(1);
                assertThat(client.post("/discard/" + id, "").text()).isEqualTo("gone");
                assertThat(client.post("/discard/" + id, "").text()).isEqualTo("never heard of it");
                assertThat(kitchen.jobs.failed()).isEmpty();
            }
        }
    }

    /** What a failure says is the application's, and its text may be no text for a database. */
    private static final class Strange extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String message;

        Strange(String message) {
            super(null, null, false, false);
            this.message = message;
        }

        @Override
        public String getMessage() {
            if (message.isEmpty()) {
                throw new IllegalStateException("it can't even say what is wrong");
            }
            if (message.equals("error")) {
                throw new NoClassDefFoundError("no/words/for/a/Test");
            }
            return message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_error_is_kept_whatever_its_text_is(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            record Text(String text) {}
            Job<Text> strange = kitchen.jobs
                    .job("strange", Text.class, (_, text) -> {
                        throw new Strange(text.text());
                    })
                    .attempts(1);
            String long1 = "x".repeat(3_999 - Strange.class.getName().length() - 2) + "\uD83C\uDF72".repeat(9);
            kitchen.broken.set(false);
            kitchen.app.onStart(work -> {
                strange.enqueue(work, new Text("nul\0, and half a pair \uD83C."));
                strange.enqueue(work, new Text(""));
                strange.enqueue(work, new Text("error"));
                strange.enqueue(work, new Text(long1));
            });
            try (Client client = kitchen.app.client()) {
                kitchen.jobs.runDue();
                assertThat(kitchen.jobs.failed())
                        .extracting(FailedJob::error)
                        .hasSize(4)
                        .anyMatch(error -> error.contains("nul") && error.contains(", and half a pair "))
                        .anyMatch(error -> error.startsWith(Strange.class.getName()))
                        .anyMatch(error -> error.endsWith("x…"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_argument_that_no_longer_fits_fails_and_says_why(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.bills.attempts(1);
            try (Client client = kitchen.app.client()) {
                kitchen.look.execute("update brigade_jobs set task_data = '{\"bestellung\": 7}'");
                kitchen.jobs.runDue();
                assertThat(kitchen.runs).hasValue(0);
                assertThat(kitchen.jobs.failed())
                        .singleElement()
                        .satisfies(failed ->
                                assertThat(failed.error()).contains("Its argument is no Bill: order is missing"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_argument_of_a_later_version_is_tried_again_until_there_is_one_that_can_read_it(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.broken.set(false);
            kitchen.bills.backoff(Duration.ZERO);
            try (Client client = kitchen.app.client()) {
                kitchen.look.execute("update brigade_jobs set task_data = '{\"order\": 7, \"paid\": true}'");
                assertThat(kitchen.jobs.runDue())
                        .singleElement()
                        .satisfies(ran -> assertThat(ran.failure())
                                .get()
                                .asString()
                                .contains("Its argument is no Bill: ")
                                .contains("paid"));
                assertThat(kitchen.runs).hasValue(0);
                assertThat(kitchen.look.texts("select consecutive_failures from brigade_jobs"))
                        .containsExactly("1");
                kitchen.look.execute("update brigade_jobs set task_data = '{\"order\": 7}'"); // as if it could
                assertThat(kitchen.jobs.runDue()).hasSize(1).allMatch(JobOutcome::succeeded);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_value_of_a_row_or_an_argument_is_logged(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            kitchen.look.execute("create table guest (email varchar(99) unique)");
            kitchen.look.execute("insert into guest values ('zzy@example.org')");
            record Guest(String email, int visits) {}
            Job<Guest> guests = kitchen.jobs
                    .job(
                            "guest",
                            Guest.class,
                            (work, guest) -> work.db().execute("insert into guest values (?)", guest.email()))
                    .attempts(2)
                    .backoff(Duration.ofMillis(1));
            kitchen.app.onStart(work -> guests.enqueue(work, new Guest("zzy@example.org", 1)));
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.addAppender(log);
            try (Client client = kitchen.app.client()) {
                kitchen.jobs.runDue();
                kitchen.look.execute("insert into brigade_jobs (task_name, task_data, execution_time)"
                        + " select task_name, '{\"email\": \"a\", \"visits\": \"zzy\"}', execution_time"
                        + " from brigade_jobs where task_name = 'guest'");
                for (int i = 0; i < 2; i++) {
                    kitchen.jobs.runDue(Instant.now().plusSeconds(1));
                }
                assertThat(kitchen.jobs.failed())
                        .filteredOn(failed -> failed.job().equals("guest"))
                        .hasSize(2)
                        .extracting(FailedJob::error)
                        .noneMatch(error -> error.contains("zzy"))
                        .anyMatch(error -> error.contains("Its argument is no Guest: visits must be"));
            } finally {
                root.detachAppender(log);
            }
            assertThat(log.list)
                    .extracting(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                    .anyMatch(line -> line.contains("in the last of its 2 attempts") && line.contains("SQL"))
                    .noneMatch(line -> line.contains("zzy"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_takes_longer_than_its_deadline_has_failed(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Job<Bill> slow = kitchen.jobs
                    .job("slow", Bill.class, (work, _) -> {
                        work.db().execute("insert into bill values (1)");
                        Thread.sleep(Duration.ofMinutes(5));
                    })
                    .deadline(Duration.ofMillis(50))
                    .attempts(1);
            kitchen.app.onStart(work -> slow.enqueue(work, new Bill(1)));
            kitchen.broken.set(false);
            try (Client client = kitchen.app.client()) {
                kitchen.jobs.runDue();
                assertThat(kitchen.jobs.failed())
                        .singleElement()
                        .satisfies(failed -> assertThat(failed.error()).contains("CancellationException"));
                assertThat(kitchen.look.texts("select order_id from bill")).containsExactly("7");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_wants_to_roll_back_has_been_done_and_left_nothing(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Job<Bill> none = kitchen.jobs.job("none", Bill.class, (work, _) -> {
                work.db().execute("insert into bill values (1)");
                work.rollbackOnly();
            });
            kitchen.broken.set(false);
            kitchen.app.onStart(work -> none.enqueue(work, new Bill(1)));
            try (Client client = kitchen.app.client()) {
                assertThat(kitchen.jobs.runDue()).hasSize(2).allMatch(JobOutcome::succeeded);
                assertThat(kitchen.look.texts("select order_id from bill")).containsExactly("7");
                assertThat(kitchen.look.count("brigade_jobs")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_declares_a_last_statement_is_told_that_this_is_the_end_of_its_row(TestDatabase database) {
        try (Kitchen kitchen = new Kitchen(database)) {
            Job<Bill> last = kitchen.jobs
                    .job("last", Bill.class, (work, _) -> work.finish("insert into bill values (1)"))
                    .attempts(1);
            kitchen.app.onStart(work -> last.enqueue(work, new Bill(1)));
            kitchen.broken.set(false);
            try (Client client = kitchen.app.client()) {
                kitchen.jobs.runDue();
                assertThat(kitchen.jobs.failed())
                        .singleElement()
                        .satisfies(failed -> assertThat(failed.error())
                                .contains("can't declare \"insert into bill values (1)\" to be its last statement"));
            }
        }
    }

    /** Else its row would be gone, and what it did there lost. */
    @ParameterizedTest
    @EnumSource
    void one_whose_further_database_refuses_the_commit_is_tried_again(TestDatabase database) {
        DatabaseSettings stock = TestDatabase.POSTGRESQL.fresh();
        DatabaseSettings settings = database.fresh();
        App app = App.named("kitchen").database(settings.url()).database("stock", stock.url());
        Jobs jobs = Jobs.of(app);
        AtomicInteger runs = new AtomicInteger();
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
                    work.db().execute("insert into bill values (?)", bill.order());
                    int there = runs.incrementAndGet() == 1 ? 99 : 1; // 99 is not, which is found out at the commit
                    work.db("stock").execute("insert into taken values (?)", there);
                })
                .attempts(2);
        app.onStart(work -> bills.enqueue(work, new Bill(7)));
        try (Look look = new Look(settings);
                Look shelf = new Look(stock)) {
            look.execute("create table bill (order_id bigint)");
            shelf.execute("create table dish (id int primary key)");
            shelf.execute("insert into dish values (1)");
            shelf.execute("create table taken (dish int references dish deferrable initially deferred)");
            try (Client client = app.client()) {
                Instant now = Instant.now();
                jobs.runDue(now);
                assertThat(look.count("brigade_jobs")).isEqualTo(1);
                assertThat(look.count("bill")).isZero();

                jobs.runDue(now.plus(Duration.ofHours(2)));
                assertThat(look.count("brigade_jobs") + look.count("brigade_jobs_failed"))
                        .isZero();
                assertThat(look.count("bill")).isEqualTo(1);
                assertThat(shelf.texts("select dish from taken")).containsExactly("1");
            }
        }
    }
}
