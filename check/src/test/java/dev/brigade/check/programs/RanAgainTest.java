package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Finding;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A handler that the database has told to try again has changed more than rows. */
class RanAgainTest {
    private static App app() {
        return App.named("stock", app -> {
            AtomicInteger sold = new AtomicInteger();
            app.database("jdbc:h2:mem:stock");
            app.post("/sell", rq -> {
                        int number = sold.incrementAndGet();
                        int left = rq.db()
                                .select("select n from stock")
                                .mapTo(Integer.class)
                                .one();
                        rq.db().execute("update stock set n = ?", left - 1);
                        return "sale " + number;
                    })
                    .isolation(Isolation.SERIALIZABLE);
        });
    }

    /** Whichever of the two it is, and whichever schedule shows it: none of the rows is wrong. */
    @Test
    void it_is_said_that_it_ran_again() {
        Explored explored = Explore.app(RanAgainTest::app)
                .given(db -> db.execute("create table stock (n int)").execute("insert into stock values (5)"))
                .request("POST", "/sell")
                .request("POST", "/sell")
                .explore();

        Finding finding = explored.finding().orElseThrow();
        assertThat(finding.sentence())
                .matches("The database told POST /sell \\(.\\) to try again, and it ran again; .*");
        assertThat(finding.steps().stream().filter(step -> step.matters())).hasSize(2);
    }
}
