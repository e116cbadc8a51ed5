package dev.brigade.metrics.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Meters of the JVM and its process, as Micrometer has them. Begun and ended by one thread. */
public final class Machine {
    private final MeterRegistry registry;
    private final JvmGcMetrics collections;
    private final Set<Meter> mine;

    private Machine(MeterRegistry registry, JvmGcMetrics collections, Set<Meter> mine) {
        this.registry = registry;
        this.collections = collections;
        this.mine = mine;
    }

    /** Measures, unless the registry has these meters already: collections would be counted twice. */
    public static Runnable measure(MeterRegistry registry) {
        if (registry.find("jvm.memory.used").meter() != null) {
            return () -> {};
        }
        Set<Meter> before = new HashSet<>(registry.getMeters());
        JvmGcMetrics collections = new JvmGcMetrics();
        List.of(
                        new ClassLoaderMetrics(),
                        collections,
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new FileDescriptorMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
        Set<Meter> mine = new HashSet<>(registry.getMeters());
        mine.removeAll(before);
        return new Machine(registry, collections, mine)::end;
    }

    private void end() {
        collections.close();
        mine.forEach(registry::remove);
    }
}
