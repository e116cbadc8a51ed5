package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stop of an application that runs jobs. */
class StopTest {
    record Dish(int number) {}

    /** An application whose jobs say that they have begun. */
    private static final class Kitchen implements AutoCloseable {
        final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        final CountDownLatch goOn = new CountDownLatch(1);
        final Look look;
        final Server server;

        Kitchen(TestDatabase database, Job.Handler<Dish> handler, String... settings) {
            DatabaseSettings fresh = database.fresh();
            look = new Look(fresh);
            look.execute("create table dish (number int)");
            App app = App.named("kitchen").database(fresh.url());
            Job<Dish> dishes = Jobs.of(app).job("dish", Dish.class, (work, dish) -> {
                work.db().execute("insert into dish values (?)", dish.number());
                begun.add(dish.number());
                handler.run(work, dish);
                assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
            });
            app.post("/cook/{number:int}", rq -> {
                dishes.enqueue(rq, new Dish(rq.path("number", int.class)));
                return "";
            });
            server = app.start(settings);
        }

        void cook(int number) throws Exception {
            Http.post(server.port(), "/cook/" + number);
        }

        @Override
        public void close() {
            look.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_runs_is_finished_and_nothing_more_is_begun(TestDatabase database) throws Exception {
        try (Kitchen kitchen = new Kitchen(database, (_, _) -> {}, "--port", "0", "--jobs.workers", "1")) {
            kitchen.cook(1);
            assertThat(kitchen.begun.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            kitchen.cook(2);
            Thread stop = Thread.ofPlatform().start(kitchen.server::close);
            Eventually.holds(
                    "it waits for what runs",
                    () -> Arrays.stream(stop.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().endsWith(".Workers")
                                    && frame.getMethodName().equals("until")));
            kitchen.goOn.countDown();
            stop.join();
            assertThat(kitchen.begun).isEmpty();
            assertThat(kitchen.look.texts("select number from dish")).containsExactly("1");
            assertThat(kitchen.look.texts("select task_data from brigade_jobs where not picked"))
                    .containsExactly("{\"number\":2}");
            assertThat(kitchen.look.count("brigade_jobs_node")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_takes_longer_than_the_grace_is_rolled_back_and_goes_back(TestDatabase database) throws Exception {
        try (Kitchen kitchen = new Kitchen(database, (_, _) -> {}, "--port", "0", "--stop.grace", "100ms")) {
            kitchen.cook(1);
            assertThat(kitchen.begun.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            kitchen.server.close();
            assertThat(kitchen.look.count("dish")).isZero();
            assertThat(kitchen.look.texts("select consecutive_failures from brigade_jobs where not picked"))
                    .containsExactly("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_does_not_heed_the_end_never_commits(TestDatabase database) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Job.Handler<Dish> deaf = (_, _) -> {
            while (release.getCount() > 0) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                Thread.interrupted();
            }
            reached.countDown();
        };
        try (Kitchen kitchen = new Kitchen(database, deaf, "--port", "0", "--stop.grace", "100ms")) {
            kitchen.cook(1);
            assertThat(kitchen.begun.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            kitchen.goOn.countDown();
            kitchen.server.close();
            release.countDown();
            assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(kitchen.look.count("dish")).isZero();
            assertThat(kitchen.look.count("brigade_jobs")).isEqualTo(1); // until its node is taken for dead
        }
    }
}
