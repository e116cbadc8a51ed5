package dev.brigade.metrics.meters;

import dev.brigade.threads.Activity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long work took that is no request, and how it ended: on an item of a queue, a durable job, what is done every so often.
 *
 * <p>Safe from any thread: a timer is one, and is made inside {@code computeIfAbsent}, so once.
 */
public final class Works implements Consumer<Activity> {
    private record Key(Activity.Kind kind, String name, Activity.Outcome end) {}

    private final Harmless harmless = new Harmless("Work");
    private final MeterRegistry registry;
    private final Labels labels;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    public Works(MeterRegistry registry, Labels labels) {
        this.registry = registry;
        this.labels = labels;
    }

    @Override
    public void accept(Activity ended) {
        Activity.Kind kind = ended.kind();
        if (kind != Activity.Kind.CONSUMER && kind != Activity.Kind.JOB) {
            return;
        }
        harmless.count(() -> count(ended));
    }

    private void count(Activity ended) {
        Activity.Kind kind = ended.kind();
        Key key = new Key(kind, labels.of(kind.name(), ended.label()), ended.outcome());
        Timer known = timers.get(key);
        Timer timer = known == null ? timers.computeIfAbsent(key, this::timer) : known;
        timer.record(ended.status().sinceNanos() - ended.startedNanos(), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("brigade.work")
                .description("Work on items of queues, and jobs: each try")
                .tag("kind", Shared.text(key.kind()))
                .tag("name", key.name())
                .tag("outcome", Shared.text(key.end()))
                .register(registry);
    }
}
