package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.web.App;
import dev.brigade.web.Handler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** Requests that use two databases each. */
class TwoDatabasesTest {
    private static final AtomicInteger COME = new AtomicInteger();

    private static Explored twice(Handler handler) {
        return Explore.app(() -> App.named("parcels", app -> {
                    app.database("jdbc:h2:mem:parcels");
                    app.database("stock", "jdbc:h2:mem:stock").migrations("stock", "shelves");
                    app.post("/", handler);
                }))
                .budget(Duration.ofMinutes(1))
                .given(db -> db.execute(
                                "create table parcel (id int generated always as identity primary key, to_whom varchar(20))")
                        .execute("create table bill (id int generated always as identity primary key, amount int)"))
                .request("POST", "/")
                .request("POST", "/")
                .verify();
    }

    private static long add(Handle database, String sql) {
        COME.incrementAndGet(); // so that each order is run in which they come here
        return database.createUpdate(sql)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static void isProven(Explored explored) {
        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void generated_keys_of_both_in_an_answer_may_be_those_of_another_order() {
        isProven(twice(rq -> {
            long bill = add(rq.db(), "insert into bill (amount) values (5)");
            long note = add(rq.db("stock"), "insert into note (parcel_id, bill_id) values (0, 0)");
            return bill + " " + note;
        }));
    }

    @Test
    void a_row_may_name_keys_of_the_other_database() {
        isProven(twice(rq -> {
            long parcel = add(rq.db(), "insert into parcel (to_whom) values ('ann')");
            long bill = add(rq.db(), "insert into bill (amount) values (5)");
            rq.db("stock").execute("insert into note (parcel_id, bill_id) values (?, ?)", parcel, bill);
            return "sent";
        }));
    }

    private static int pieces(Handle database) {
        return database.select("select pieces from shelf where name = 'front'")
                .mapTo(Integer.class)
                .one();
    }

    @Test
    void tables_of_the_same_name_in_both_are_told_apart() {
        Explored explored = Explore.app(() -> App.named("shelves", app -> {
                    app.database("jdbc:h2:mem:shelves");
                    app.database("stock", "jdbc:h2:mem:stock").migrations("stock", "shelves");
                    app.post("/out", rq -> {
                        rq.db("stock").execute("update shelf set pieces = ? where name = 'front'", pieces(rq.db()) + 1);
                        return "out";
                    });
                    app.post("/in", rq -> {
                        rq.db().execute("update shelf set pieces = ? where name = 'front'", pieces(rq.db("stock")) + 1);
                        return "in";
                    });
                }))
                .given(db -> db.execute("create table shelf (name varchar(20) primary key, pieces int not null)")
                        .execute("insert into shelf values ('front', 5)"))
                .request("POST", "/out")
                .request("POST", "/in")
                .explore();

        Finding finding = explored.finding().orElseThrow();
        assertThat(finding.anomaly()).isEqualTo(Anomaly.WRITE_SKEW);
        assertThat(finding.sentence()).contains("of shelf (name=front)", "of stock.shelf (name=front)");
    }
}
