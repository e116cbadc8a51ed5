package dev.brigade.metrics;

import dev.brigade.web.App;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The figures of an application, for those on call: its requests, transactions, pools, locks, queues and jobs, and the JVM. What is
 * measured, by which names, is in {@code docs/metrics.md}.
 *
 * {@snippet :
 * App app() {
 *     var app = App.named("shop").database();
 *     Metrics.at(app, "/metrics").allow(rq -> rq.header("X-Scraper").isPresent());
 *     return app;
 * }
 * }
 *
 * <p>Declared by the one thread that builds the application. Without it nothing is measured.
 */
public final class Metrics {
    private Metrics() {}

    /**
     * Serves the figures of {@code app} in the text format of Prometheus at {@code path}: in development to who asks from this machine, in
     * production only to those whom {@link MetricsPage#allow} lets in. It is answered also when as many requests run as may, and asks no
     * database. Filters that were declared before go around it.
     *
     * @param path where: {@code /metrics}
     */
    public static MetricsPage at(App app, String path) {
        return new MetricsPage(app, path);
    }

    /**
     * Measures {@code app} with the meters of a registry of yours, which sends them wherever it does. It stays yours: who made it closes it. One
     * for each application, or the figures of one would be taken for those of the other.
     */
    public static MeterOptions on(App app, MeterRegistry registry) {
        MeterOptions options = new MeterOptions();
        app.measuredBy(new Measuring(() -> registry, options));
        return options;
    }
}
