package kitchen;

import dev.brigade.data.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The orders, as rows. Whether one is in the oven just now only the oven knows. */
final class Orders {
    private static final int LATEST = 100;

    private Orders() {}

    static Order add(Work work, NewOrder wish) {
        long id = work.db()
                .createUpdate("insert into orders (dish, portions) values (:dish, :portions)")
                .bind("dish", wish.dish())
                .bind("portions", wish.portions())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        return new Order(id, wish.dish(), wish.portions(), Order.State.waiting);
    }

    static Optional<Order> find(Work work, Oven oven, long id) {
        Set<Long> cooking = oven.orders();
        return work.db()
                .createQuery("select id, dish, portions, served from orders where id = :id")
                .bind("id", id)
                .map((row, _) -> order(row, cooking))
                .findOne();
    }

    /** The latest first. */
    static List<Order> latest(Work work, Oven oven) {
        Set<Long> cooking = oven.orders();
        return work.db()
                .createQuery("select id, dish, portions, served from orders order by id desc limit " + LATEST)
                .map((row, _) -> order(row, cooking))
                .list();
    }

    /** Tickets for all that is not served, the oldest first. */
    static List<Ticket> waiting(Work work) {
        return work.db()
                .createQuery("select id from orders where not served order by id")
                .map((row, _) -> new Ticket(row.getLong("id")))
                .list();
    }

    static void serve(Work work, long id) {
        work.db().execute("update orders set served = true where id = ?", id);
    }

    private static Order order(ResultSet row, Set<Long> cooking) throws SQLException {
        long id = row.getLong("id");
        Order.State state = row.getBoolean("served")
                ? Order.State.served
                : cooking.contains(id) ? Order.State.cooking : Order.State.waiting;
        return new Order(id, row.getString("dish"), row.getInt("portions"), state);
    }
}
