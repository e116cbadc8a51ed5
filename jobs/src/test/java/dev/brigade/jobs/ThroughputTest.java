package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThroughputTest {
    record Step(int chain, int number) {}

    @ParameterizedTest
    @EnumSource
    void chain(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        AtomicInteger runs = new AtomicInteger();
        App app = App.named("kitchen").database(settings.url());
        Jobs jobs = Jobs.of(app);
        Job<?>[] self = new Job<?>[1];
        Job<Step> steps = jobs.job("step", Step.class, (work, step) -> {
            runs.incrementAndGet();
            work.db().execute("insert into done values (?, ?)", step.chain(), step.number());
            if (step.number() < 100) {
                @SuppressWarnings("unchecked")
                Job<Step> me = (Job<Step>) self[0];
                me.enqueue(work, new Step(step.chain(), step.number() + 1));
            }
        });
        self[0] = steps;
        app.onStart(work -> {
            work.db().execute("create table done (chain int, number int, primary key (chain, number))");
            for (int i = 0; i < 8; i++) {
                steps.enqueue(work, new Step(i, 1));
            }
        });
        try (Look look = new Look(settings);
                Server server = app.start("--port", "0", "--jobs.workers", "8")) {
            long t = System.nanoTime();
            Until.holds("all done", () -> look.count("done") == 800);
            System.out.println(
                    "SAID " + database + " " + runs + " runs of 800 in " + (System.nanoTime() - t) / 1_000_000 + " ms");
            assertThat(runs.get()).isGreaterThanOrEqualTo(800);
        }
    }
}
