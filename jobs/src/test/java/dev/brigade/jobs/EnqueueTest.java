package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job is there if and only if the transaction that enqueued it has committed. */
class EnqueueTest {
    record Bill(long order, String to) {}

    @ParameterizedTest
    @EnumSource
    void what_a_request_enqueues_is_run_after_its_commit(TestDatabase database) {
        App app = App.named("kitchen").database(database.fresh().url());
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job(
                "bill",
                Bill.class,
                (work, bill) -> work.db().execute("insert into bill values (?, ?)", bill.order(), bill.to()));
        app.onStart(work -> work.db().execute("create table bill (order_id bigint, receiver varchar(100))"));
        app.post("/orders", rq -> {
            bills.enqueue(rq, new Bill(42, "Jürgen \"Jo\" O'Neill"));
            return "";
        });
        app.get(
                "/bills",
                rq -> rq.db()
                        .select("select receiver from bill")
                        .mapTo(String.class)
                        .list());
        try (Client client = app.client()) {
            assertThat(jobs.runDue()).isEmpty();
            assertThat(client.post("/orders", "").status()).isEqualTo(200);
            assertThat(jobs.runDue()).singleElement().satisfies(ran -> {
                assertThat(ran.failure()).isEmpty();
                assertThat(ran.job()).isEqualTo("bill");
            });
            assertThat(client.get("/bills").text()).isEqualTo("[\"Jürgen \\\"Jo\\\" O'Neill\"]");
            assertThat(jobs.runDue()).isEmpty();
        }
    }
}
