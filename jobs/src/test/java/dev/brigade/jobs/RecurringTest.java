package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.jobs.run.Schedule;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that are run again and again. */
class RecurringTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** A time to come at which what is run each {@code interval} is due. */
    private static Instant due(Duration interval) {
        long intervals = Duration.between(Instant.EPOCH, Instant.now()).dividedBy(interval);
        return Instant.EPOCH.plus(interval.multipliedBy(intervals + 2));
    }

    private static App kitchen(DatabaseSettings settings) {
        return App.named("kitchen").database(settings.url());
    }

    @ParameterizedTest
    @EnumSource
    void one_is_run_each_interval_and_once_for_what_was_missed(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        App app = kitchen(settings);
        Jobs jobs = Jobs.of(app);
        jobs.every(Duration.ofMinutes(10), "tidy", work -> work.db().execute("insert into tidied values (1)"));
        try (Look look = new Look(settings)) {
            look.execute("create table tidied (x int)");
            try (Client client = app.client()) {
                Instant due = due(Duration.ofMinutes(10));
                assertThat(jobs.runDue(due.minusMillis(1))).hasSizeLessThan(2); // it was declared an interval before
                look.execute("delete from tidied");
                assertThat(jobs.runDue(due.minusMillis(1))).isEmpty();
                assertThat(jobs.runDue(due)).hasSize(1);
                assertThat(jobs.runDue(due.plus(Duration.ofMinutes(9)))).isEmpty();
                assertThat(jobs.runDue(due.plus(Duration.ofMinutes(45)))).hasSize(1);
                assertThat(jobs.runDue(due.plus(Duration.ofMinutes(49)))).isEmpty();
                assertThat(jobs.runDue(due.plus(Duration.ofMinutes(50)))).hasSize(1); // the rhythm stays
                assertThat(look.count("tidied")).isEqualTo(3);
                assertThat(look.count("brigade_jobs")).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_with_a_pattern_is_run_at_its_times_in_its_zone(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        App app = kitchen(settings);
        Jobs jobs = Jobs.of(app);
        jobs.cron("30 3 * * *", VIENNA, "tidy", _ -> {});
        ZonedDateTime midnight = ZonedDateTime.now(VIENNA).plusDays(1).truncatedTo(ChronoUnit.DAYS);
        try (Client client = app.client()) {
            jobs.runDue();
            jobs.runDue(midnight.toInstant()); // today's, if it was still to come
            assertThat(jobs.runDue(midnight.withHour(3).withMinute(29).toInstant()))
                    .isEmpty();
            assertThat(jobs.runDue(midnight.withHour(3).withMinute(30).toInstant()))
                    .hasSize(1);
            assertThat(jobs.runDue(midnight.plusDays(1).toInstant())).isEmpty();
            assertThat(jobs.runDue(midnight.plusDays(3).toInstant())).hasSize(1); // two were missed
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_fails_is_tried_again_until_its_next_time_at_the_latest_and_never_given_up(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        App app = kitchen(settings);
        Jobs jobs = Jobs.of(app);
        AtomicBoolean broken = new AtomicBoolean(true);
        jobs.every(Duration.ofHours(1), "tidy", _ -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no broom");
                    }
                })
                .backoff(Duration.ofMinutes(40));
        try (Client client = app.client("--jobs.attempts", "1")) {
            Instant due = due(Duration.ofHours(1));
            jobs.runDue(due.minusMillis(1));
            assertThat(jobs.runDue(due)).hasSize(1).noneMatch(JobOutcome::succeeded);
            assertThat(jobs.runDue(due.plus(Duration.ofMinutes(19)))).isEmpty();
            assertThat(jobs.runDue(due.plus(Duration.ofMinutes(40)))).hasSize(1); // after the pause
            assertThat(jobs.runDue(due.plus(Duration.ofMinutes(59)))).isEmpty();
            assertThat(jobs.runDue(due.plus(Duration.ofHours(1)))).hasSize(1); // 80 minutes would be too late
            broken.set(false);
            assertThat(jobs.runDue(due.plus(Duration.ofHours(2)))).hasSize(1).allMatch(JobOutcome::succeeded);
            assertThat(jobs.failed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_schedule_that_has_changed_counts_from_then_on(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        try (Look look = new Look(settings)) {
            // Times are multiples of the interval since 1970: one of a day would be due at midnight.
            Duration century = Duration.ofDays(36_500);
            Duration hour = Duration.ofHours(1);
            for (Duration interval : List.of(century, hour)) {
                App app = kitchen(settings);
                Jobs jobs = Jobs.of(app);
                jobs.every(interval, "tidy", _ -> {});
                try (Client client = app.client()) {
                    assertThat(jobs.runDue()).isEmpty();
                    assertThat(jobs.runDue(Instant.now().plus(Duration.ofMinutes(61))))
                            .hasSize(interval.equals(hour) ? 1 : 0);
                }
            }
        }
    }

    private static App tidied(DatabaseSettings settings, int hours) {
        App app = kitchen(settings);
        Jobs.of(app).every(Duration.ofHours(hours), "tidy", _ -> {});
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void a_node_that_still_has_the_old_schedule_heeds_the_new_one(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        App before = kitchen(settings);
        Jobs old = Jobs.of(before);
        old.every(Duration.ofDays(20), "tidy", _ -> {});
        App after = kitchen(settings);
        Jobs changed = Jobs.of(after);
        changed.every(Duration.ofHours(1), "tidy", _ -> {});
        try (Client one = before.client();
                Client two = after.client()) {
            assertThat(old.runDue()).isEmpty();
            assertThat(changed.runDue()).isEmpty();
            Instant due = due(Duration.ofHours(1));
            assertThat(old.runDue(due)).hasSize(1); // in a deployment the old version runs beside the new one
            assertThat(old.runDue(due.plus(Duration.ofMinutes(59)))).isEmpty();
            assertThat(changed.runDue(due.plus(Duration.ofMinutes(60)))).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_schedule_that_has_changed_while_the_job_ran_counts_when_it_has_ended(TestDatabase database)
            throws Exception {
        DatabaseSettings settings = database.fresh();
        try (Look look = new Look(settings)) {
            try (Server old = tidied(settings, 500).start("--port", "0")) {
                look.execute("update brigade_jobs set picked = true, picked_by = 'other',"
                        + " last_heartbeat = current_timestamp");
                look.execute("insert into brigade_jobs_node (name, seen) values ('other',"
                        + " current_timestamp + interval '1' day)");
            }
            try (Server changed = tidied(settings, 1).start("--port", "0", "--jobs.takeover", "1s")) {
                assertThat(look.texts("select task_data from brigade_jobs")).containsExactly("every PT500H");
                look.execute("update brigade_jobs set picked = false, version = version + 1,"
                        + " execution_time = current_timestamp + interval '20' day");
                Eventually.holds(
                        "it has the new schedule",
                        () -> look.texts("select task_data from brigade_jobs").contains("every PT1H"));
                assertThat(look.texts("select 1 from brigade_jobs where execution_time"
                                + " < current_timestamp + interval '2' hour"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void what_a_change_of_the_clocks_leaves_out_is_run_after_it_and_what_it_repeats_is_run_once() {
        // in Vienna it is never 2:30 on 2026-03-29, and twice on 2026-10-25
        assertThat(times("30 2 * * *", "2026-03-28T12:00", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00", "2026-03-31T02:30+02:00");
        assertThat(times("0 2 29 3 *", "2026-03-28T12:00", 2))
                .containsExactly("2026-03-29T03:00+02:00", "2027-03-29T02:00+02:00");
        assertThat(times("30 2,3 * * *", "2026-03-28T12:00", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        assertThat(times("30 2 * * *", "2026-10-24T12:00", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(times("15 * * * *", "2026-03-29T01:00", 2))
                .containsExactly("2026-03-29T01:15+01:00", "2026-03-29T03:15+02:00"); // each hour that there is
        assertThat(times("15 * * * *", "2026-10-25T02:00", 3))
                .containsExactly("2026-10-25T02:15+02:00", "2026-10-25T02:15+01:00", "2026-10-25T03:15+01:00");
    }

    private static List<String> times(String pattern, String after, int most) {
        Schedule schedule = Schedule.Cron.of(pattern, VIENNA);
        List<String> times = new ArrayList<>();
        Instant at = LocalDateTime.parse(after).atZone(VIENNA).toInstant();
        while (times.size() < most) {
            at = schedule.next(at);
            times.add(at.atZone(VIENNA).toOffsetDateTime().toString());
        }
        return times;
    }

    @Test
    void a_clock_that_is_set_back_while_it_runs_makes_no_second_run_of_the_same_time() {
        Schedule schedule = Schedule.Cron.of("0 3 * * *", VIENNA);
        Instant due = LocalDateTime.parse("2026-05-01T03:00").atZone(VIENNA).toInstant();
        Instant next = LocalDateTime.parse("2026-05-02T03:00").atZone(VIENNA).toInstant();
        assertThat(schedule.nextAfter(due, due.minusSeconds(5))).isEqualTo(next);
        assertThat(schedule.nextAfter(due, due.plusSeconds(5))).isEqualTo(next);
    }

    @Test
    void a_pattern_that_is_never_met_is_told_at_once() {
        Jobs jobs = Jobs.of(App.named("kitchen").database("jdbc:h2:mem:"));
        assertThatThrownBy(() -> jobs.cron("0 3 30 2 *", VIENNA, "tidy", _ -> {}))
                .hasMessage("\"0 3 30 2 *\" is no pattern of crontab: there is no such day");
    }

    @ParameterizedTest
    @EnumSource
    void two_nodes_run_one_once_at_each_time(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        try (Look look = new Look(settings)) {
            look.execute("create table tidied (due varchar(50) primary key)"); // the second of a time would fail
            look.execute("create table failure (x int)");
            try (Server one = node(settings).start("--port", "0", "--jobs.poll", "20ms");
                    Server two = node(settings).start("--port", "0", "--jobs.poll", "20ms")) {
                Eventually.holds("it was run several times", () -> look.count("tidied") >= 3);
            }
            assertThat(look.count("brigade_jobs")).isEqualTo(1);
            assertThat(look.texts("select consecutive_failures from brigade_jobs"))
                    .containsExactly("0");
            assertThat(look.texts("select last_failure from brigade_jobs where last_failure is not null"))
                    .isEmpty();
        }
    }

    private static App node(DatabaseSettings settings) {
        App app = kitchen(settings);
        Jobs.of(app)
                .every(
                        Duration.ofSeconds(1),
                        "tidy",
                        work -> work.db()
                                .execute(
                                        "insert into tidied select cast(execution_time as varchar) from brigade_jobs"));
        return app;
    }

    @Test
    void what_is_no_pattern_or_no_interval_is_told_at_once() {
        Jobs jobs = Jobs.of(App.named("kitchen").database("jdbc:h2:mem:"));
        assertThatThrownBy(() -> jobs.cron("0 0 3 * * *", VIENNA, "tidy", _ -> {}))
                .hasMessage(
                        "\"0 0 3 * * *\" is no pattern of crontab: it has five fields, for minute, hour, day of month,"
                                + " month and day of week, such as \"0 3 * * *\"");
        assertThatThrownBy(() -> jobs.cron("0 25 * * *", VIENNA, "tidy", _ -> {}))
                .hasMessageStartingWith("\"0 25 * * *\" is no pattern of crontab: ")
                .hasMessageContaining("25");
        assertThatThrownBy(() -> jobs.every(Duration.ofMillis(10), "tidy", _ -> {}))
                .hasMessage("A recurring job can't run every PT0.01S; give it a second or more");
    }
}
