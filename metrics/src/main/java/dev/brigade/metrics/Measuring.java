package dev.brigade.metrics;

import dev.brigade.metrics.meters.Requests;
import dev.brigade.web.metering.Measured;
import dev.brigade.web.metering.Metering;
import dev.brigade.web.metering.RequestMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Measures an application from its start to its stop. Used by the one thread that does these. */
final class Measuring implements Metering {
    private final Supplier<MeterRegistry> registry;
    private final MeterOptions options;

    Measuring(Supplier<MeterRegistry> registry, MeterOptions options) {
        this.registry = registry;
        this.options = options;
    }

    @Override
    public RequestMeter begin(Measured measured) {
        return new Requests(registry.get(), options.buckets(), measured.routes());
    }

    @Override
    public void end() {}
}
