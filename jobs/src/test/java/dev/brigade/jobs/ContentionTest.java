package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs and requests at once, at SERIALIZABLE. */
class ContentionTest {
    private static final int CHAINS = 8;
    private static final int STEPS = 25;

    record Step(int chain, int number) {}

    /** Each job of a chain enqueues the next. */
    private static App chains(DatabaseSettings settings, AtomicInteger runs) {
        App app = App.named("kitchen").database(settings.url());
        AtomicReference<Job<Step>> next = new AtomicReference<>();
        next.set(Jobs.of(app).job("step", Step.class, (work, step) -> {
            runs.incrementAndGet();
            work.db().execute("insert into done values (?, ?)", step.chain(), step.number());
            if (step.number() < STEPS) {
                next.get().enqueue(work, new Step(step.chain(), step.number() + 1));
            }
        }));
        app.onStart(work -> {
            for (int chain = 0; chain < CHAINS; chain++) {
                next.get().enqueue(work, new Step(chain, 1));
            }
        });
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void jobs_that_enqueue_and_end_at_once_do_not_refuse_each_other(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        AtomicInteger runs = new AtomicInteger();
        try (Look look = new Look(settings)) {
            look.execute("create table done (chain int, number int, primary key (chain, number))");
            try (Server server = chains(settings, runs).start("--port", "0", "--jobs.workers", "8")) {
                Eventually.holds("all are done", () -> look.count("done") == CHAINS * STEPS);
            }
            assertThat(look.count("brigade_jobs")).isZero();
            assertThat(runs).hasValue(CHAINS * STEPS); // with rows found by their index on PostgreSQL twice as many
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, 1", "POSTGRESQL, 1", "H2, 3", "POSTGRESQL, 3"})
    void more_workers_than_connections_wait_for_them_and_get_on(TestDatabase database, int pool) throws Exception {
        DatabaseSettings settings = database.fresh();
        try (Look look = new Look(settings)) {
            look.execute("create table done (chain int, number int, primary key (chain, number))");
            try (Server server = chains(settings, new AtomicInteger())
                    .start(
                            "--port",
                            "0",
                            "--jobs.workers",
                            "8",
                            "--database.pool.size",
                            String.valueOf(pool),
                            "--database.jobs.size",
                            "1")) {
                Eventually.holds("all are done", () -> look.count("done") == CHAINS * STEPS);
            }
            assertThat(look.count("brigade_jobs")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_job_that_meets_a_conflict_runs_again_at_once_and_has_not_failed(TestDatabase database) {
        DatabaseSettings settings = database.fresh();
        AtomicInteger runs = new AtomicInteger();
        App app = App.named("kitchen").database(settings.url());
        Jobs jobs = Jobs.of(app);
        Job<Step> steps = jobs.job("step", Step.class, (work, step) -> {
                    int before = work.db()
                            .select("select taken from stock")
                            .mapTo(int.class)
                            .one();
                    if (runs.incrementAndGet() < 3) {
                        try (Look other = new Look(settings)) {
                            other.execute("update stock set taken = taken + 1"); // has committed when it returns
                        }
                    }
                    work.db().execute("update stock set taken = ?", before + 10);
                })
                .attempts(1);
        app.onStart(work -> steps.enqueue(work, new Step(1, 1)));
        try (Look look = new Look(settings)) {
            look.execute("create table stock (taken int not null)");
            look.execute("insert into stock values (0)");
            try (var _ = app.client()) {
                assertThat(jobs.runDue())
                        .singleElement()
                        .satisfies(ran -> assertThat(ran.succeeded()).isTrue());
                assertThat(look.texts("select taken from stock")).containsExactly("12");
                assertThat(runs).hasValue(3);
            }
        }
    }
}
