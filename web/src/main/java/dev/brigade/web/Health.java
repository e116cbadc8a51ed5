package dev.brigade.web;

import dev.brigade.web.consume.Solo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a started application can do its work, for a proxy or an orchestrator. Safe from any thread.
 *
 * <p>Each database is asked by one at a time, however many want to know: {@code asking} has the question that is under way, which all wait
 * for; only inside {@code compute} is it put there, in place of one that has been answered. So nobody can use up the pool by asking.
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final OwnWork ownWork;
    private final Map<String, CompletableFuture<Boolean>> asking = new ConcurrentHashMap<>();

    private Health(OwnWork ownWork) {
        this.ownWork = ownWork;
    }

    /** Routes that no filter goes around, and that are answered also when as many requests run as may. */
    static List<Route> routes(String path, OwnWork ownWork) {
        Health health = new Health(ownWork);
        LiveRoutes routes = new LiveRoutes(path, List.of(), _ -> {});
        Handler ready = rq -> health.ready();
        routes.get("/", ready);
        routes.get("/ready", ready);
        routes.get("/live", _ -> answer(OK, Map.of("status", "up")));
        return routes.declared();
    }

    private Response ready() throws InterruptedException {
        if (ownWork.isStopping()) {
            return answer(UNAVAILABLE, Map.of("status", "stopping"));
        }
        Map<String, CompletableFuture<Boolean>> questions = new LinkedHashMap<>();
        ownWork.resources().databases().all().forEach(one -> questions.put(one.name(), asked(one.name())));
        long end = System.nanoTime() + LIMIT.toNanos();
        Map<String, String> databases = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Boolean>> one : questions.entrySet()) {
            databases.put(one.getKey(), isYes(one.getValue(), end) ? "up" : "down");
        }
        boolean up = !databases.containsValue("down");
        Map<String, Object> body = new LinkedHashMap<>(Map.of("status", up ? "up" : "down"));
        if (!databases.isEmpty()) {
            body.put("databases", databases);
        }
        return answer(up ? OK : UNAVAILABLE, body);
    }

    private static boolean isYes(CompletableFuture<Boolean> answer, long end) throws InterruptedException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private CompletableFuture<Boolean> asked(String database) {
        return asking.compute(database, (_, there) -> there == null || there.isDone() ? begun(database) : there);
    }

    private CompletableFuture<Boolean> begun(String database) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("asks database " + database)
                .start(() -> answer.complete(answers(database)));
        return answer;
    }

    private boolean answers(String database) {
        try {
            return Solo.run(ownWork.resources(), "health", LIMIT, work -> {
                (database.equals(App.MAIN) ? work.db() : work.db(database)).execute("select 1");
                return true;
            });
        } catch (Exception | Error e) {
            LOG.debug("Database {} does not answer", database, e);
            return false;
        }
    }

    private static Response answer(int status, Map<String, ?> body) {
        return Response.ok(body).status(status).header("Cache-Control", "no-store");
    }
}
