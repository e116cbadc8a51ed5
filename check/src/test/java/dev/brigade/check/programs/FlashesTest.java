package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Response;
import org.junit.jupiter.api.Test;

/** What only the next page would show. */
class FlashesTest {
    private static App app() {
        return App.named("flashes", app -> {
            app.database("jdbc:h2:mem:flashes").sessions();
            app.post("/visit", rq -> {
                        int before = rq.db()
                                .select("select n from visit")
                                .mapTo(Integer.class)
                                .one();
                        rq.db().execute("update visit set n = n + 1");
                        rq.flash("You are number " + (before + 1));
                        return Response.redirect("/");
                    })
                    .isolation(Isolation.READ_COMMITTED);
            app.post("/carts", rq -> {
                long id = rq.db()
                        .createUpdate("insert into cart (n) values (0)")
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
                rq.session().put("cart", String.valueOf(id));
                rq.flash("Cart " + id + " is yours");
                return Response.redirect("/");
            });
        });
    }

    @Test
    void a_flash_that_no_serial_order_shows_is_found() {
        Explored explored = Explore.app(FlashesTest::app)
                .given(db -> db.execute("create table visit (n int)").execute("insert into visit values (0)"))
                .request("POST", "/visit")
                .request("POST", "/visit")
                .explore();

        assertThat(explored.finding().orElseThrow().found().results().toString())
                .contains("You are number 1");
    }

    @Test
    void generated_keys_in_a_session_and_a_flash_may_be_those_of_another_order() {
        Explored explored = Explore.app(FlashesTest::app)
                .given(db ->
                        db.execute("create table cart (id bigint generated always as identity primary key, n int)"))
                .request("POST", "/carts")
                .request("POST", "/carts")
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
