package dev.brigade.metrics.meters;

import dev.brigade.data.Database;
import dev.brigade.data.pool.PoolTotals;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.Report;
import dev.brigade.web.background.Figure;
import dev.brigade.web.metering.Measured;
import dev.brigade.web.metering.PlaceFigures;
import dev.brigade.web.metering.RouteFigures;
import dev.brigade.web.metering.Unreadable;
import dev.brigade.web.queues.ConsumerTotals;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Meters of what an application counts anyway. Has no state: what is read is safe from any thread. */
public final class Application {
    private static final Map<Class<? extends Report>, String> REPORTS = reports();

    private Application() {}

    private static Map<Class<? extends Report>, String> reports() {
        Map<Class<? extends Report>, String> kinds = new LinkedHashMap<>();
        kinds.put(Report.Deadlock.class, "deadlock");
        kinds.put(Report.Order.class, "order");
        kinds.put(Report.LeftHeld.class, "left_held");
        kinds.put(Report.ReleasedBeforeCommit.class, "released_before_commit");
        kinds.put(Report.HeldLong.class, "held_long");
        kinds.put(Report.LosesSignals.class, "loses_signals");
        kinds.put(Report.Failure.class, "failure");
        return kinds;
    }

    /** All of it. */
    public static void read(Reading reading, Measured measured) {
        places(reading, measured.places());
        unreadable(reading, measured.unreadable());
        measured.routes().forEach(route -> route(reading, route));
        measured.databases().all().forEach(database -> database(reading, database));
        guard(reading, measured.guard());
        measured.consumers().get().forEach(consumer -> consumer(reading, consumer.queue(), measured.consumers()));
        measured.figures().forEach(figure -> figure(reading, figure));
    }

    private static void places(Reading reading, PlaceFigures places) {
        reading.gauge("brigade.requests.max", "Requests that may run at once", Tags.empty(), places::most);
        reading.gauge(
                "brigade.requests.running",
                "Requests that have a place",
                Tags.empty(),
                () -> places.running().getAsInt());
        reading.gauge(
                "brigade.requests.waiting",
                "Requests that wait for a place",
                Tags.empty(),
                () -> places.waiting().getAsInt());
        String meaning =
                "Requests answered with 503 since there was no place: too many waited, or it had waited too long";
        reading.counter("brigade.requests.refused", meaning, Tags.of("reason", "full"), places.refusedFull());
        reading.counter("brigade.requests.refused", meaning, Tags.of("reason", "late"), places.refusedLate());
    }

    private static void unreadable(Reading reading, Unreadable unreadable) {
        for (int status : Unreadable.STATUSES) {
            reading.counter(
                    "brigade.requests.unreadable",
                    "Requests refused before their heads were read: malformed, too large or too slow",
                    Tags.of("status", String.valueOf(status)),
                    () -> unreadable.count(status));
        }
    }

    private static void route(Reading reading, RouteFigures route) {
        Tags labels = Tags.of("method", route.method(), "uri", route.path());
        reading.counter(
                "brigade.transaction.conflicts",
                "Runs of requests that met a conflict and were followed by another",
                labels,
                route.conflicts());
        if (route.guesses()) {
            String meaning =
                    "Requests that were expected to send one statement: those that did, and those that ran again";
            reading.counter(
                    "brigade.transaction.guesses", meaning, labels.and("result", "right"), route.rightGuesses());
            reading.counter(
                    "brigade.transaction.guesses", meaning, labels.and("result", "wrong"), route.wrongGuesses());
        }
    }

    private static void database(Reading reading, Database database) {
        reading.counter(
                "brigade.commits.in.doubt",
                "Commits whose connection was lost, so that nobody knows whether they have happened",
                Tags.of("database", database.name()),
                database::commitsInDoubt);
        pool(reading, database::poolView);
        pool(reading, database::separatePoolView);
        pool(reading, database::streamPoolView);
        pool(reading, database::jobsPoolView);
    }

