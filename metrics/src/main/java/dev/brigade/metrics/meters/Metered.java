package dev.brigade.metrics.meters;

import dev.brigade.web.metering.Measured;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All meters of a started application. Begun and ended by one thread; its parts are safe from any. */
public final class Metered {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final Measured measured;
    private final Requests requests;
    private final Reading reading;
    private final Shared shared;
    private final Waits waits;
    private final Works works;
    private final Runnable endOfMachine;

    private Metered(MeterRegistry registry, List<Duration> buckets, Measured measured) {
        Labels labels = new Labels();
        this.measured = measured;
        this.requests = new Requests(registry, buckets, measured.routes());
        boolean foreign = registry.find("brigade.requests.max").meter() != null;
        if (foreign) {
            LOG.warn(
                    "Application \"{}\" is measured with the registry of another one that runs: its requests, waits and work are"
                            + " counted with those of that one, and all else is told of that one only. Give each a registry of its own.",
                    measured.application());
        }
        this.reading = new Reading(registry, foreign);
        this.shared = new Shared(reading, measured, labels);
        this.waits = new Waits(registry, labels);
        this.works = new Works(registry, labels);
        this.endOfMachine = Machine.measure(registry);
    }

    /** Measures from now on. */
    public static Metered begin(MeterRegistry registry, List<Duration> buckets, Measured measured) {
        Metered metered = new Metered(registry, buckets, measured);
        measured.recorder().waitsHeardBy(metered.waits);
        measured.recorder().heardBy(metered.works);
        Application.read(metered.reading, measured);
        metered.shared.begin();
        return metered;
    }

    public Requests requests() {
        return requests;
    }

    /** Makes the meters of what threads have come to share, which tell of this moment; any thread. */
    public void look() {
        var _ = shared.count();
    }

    /** Measures no more. What is read of the application is taken out of the registry; what was counted stays. */
    public void end() {
        measured.recorder().waitsUnheardBy(waits);
        measured.recorder().unheardBy(works);
        reading.end();
        endOfMachine.run();
    }
}
