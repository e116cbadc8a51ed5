package dev.brigade.live;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An application in which whatever the page shows happens when a test wants it: each request that is told to stay does so at a gate until
 * the test opens it. Used by one test's thread; its requests run on their own, and share only what is named and the gates.
 */
final class PageScene implements AutoCloseable {
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    private final Site site;

    PageScene() {
        this(0, "fridge");
    }

    /** At that port, or any if it is 0; with one lock of that name besides the others. */
    PageScene(int port, String lock) {
        App app = App.named("kitchen").database(Site.database());
        app.live("/live");
        app.onStart(work -> {
            work.db().execute("create table pantry (dish varchar(20) primary key, portions int not null)");
            work.db().execute("insert into pantry values ('soup', 20), ('pie', 20)");
        });
        locks(app, lock);
        condition(app);
        database(app);
        deadlock(app);
        site = Site.of(app, "--port", String.valueOf(port), "--database.pool.size", "3", "--guard.wait", "1s");
    }

    private void locks(App app, String other) {
        NamedLock stock = app.lock("stock");
        NamedLock named = app.lock(other);
        app.post("/stocktaking", rq -> {
            rq.hold(stock);
            return stays(rq, "stocktaking");
        });
        app.post("/orders", rq -> {
            rq.hold(stock);
            return "ordered";
        });
        app.post("/named", rq -> {
            rq.hold(named);
            return stays(rq, "named");
        });
        app.get("/named", rq -> {
            rq.hold(named);
            return "none";
        });
        app.post("/slow", rq -> stays(rq, "slow"));
    }

    private void condition(App app) {
        NamedLock oven = app.lock("oven");
        NamedCondition hot = oven.condition("oven is hot");
        boolean[] isHot = {false}; // read and written only by who holds the lock
        app.post("/bake", rq -> {
            oven.lock();
            try {
                while (!isHot[0]) {
                    hot.await();
                }
                stays(rq, "bake");
            } finally {
                oven.unlock();
            }
            return "baked";
        });
        app.post("/heat", rq -> {
            oven.lock();
            try {
                isHot[0] = true;
                hot.signalAll();
                stays(rq, "heat");
            } finally {
                oven.unlock();
            }
            return "hot";
        });
    }

    private void database(App app) {
        app.get("/pantry", rq -> {
            rq.db().select("select count(*) from pantry").mapTo(int.class).one();
            return stays(rq, "pantry");
        });
        app.post("/pantry/soup", rq -> {
            rq.db().execute("update pantry set portions = portions - 1 where dish = 'soup'");
            return stays(rq, "soup");
        });
    }

    private void deadlock(App app) {
        NamedLock pan = app.lock("pan");
        NamedLock sink = app.lock("sink");
        CountDownLatch met = new CountDownLatch(2);
        app.post("/fry", rq -> {
            rq.hold(pan);
            meet(met);
            rq.hold(sink);
            return "fried";
        });
        app.post("/wash", rq -> {
            rq.hold(sink);
            meet(met);
            rq.hold(pan);
            return "washed";
        });
    }

    /** The first time both wait here for each other; who comes again passes. */
    private static void meet(CountDownLatch both) throws InterruptedException {
        both.countDown();
        both.await(1, TimeUnit.MINUTES);
    }

    private String stays(Request rq, String gate) throws InterruptedException {
        gate(gate).await();
        return "done by " + rq.method();
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, any -> new CountDownLatch(1));
    }

    /** Lets those go on that stay at that gate, now and later. */
    void opens(String gate) {
        gate(gate).countDown();
    }

    /** Sends a POST request and does not wait for its answer. */
    CompletableFuture<HttpResponse<String>> posts(String path) {
        CompletableFuture<HttpResponse<String>> answer = site.beginsPost(path);
        sent.add(answer);
        return answer;
    }

    CompletableFuture<HttpResponse<String>> gets(String path) {
        CompletableFuture<HttpResponse<String>> answer = site.begins(path);
        sent.add(answer);
        return answer;
    }

    /** Waits until so many of that label are in that state. */
    void until(String label, String doing, int count) throws Exception {
        site.stateWhen(
                count + " of " + label + " are " + doing,
                state -> Site.running(state, label).stream()
                                .filter(one -> one.get("state").asString().equals(doing))
                                .count()
                        == count);
    }

    Site site() {
        return site;
    }

    String url() {
        return site.uri("/live").toString();
    }

    @Override
    public void close() {
        for (String gate : List.of("stocktaking", "named", "slow", "bake", "heat", "pantry", "soup")) {
            opens(gate);
        }
        sent.forEach(answer -> answer.exceptionally(failed -> null).join());
        site.close();
    }
}
