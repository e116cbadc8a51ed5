package dev.brigade.metrics;

import dev.brigade.web.App;
import dev.brigade.web.LiveOptions;
import dev.brigade.web.OperatorPage;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Prometheus finds the figures of an application, and who may see them. Changed only while the application is built, by one thread; its
 * registry, which is made when it is first wanted, since tools build an application thousands of times, is safe from any: {@code made} is guarded by this.
 */
public final class MetricsPage {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final App app;
    private final MeterOptions options = new MeterOptions();
    private @Nullable PrometheusMeterRegistry made;
    private final Measuring measuring;
    private Optional<LiveOptions.Allow> allow = Optional.empty();

    MetricsPage(App app, String path) {
        this.app = app;
        this.measuring = new Measuring(this::made, options);
        app.measuredBy(measuring);
        app.operatorPage(path, new Page("Metrics.at(app, \"" + path + "\")"));
    }

    /**
     * Says who may see the figures; others get 403. Without it they are open in development, and in production there are none.
     *
     * @param who best without the database: the figures are wanted most when that is what others wait for
     */
    public MetricsPage allow(LiveOptions.Allow who) {
        app.handsOver("allow of the metrics", who, Metrics.class);
        allow = Optional.of(who);
        return this;
    }

    /** As {@link MeterOptions#buckets}. */
    public MetricsPage buckets(Duration... limits) {
        options.buckets(limits);
        return this;
    }

    /**
     * For meters of the application's own, which are served with the others. What a handler counts is not undone by a rollback: count in {@code
     * rq.afterCommit(…)}.
     */
    public MeterRegistry registry() {
        return made();
    }

    private synchronized PrometheusMeterRegistry made() {
        PrometheusMeterRegistry registry = made;
        if (registry == null) {
            registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.config().commonTags("application", app.name());
            made = registry;
        }
        return registry;
    }

    private final class Page implements OperatorPage {
        private final String declaration;

        Page(String declaration) {
            this.declaration = declaration;
        }

        @Override
        public String name() {
            return "the metrics";
        }

        @Override
        public String declaration() {
            return declaration;
        }

        @Override
        public Optional<LiveOptions.Allow> allowed() {
            return allow;
        }

        @Override
        public Response answer(Request request) {
            boolean open = request.header("Accept")
                    .filter(accepted -> accepted.contains("application/openmetrics-text"))
                    .isPresent();
            String type = open ? OPEN_METRICS : TEXT;
            measuring.look();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try {
                made().scrape(text, type);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't be: it is written to memory", e);
            }
            return Response.bytes(type, text.toByteArray()).header("Cache-Control", "no-store");
        }
    }
}
