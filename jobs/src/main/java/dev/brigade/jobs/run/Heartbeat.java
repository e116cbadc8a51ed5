package dev.brigade.jobs.run;

import dev.brigade.jobs.store.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Says that this node lives, and which others do.
 *
 * <p><b>Who was away judges nobody.</b> After an outage of the database nobody has been seen for a while, and whoever looked first would take
 * all others for dead. The same is true of a machine that has slept with all nodes on it. So a node that could not say itself that it lives
 * waits for {@code jobs.takeover} until it believes that others do not.
 *
 * <p>Safe from any thread: {@code lock} guards a beat, and what is known of the last gap.
 */
final class Heartbeat {
    /** A part of {@code jobs.takeover}; so a node misses some before it is taken for dead. */
    static final int BEATS = 4;

    private final Nodes nodes;
    private final String node;
    private final Duration takeover;
    private final LongSupplier nanoTime;
    private final Object lock = new Object();
    private Optional<Long> awayUntil = Optional.empty(); // guarded by lock

    /** @param nanoTime as {@link System#nanoTime()} */
    Heartbeat(Nodes nodes, String node, Duration takeover, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.node = node;
        this.takeover = takeover;
        this.nanoTime = nanoTime;
    }

    Duration pause() {
        return takeover.dividedBy(BEATS);
    }

    /** This node lives. */
    void beat() {
        synchronized (lock) {
            Duration unseen = nodes.alive(node);
            if (unseen.compareTo(takeover.dividedBy(2)) > 0) {
                awayUntil = Optional.of(nanoTime.getAsLong());
            }
        }
    }

    /** The nodes that were seen lately; empty if this one was away itself a short while ago, so that nobody is known to be dead. */
    Optional<Set<String>> living() {
        beat();
        synchronized (lock) {
            if (awayUntil.isPresent() && nanoTime.getAsLong() - awayUntil.get() < takeover.toNanos()) {
                return Optional.empty();
            }
        }
        return Optional.of(nodes.living(takeover));
    }

    /** Whoever has picked a job before that, by the clock of the database, has had the time to be seen. */
    Instant longAgo() {
        return nodes.now().minus(takeover);
    }

    /** This node has ended. */
    void end() {
        nodes.ended(node);
    }
}
