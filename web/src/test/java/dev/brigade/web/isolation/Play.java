package dev.brigade.web.isolation;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.isolation.Step.Result;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application whose handlers T1, T2 and T3 do the steps of an anomaly's script, at one isolation level of one database.
 *
 * <p>The order of the steps is exact: each is begun when the one before is done or the database says that it waits for a lock.
 * One that waits is done in its own time, and the next step begins when it is, or still waits.
 */
final class Play implements AutoCloseable {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

    private final Map<String, Actor> actors = new LinkedHashMap<>(); // changed between plays only
    private final Client client;
    private final Blocked blocked;

    Play(TestDatabase database, Isolation isolation) throws SQLException {
        DatabaseSettings settings = database.fresh();
        App app = App.named("play").database(settings.url());
        app.onStart(work -> work.db().execute("create table test (id int primary key, n int)"));
        app.post("/table", rq -> {
            rq.db().execute("delete from test");
            return rq.db().execute("insert into test (id, n) values (1, 10), (2, 20)");
        });
        app.get("/table", rq -> new Step("", "select * from test").on(rq.db()));
        for (String name : List.of("T1", "T2", "T3")) {
            app.post("/" + name, rq -> actor(name).handle(rq)).isolation(isolation);
        }
        client = app.client("--database.pool.size", "4");
        blocked = new Blocked(database, settings.url());
    }

    private Actor actor(String name) {
        Actor actor = actors.get(name);
        if (actor == null) {
            throw new IllegalArgumentException("Nobody plays " + name);
        }
        return actor;
    }

    Seen perform(Anomaly anomaly) throws Exception {
        client.post("/table", "");
        actors.clear();
        for (Step step : anomaly.steps()) {
            actors.computeIfAbsent(step.actor(), name -> new Actor(name, scriptOf(anomaly, name), client));
        }
        actors.values().forEach(Actor::start);
        for (Step step : anomaly.steps()) {
            Actor actor = actor(step.actor());
            if (!actor.isThrough()) {
                actor.cue(step);
                settle(anomaly, step);
            }
        }
        Map<String, List<Result>> results = new LinkedHashMap<>();
        List<Integer> statuses = new ArrayList<>();
        for (Actor actor : actors.values()) {
            statuses.add(actor.answer().status());
            results.put(actor.name(), actor.results());
        }
        return new Seen(results, client.get("/table").json(Result.class).rows(), statuses);
    }

    private static List<Step> scriptOf(Anomaly anomaly, String actor) {
        return anomaly.steps().stream()
                .filter(step -> step.actor().equals(actor))
                .toList();
    }

    /** Waits until all that were cued have done their steps, or wait in the database. */
    private void settle(Anomaly anomaly, Step step) throws SQLException {
        long deadline = System.nanoTime() + DEADLINE;
        while (true) {
            // who waits is asked first: one that is done meanwhile is no longer busy
            int waiting = blocked.count();
            long busy = actors.values().stream().filter(Actor::isBusy).count();
            if (busy <= waiting) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        anomaly + " does not get beyond " + step + "; " + waiting + " wait in the database");
            }
            LockSupport.parkNanos(50_000);
        }
    }

    @Override
    public void close() throws SQLException {
        blocked.close();
        client.close();
    }
}