    /** By the names that HikariCP gives its own, whose place the desk in front of it has taken. */
    private static void pool(Reading reading, Supplier<PoolView> pool) {
        Tags labels = Tags.of("pool", pool.get().name());
        moment(reading, "hikaricp.connections", "Open connections", labels, pool, view -> view.leased() + view.idle());
        moment(reading, "hikaricp.connections.active", "Leased connections", labels, pool, PoolView::leased);
        moment(reading, "hikaricp.connections.idle", "Open connections that nobody uses", labels, pool, PoolView::idle);
        moment(reading, "hikaricp.connections.pending", "Threads that wait for one", labels, pool, PoolView::waiting);
        moment(reading, "hikaricp.connections.max", "Connections at most", labels, pool, PoolView::size);
        total(reading, "hikaricp.connections.timeout", "Waits in vain", labels, pool, PoolTotals::timedOut);
        total(reading, "brigade.pool.waits", "Leases that had to wait", labels, pool, PoolTotals::waited);
        reading.timer(
                "hikaricp.connections.acquire", "Leases, and waits for them", labels, pool, new Reading.Times<>() {
                    @Override
                    public long count(PoolView of) {
                        return of.totals().granted() + of.totals().timedOut();
                    }

                    @Override
                    public double nanos(PoolView of) {
                        return of.totals().totalWait().toNanos();
                    }
                });
    }

    private static void moment(
            Reading reading,
            String name,
            String meaning,
            Tags labels,
            Supplier<PoolView> pool,
            ToIntFunction<PoolView> number) {
        reading.gauge(name, meaning, labels, () -> number.applyAsInt(pool.get()));
    }

    private static void total(
            Reading reading,
            String name,
            String meaning,
            Tags labels,
            Supplier<PoolView> pool,
            ToLongFunction<PoolTotals> number) {
        reading.counter(
                name, meaning, labels, () -> number.applyAsLong(pool.get().totals()));
    }

    private static void guard(Reading reading, Guard guard) {
        REPORTS.forEach((report, kind) -> reading.counter(
                "brigade.guard.reports",
                "What the guard has found: deadlocks, which it breaks, and mistakes",
                Tags.of("kind", kind),
                () -> guard.count(report)));
    }

    private static void consumer(Reading reading, String queue, Supplier<List<ConsumerTotals>> all) {
        Tags labels = Tags.of("queue", queue);
        Supplier<ConsumerTotals> mine = () -> all.get().stream()
                .filter(one -> one.queue().equals(queue))
                .findFirst()
                .orElseThrow();
        String name = "brigade.consumer.";
        reading.counter(
                name + "taken",
                "Items taken from the queue",
                labels,
                () -> mine.get().counts().taken());
        String items = "Items whose work is over: done, or failed for good";
        reading.counter(
                name + "items",
                items,
                labels.and("result", "succeeded"),
                () -> mine.get().counts().succeeded());
        reading.counter(
                name + "items",
                items,
                labels.and("result", "failed"),
                () -> mine.get().counts().failed());
        reading.counter(
                name + "retries",
                "Further tries after a failure",
                labels,
                () -> mine.get().counts().retried());
        reading.counter(
                name + "conflicts",
                "Further runs after a conflict",
                labels,
                () -> mine.get().counts().conflicts());
        reading.gauge(
                name + "threads",
                "Items that are worked on at once at most",
                labels,
                () -> mine.get().threads());
        reading.gauge(
                name + "working",
                "Items that are worked on",
                labels,
                () -> mine.get().working());
        reading.gauge(
                name + "delayed",
                "Items that wait for their next try",
                labels,
                () -> mine.get().waiting());
    }

    private static void figure(Reading reading, Figure figure) {
        Tags labels = Tags.empty();
        for (Map.Entry<String, String> one : figure.labels().entrySet()) {
            labels = labels.and(one.getKey(), one.getValue());
        }
        reading.gauge(
                "brigade." + figure.name(),
                figure.unit().isEmpty() ? null : figure.unit(),
                figure.meaning(),
                labels,
                figure.value());
    }
}
