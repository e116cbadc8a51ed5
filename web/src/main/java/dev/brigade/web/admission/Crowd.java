package dev.brigade.web.admission;

import dev.brigade.web.errors.ServiceUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests are told that come when too many run and wait. Logs the first and then at most one line in ten seconds, with
 * the number of those that were refused since the last: a line for each would be one more burden in a storm.
 *
 * <p>Safe from any thread: who moves {@code nextAt} on by a compare-and-set writes the line and says in {@code told} how many there had been.
 */
public final class Crowd {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final LongAdder full = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final AtomicLong told = new AtomicLong(); // of those refused
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

    /** How many were refused since the start because as many waited as may. */
    public long full() {
        return full.sum();
    }

    /** How many were refused since the start because they had waited as long as one may. */
    public long late() {
        return late.sum();
    }

    /** The answer to one that was not admitted. */
    public ServiceUnavailable refused(Admission.Entry why, Admission admission) {
        (why == Admission.Entry.FULL ? full : late).increment();
        long now = System.nanoTime();
        long at = nextAt.get();
        if (now - at >= 0 && nextAt.compareAndSet(at, now + PERIOD)) {
            long all = full() + late();
            LOG.warn(
                    "{} requests run and {} wait: {} answered with 503. Raise requests.running, requests.waiting or"
                            + " requests.wait, or see what those that run wait for",
                    admission.running(),
                    admission.waiting(),
                    all - told.getAndSet(all));
        }
        return new ServiceUnavailable(
                why == Admission.Entry.FULL
                        ? "Too many requests wait already; try again"
                        : "The server is busy and this request has waited too long; try again",
                RETRY_AFTER);
    }
}
