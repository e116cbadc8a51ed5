package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.AppCheck;
import dev.brigade.check.AppExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Pair;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications that make their tables, and the rows in them, when they start. */
class StartHooksTest {

    private static App app() {
        return App.named("till", app -> {
            app.database("jdbc:h2:mem:till");
            app.onStart(work -> {
                work.db().execute("create table if not exists pantry (dish varchar(20) primary key, portions int)");
                work.db()
                        .execute("create table if not exists sold (dish varchar(20) references pantry (dish), guest"
                                + " varchar(20))");
                work.db().execute("insert into pantry select 'soup', 1 where not exists (select 1 from pantry)");
            });
            app.post("/orders", rq -> {
                        int taken = rq.db()
                                .execute(
                                        "update pantry set portions = portions - 1 where dish = 'soup' and portions > 0");
                        if (taken == 0) {
                            throw new Conflict("sold out");
                        }
                        rq.db().execute("insert into sold values ('soup', 'ann')");
                        return "ordered";
                    })
                    .example("/orders");
            app.post("/naive", rq -> {
                        int portions = rq.db()
                                .select("select portions from pantry where dish = 'soup'")
                                .mapTo(Integer.class)
                                .one();
                        rq.db().execute("update pantry set portions = ? where dish = 'soup'", portions - 1);
                        return "ordered";
                    })
                    .isolation(Isolation.READ_COMMITTED)
                    .example("/naive");
        });
    }

    private static AppExploration explore(DatabaseProduct product, String path) {
        return Explore.app(StartHooksTest::app)
                .on(product)
                .budget(Duration.ofMinutes(1))
                .request("POST", path)
                .request("POST", path);
    }

    @ParameterizedTest
    @EnumSource
    void each_run_begins_without_what_the_runs_before_have_left_in_these_tables(DatabaseProduct product) {
        Explored explored = explore(product, "/orders").verify();

        assertThat(explored.isComplete()).isTrue();
        assertThat(explored.certificate().covered()).contains("table pantry");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_left_in_these_tables_is_compared(DatabaseProduct product) {
        Explored explored = explore(product, "/naive").explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
    }

    @Test
    void none_of_their_pairs_is_taken_for_one_that_is_refused() {
        AppCheck.Result result = AppCheck.of(StartHooksTest::app).run(_ -> {});

        assertThat(result.pairs())
                .extracting(Pair::verdictText)
                .containsExactly("certified", "lost update", "lost update");
    }
}
