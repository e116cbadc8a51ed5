package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.AppExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.data.Isolation;
import dev.brigade.web.App;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders from one pantry, as requests to an application. */
class PantryTest {

    private static App app() {
        return App.named("pantry", app -> {
            app.database("jdbc:h2:mem:pantry");
            app.post("/naive", rq -> {
                        int portions = rq.db()
                                .select("select portions from pantry where dish = 'soup'")
                                .mapTo(Integer.class)
                                .one();
                        rq.db().execute("update pantry set portions = ? where dish = 'soup'", portions - 1);
                        return "left: " + (portions - 1);
                    })
                    .isolation(Isolation.READ_COMMITTED);
            app.post("/orders", rq -> {
                rq.db().execute("update pantry set portions = portions - 1 where dish = 'soup'");
                return "ordered";
            });
        });
    }

    private static AppExploration explore(DatabaseProduct product, String path) {
        return Explore.app(PantryTest::app)
                .on(product)
                .given(db -> db.execute("create table pantry (dish varchar(20) primary key, portions int not null)")
                        .execute("insert into pantry values ('soup', 20)"))
                .request("POST", path)
                .request("POST", path);
    }

    @ParameterizedTest
    @EnumSource
    void the_naive_way_loses_an_update(DatabaseProduct product) {
        Explored explored = explore(product, "/naive").explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
    }

    @ParameterizedTest
    @EnumSource
    void the_right_way_is_proven(DatabaseProduct product) {
        Explored explored = explore(product, "/orders").explore();

        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }
}
