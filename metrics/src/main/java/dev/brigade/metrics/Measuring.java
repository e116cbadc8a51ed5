package dev.brigade.metrics;

import dev.brigade.metrics.meters.Metered;
import dev.brigade.web.metering.Measured;
import dev.brigade.web.metering.Metering;
import dev.brigade.web.metering.RequestMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures an application from its start to its stop. Begun and ended by one thread; {@link #look} may be called from any, since what has begun is
 * written once before the first request.
 */
final class Measuring implements Metering {
    private final Supplier<? extends MeterRegistry> registry;
    private final MeterOptions options;
    private volatile Optional<Metered> metered = Optional.empty();

    Measuring(Supplier<? extends MeterRegistry> registry, MeterOptions options) {
        this.registry = registry;
        this.options = options;
    }

    @Override
    public RequestMeter begin(Measured measured) {
        Metered begun = Metered.begin(registry.get(), options.buckets(), measured);
        metered = Optional.of(begun);
        return begun.requests();
    }

    /** Makes the meters of what threads have come to share since the last look. */
    void look() {
        metered.ifPresent(Metered::look);
    }

    @Override
    public void end() {
        metered.ifPresent(Metered::end);
        metered = Optional.empty();
    }
}
