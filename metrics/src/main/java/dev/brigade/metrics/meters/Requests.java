package dev.brigade.metrics.meters;

import dev.brigade.threads.Activity;
import dev.brigade.web.metering.RequestMeter;
import dev.brigade.web.metering.RouteFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long requests took, and how they ended: one timer for each route, method, status and end, so that their number has a bound
 * whatever clients send.
 *
 * <p>Safe from any thread: a timer is one, and is made inside {@code computeIfAbsent}, so once. After the first request of its kind a
 * request costs a look-up and a record.
 */
public final class Requests implements RequestMeter {
    private static final Set<String> STANDARD =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** As OpenTelemetry calls a method that is none of those known. */
    private static final String OTHER_METHOD = "_OTHER";

    /** As Micrometer calls what no route takes. */
    private static final String NO_ROUTE = "UNKNOWN";

    private record Key(String method, String path, int status, Activity.Outcome end) {}

    private final Harmless harmless = new Harmless("A request");
    private final MeterRegistry registry;
    private final Duration[] buckets;
    private final Set<String> methods = new HashSet<>(STANDARD); // only read after the constructor
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    /** @param buckets how many took no longer than these is counted */
    public Requests(MeterRegistry registry, List<Duration> buckets, List<RouteFigures> routes) {
        this.registry = registry;
        this.buckets = buckets.toArray(Duration[]::new);
        routes.forEach(route -> methods.add(route.method()));
    }

    @Override
    public void answered(Activity activity, String method, String path, int status, long nanos) {
        harmless.count(() -> count(activity, method, path, status, nanos));
    }

    private void count(Activity activity, String method, String path, int status, long nanos) {
        Key key = new Key(methods.contains(method) ? method : OTHER_METHOD, path, status, activity.outcome());
        Timer known = timers.get(key);
        Timer timer = known == null ? timers.computeIfAbsent(key, this::timer) : known;
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("http.server.requests")
                .description("Requests, from their beginning until the answer was sent")
                .tag("method", key.method())
                .tag("uri", key.path().isEmpty() ? NO_ROUTE : key.path())
                .tag("status", Integer.toString(key.status()))
                .tag("outcome", outcome(key.status()))
                .tag("transaction", key.end().name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** As Micrometer names it. */
    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
