package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.AppExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.NotThreadSafeError;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.report.ReplayFile;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .budget(Duration.ofMinutes(1))
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
        assertThat(explored.certificate().covered()).contains("table pantry");
    }

    private static App withShelves() {
        App app = app();
        app.database("stock", "jdbc:h2:mem:stock").migrations("stock", "shelves");
        app.post("/shelve", rq -> {
                    int pieces = rq.db("stock")
                            .select("select pieces from shelf where name = 'front'")
                            .mapTo(Integer.class)
                            .one();
                    rq.db("stock").execute("update shelf set pieces = ? where name = 'front'", pieces - 1);
                    return "shelved";
                })
                .isolation(Isolation.READ_COMMITTED);
        return app;
    }

    @Test
    void what_a_second_database_holds_is_compared_too() {
        Explored explored = Explore.app(PantryTest::withShelves)
                .request("POST", "/shelve")
                .request("POST", "/shelve")
                .explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
    }

    @Test
    void a_schedule_that_is_kept_as_a_file_fails_until_the_code_is_repaired(@TempDir Path folder) {
        Path file = folder.resolve("naive.schedule");
        ReplayFile.of(explore(DatabaseProduct.H2, "/naive").explore().finding().orElseThrow())
                .write(file);

        assertThatThrownBy(() -> explore(DatabaseProduct.H2, "/naive").replay(file))
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
        assertThat(explore(DatabaseProduct.H2, "/orders").replay(file).finding())
                .isEmpty();
    }

    @Test
    void a_schedule_that_the_code_can_not_follow_is_told_from_one_that_passes() {
        assertThatThrownBy(() -> explore(DatabaseProduct.H2, "/orders").replay("t0 t7"))
                .isInstanceOf(ExplorationException.class)
                .hasMessageContaining("leads elsewhere")
                .hasMessageContaining("Explore anew");
    }
}
