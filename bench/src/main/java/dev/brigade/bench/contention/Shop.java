package dev.brigade.bench.contention;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.util.Map;

/**
 * The application that is measured, at one isolation: an order looks at what is left of a dish, takes a portion and writes
 * itself down. Its answer is how often it ran. Safe from any thread.
 */
final class Shop implements AutoCloseable {
    /** Many more than are ordered, so that the planner uses the index whatever is hot; it would not on a table of ten rows. */
    private static final int DISHES = 10_000;

    private static final int CONNECTIONS = 16;

    private final Client client;

    Shop(String url, Isolation isolation) {
        App app = App.named("shop").database(url);
        app.post("/orders/{dish:long}", rq -> {
                    long dish = rq.path("dish", long.class);
                    int portions = rq.db()
                            .createQuery("select portions from pantry where dish = :dish")
                            .bind("dish", dish)
                            .mapTo(Integer.class)
                            .one();
                    if (portions < 1) {
                        throw new IllegalStateException("Dish " + dish + " is sold out");
                    }
                    rq.db().execute("update pantry set portions = portions - 1 where dish = ?", dish);
                    rq.db().execute("insert into orders (dish) values (?)", dish);
                    return Integer.toString(rq.run());
                })
                .isolation(isolation);
        client = app.client("--database.url", url, "--database.pool.size", Integer.toString(CONNECTIONS));
    }

    /** Makes the tables, full. */
    static void open(String url) {
        App app = App.named("delivery").database(url);
        app.onStart(work -> {
            work.db().execute("create table pantry (dish bigint primary key, portions int not null)");
            work.db().execute("create table orders (id bigserial primary key, dish bigint not null)");
            work.db()
                    .execute("insert into pantry select dish, 1000000000 from generate_series(1, " + DISHES + ") dish");
            work.db().execute("analyze pantry");
        });
        app.client("--database.url", url).close();
    }

    /** Orders a dish from 1 on; how often that ran, 0 if it failed. */
    int order(long dish) {
        var answer = client.send("POST", "/orders/" + dish, Map.of(), new byte[0]);
        return answer.status() == 200 ? Integer.parseInt(answer.text()) : 0;
    }

    @Override
    public void close() {
        client.close();
    }
}
