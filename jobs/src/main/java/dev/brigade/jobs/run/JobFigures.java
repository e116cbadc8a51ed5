package dev.brigade.jobs.run;

import dev.brigade.jobs.store.Standing;
import dev.brigade.web.background.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers about jobs for those who run the application. What the rows say is asked of the database at most each {@link #EVERY}, by a thread of its own, so that who
 * reads a number never waits for the database; and only while somebody reads. It goes on for a while after that, since who reads each few minutes would else
 * be told what was so at the reading before.
 *
 * <p>Safe from any thread: {@code seen} is replaced as a whole, and {@code asking} lets one thread at a time ask. That thread ends when nobody has read for
 * long; who reads at that very moment is told what it knew last, and the next who reads starts another.
 */
final class JobFigures {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    static final Duration EVERY = Duration.ofSeconds(10);

    /** As long as somebody has read since then, it is asked. */
    private static final Duration WANTED = Duration.ofMinutes(10);

    /** What is older is not known any more. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(2);

    /** Stands for all jobs whose names this node does not know. */
    private static final String OTHERS = "_OTHER";

    private record Seen(Standing standing, long nanos) {}

    private final Function<Instant, Standing> rows;
    private final InHand inHand;
    private final Set<String> names;
    private final int workers;
    private final Duration every;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long readNanos = System.nanoTime();
    private volatile @Nullable Seen seen;

    /**
     * Those of a node.
     *
     * @param rows asks the database
     * @param names of jobs that are declared
     * @param every how often they are asked
     */
    JobFigures(Function<Instant, Standing> rows, InHand inHand, Set<String> names, int workers, Duration every) {
        this.rows = rows;
        this.inHand = inHand;
        this.names = Set.copyOf(names);
        this.workers = workers;
        this.every = every;
    }

    List<Figure> all() {
        read(_ -> 0);
        List<Figure> all = new ArrayList<>();
        all.add(new Figure("jobs.workers", "", "Jobs that this node runs at once at most", Map.of(), () -> workers));
        for (String name : names) {
            Map<String, String> label = Map.of("job", name);
            all.add(new Figure("jobs.running", "", "Jobs that this node has in hand", label, () -> inHand.count(name)));
            all.addAll(ofRows(label, Set.of(name)::contains));
        }
        all.addAll(ofRows(Map.of("job", OTHERS), name -> !names.contains(name)));
        return all;
    }

    private List<Figure> ofRows(Map<String, String> label, Predicate<String> which) {
        return List.of(
                new Figure(
                        "jobs.due",
                        "",
                        "Jobs that are due and that no node has begun",
                        label,
                        () -> read(standing -> standing.due().entrySet().stream()
                                .filter(one -> which.test(one.getKey()))
                                .mapToLong(one -> one.getValue().count())
                                .sum())),
                new Figure(
                        "jobs.due.age",
                        "seconds",
                        "How long the job has been due that has waited longest",
                        label,
                        () -> read(standing -> standing.due().entrySet().stream()
                                .filter(one -> which.test(one.getKey()))
                                .mapToDouble(one -> age(one.getValue().oldest(), standing.at()))
                                .max()
                                .orElse(0))),
                new Figure(
                        "jobs.failed",
                        "",
                        "Jobs that have failed for good and are kept",
                        label,
                        () -> read(standing -> standing.failed().entrySet().stream()
                                .filter(one -> which.test(one.getKey()))
                                .mapToLong(Map.Entry::getValue)
                                .sum())));
    }

    private static double age(Instant due, Instant seen) {
        return Math.max(0, Duration.between(due, seen).toMillis() / 1000.0);
    }

    /** Asks no more. */
    void end() {
        ended.countDown();
    }

    private double read(ToDoubleFunction<Standing> number) {
        readNanos = System.nanoTime();
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .inheritInheritableThreadLocals(false)
                    .name("counts jobs")
                    .start(this::askWhileWanted);
        }
        Seen last = seen;
        return last == null || System.nanoTime() - last.nanos() > GOOD_FOR.toNanos()
                ? Double.NaN
                : number.applyAsDouble(last.standing());
    }

    private void askWhileWanted() {
        try {
            do {
                ask();
            } while (!ended.await(every.toNanos(), TimeUnit.NANOSECONDS)
                    && System.nanoTime() - readNanos < WANTED.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; it ends
        } finally {
            asking.set(false);
        }
    }

    private void ask() {
        try {
            seen = new Seen(rows.apply(Instant.now()), System.nanoTime());
        } catch (RuntimeException failure) {
            LOG.debug("Jobs could not be counted", failure); // it is asked again
        }
    }
}
