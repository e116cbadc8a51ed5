package dev.brigade.metrics.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes meters that are read when somebody asks, of numbers that somebody else counts anyway; so they cost nothing in between.
 *
 * <p>Safe from any thread: the registry is, and {@code meters} is a concurrent list. A registry refers weakly to what it reads, and {@code sources} to
 * all of that, as long as the application runs.
 */
public final class Reading {
    private final MeterRegistry registry;
    private final boolean foreign;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final List<Object> sources = new CopyOnWriteArrayList<>();

    /**
     * Of one application.
     *
     * @param foreign whether the meters of that registry are those of another one, so that none is made here, nor taken out in the end
     */
    public Reading(MeterRegistry registry, boolean foreign) {
        this.registry = registry;
        this.foreign = foreign;
    }

    /** A number at a moment. */
    void gauge(String name, String meaning, Tags labels, DoubleSupplier value) {
        gauge(name, null, meaning, labels, value);
    }

    /** A number at a moment, of that unit. */
    void gauge(String name, @Nullable String unit, String meaning, Tags labels, DoubleSupplier value) {
        if (foreign) {
            return;
        }
        Supplier<Number> number = value::getAsDouble;
        meters.add(Gauge.builder(name, number)
                .baseUnit(unit)
                .description(meaning)
                .tags(labels)
                .register(registry));
    }

    /** A number that only grows. */
    void counter(String name, String meaning, Tags labels, LongSupplier count) {
        if (foreign) {
            return;
        }
        sources.add(count);
        meters.add(FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(meaning)
                .tags(labels)
                .register(registry));
    }

    /** How often something took time, and how long all of that took together. */
    <T> void timer(String name, String meaning, Tags labels, Supplier<T> source, Times<? super T> times) {
        if (foreign) {
            return;
        }
        sources.add(source);
        meters.add(FunctionTimer.builder(
                        name,
                        source,
                        from -> times.count(from.get()),
                        from -> times.nanos(from.get()),
                        TimeUnit.NANOSECONDS)
                .description(meaning)
                .tags(labels)
                .register(registry));
    }

    /** How often, and how long. */
    interface Times<T> {
        long count(T of);

        double nanos(T of);
    }

    /** Takes its meters out of the registry: nobody counts any more. */
    public void end() {
        meters.forEach(registry::remove);
        meters.clear();
        sources.clear();
    }
}
