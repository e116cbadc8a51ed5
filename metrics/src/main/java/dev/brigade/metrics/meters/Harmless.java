package dev.brigade.metrics.meters;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is counted on the threads of requests and jobs, which must not suffer if a registry refuses: they may hold a lock by then. The first
 * failure is told in the log. Safe from any thread.
 */
final class Harmless {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final String what;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param what is counted, for people */
    Harmless(String what) {
        this.what = what;
    }

    void count(Runnable record) {
        try {
            record.run();
        } catch (RuntimeException failure) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("{} could not be counted; this is told once", what, failure);
            }
        }
    }
}
