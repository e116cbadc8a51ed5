package kitchen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.AppExploration.Requests;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import dev.brigade.data.options.Isolation;
import dev.brigade.jobs.Job;
import dev.brigade.jobs.Jobs;
import dev.brigade.web.App;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What requests enqueue is part of what the explorer compares. */
class JobsThreadSafetyTest {
    record Refund(long order) {}

    private static App app(boolean withKey, Isolation isolation) {
        App app = App.named("refunds").database();
        Job<Refund> refunds = Jobs.of(app).job("refund", Refund.class, (_, _) -> {});
        app.post("/refund", rq -> {
                    if (withKey) {
                        refunds.enqueueOnce(rq, new Refund(1), "order 1");
                        return "asked for";
                    }
                    int asked = rq.db()
                            .select("select count(*) from brigade_jobs")
                            .mapTo(int.class)
                            .one();
                    if (asked == 0) { // somebody else may see that too
                        refunds.enqueue(rq, new Refund(1));
                    }
                    return "asked for";
                })
                .isolation(isolation);
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void a_key_is_enqueued_once_in_every_interleaving(DatabaseProduct database) {
        Requests refund = http -> http.post("/refund", "");
        assertThat(Explore.app(() -> app(true, Isolation.SERIALIZABLE))
                        .on(database)
                        .together(refund, refund)
                        .verify()
                        .schedules())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void to_look_first_and_then_to_enqueue_is_found_to_do_it_twice(DatabaseProduct database) {
        Requests refund = http -> http.post("/refund", "");
        assertThatThrownBy(() -> Explore.app(() -> app(false, Isolation.READ_COMMITTED))
                        .on(database)
                        .together(refund, refund)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class);
    }
}
