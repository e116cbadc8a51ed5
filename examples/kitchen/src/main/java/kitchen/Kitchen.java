package kitchen;

import dev.brigade.data.Work;
import dev.brigade.data.options.Isolation;
import dev.brigade.jobs.Jobs;
import dev.brigade.metrics.Metrics;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.QueueClosedException;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.View;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.NotFound;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;

/** The application: its routes and what its threads share. */
public final class Kitchen {
    private static final int RESTOCK = 20;

    private Kitchen() {}

    public static void main(String... args) {
        app().run(args);
    }

    /** A factory, so that each test has a kitchen of its own. */
    public static App app() {
        return app(Thread::sleep);
    }

    static App app(Oven.Timer timer) {
        return app(timer, _ -> {});
    }

    /** @param jobsForTests is given the jobs, for tests that run them */
    static App app(Oven.Timer timer, Consumer<Jobs> jobsForTests) {
        var app = App.named("kitchen").database().migrations("db").sessions();

        // What the threads of the kitchen share, beside the tables.
        var baking = app.setting("kitchen.baking", Duration.class, Duration.ofSeconds(3), "how long a dish bakes");
        var heating =
                app.setting("kitchen.heating", Duration.class, Duration.ofSeconds(2), "how long the oven heats up");
        var oven = new Oven(app.lock("oven").heldForLong(), timer, baking, heating);
        var pass = app.queue("pass", Ticket.class, 20);
        var news = new News(app.lock("news"));
        var jobs = Jobs.of(app);
        jobsForTests.accept(jobs);

        app.live("/live"); // what its threads do, for whoever develops it
        Metrics.at(app, "/metrics"); // and in numbers

        app.get("/", rq -> View.of("index.html", "orders", Orders.latest(rq, oven), "pantry", Pantry.all(rq)))
                .example("/");
        app.get("/events", rq -> Response.events(news::sendTo));

        app.get("/pantry", Pantry::all).example("/pantry");
        app.get("/pantry/{dish}", rq -> Pantry.find(rq, rq.path("dish"))).example("/pantry/lasagne");
        app.post("/pantry/{dish}/restock", rq -> {
                    if (!Pantry.put(rq, rq.path("dish"), RESTOCK)) {
                        throw new NotFound("There is no dish " + rq.path("dish"));
                    }
                    rq.afterCommit(news::announce);
                    return Pantry.find(rq, rq.path("dish"));
                })
                .example("/pantry/lasagne/restock");

        app.get("/orders", rq -> Orders.latest(rq, oven)).example("/orders");
        app.get("/orders/{id:long}", rq -> Orders.find(rq, oven, rq.path("id", long.class)))
                .named("order")
                .example("/orders/1");
        app.post("/orders", rq -> {
                    var wish = rq.body(NewOrder.class);
                    if (!Pantry.take(rq, wish.dish(), wish.portions())) {
                        throw soldOut(rq, wish);
                    }
                    return ordered(rq, wish, pass, news);
                })
                .example("/orders", new NewOrder("lasagne", 2));

        // The same, the naive way: what two requests at once read is what both compute with. Both sell the last
        // portion.
        app.post("/naive/orders", rq -> {
                    var wish = rq.body(NewOrder.class);
                    int stock = Pantry.stock(rq, wish.dish());
                    if (stock < wish.portions()) {
                        throw soldOut(rq, wish);
                    }
                    Pantry.set(rq, wish.dish(), stock - wish.portions());
                    return ordered(rq, wish, pass, news);
                })
                .isolation(Isolation.READ_COMMITTED)
                .example("/naive/orders", new NewOrder("lasagne", 2));

        // Two cooks: each ticket has a thread, a connection and a transaction of its own, as each request has.
        // A ticket that is left when the kitchen closes needs nothing more: its order is a row, and served after the
        // next
        // start.
        app.consume(pass, 2, (work, ticket) -> {
                    oven.bake(work, ticket.order(), news);
                    Orders.serve(work, ticket.order());
                    work.afterCommit(news::announce);
                })
                .retries(3, Duration.ofSeconds(1))
                .handBack((_, _) -> {});

        // Each night, once, however many kitchens share the pantry.
        jobs.cron("0 4 * * *", ZoneId.systemDefault(), "delivery", work -> {
            Pantry.fill(work, RESTOCK);
            work.afterCommit(news::announce);
        });

        // Tickets are in memory; after a crash the orders tell which are missing. Once the cooks work, not before.
        app.onStart(work -> {
            var waiting = Orders.waiting(work);
            work.afterCommit(() -> Thread.ofVirtual().name("recovers tickets").start(() -> {
                try {
                    for (Ticket ticket : waiting) {
                        pass.put(ticket);
                    }
                } catch (QueueClosedException e) {
                    // The kitchen closes; the next start finds the rest.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        });
        return app;
    }

    private static Response ordered(Request rq, NewOrder wish, BoundedQueue<Ticket> pass, News news) {
        Order order = Orders.add(rq, wish);
        rq.put(pass, new Ticket(order.id()));
        rq.afterCommit(news::announce);
        if (rq.prefersHtml()) { // the form, in a browser that runs no script
            rq.flash("Order #" + order.id() + " is at the pass.");
            return Response.redirect("/");
        }
        return Response.created(rq.urlFor("order", order.id())).body(order);
    }

    private static Conflict soldOut(Work work, NewOrder wish) {
        int left = Pantry.stock(work, wish.dish());
        return new Conflict(wish.dish() + " is sold out" + (left > 0 ? ": only " + left + " left" : ""));
    }
}
