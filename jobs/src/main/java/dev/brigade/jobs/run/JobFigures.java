package dev.brigade.jobs.run;

import dev.brigade.jobs.store.Standing;
import dev.brigade.web.background.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers about jobs for those who run the application. What the rows say is asked of the database at most each {@link #EVERY}, by a thread of its own, so that who
 * reads a number never waits for the database; and only while somebody reads.
 *
 * <p>Safe from any thread: {@code seen} is replaced as a whole, and {@code asking} lets one thread at a time ask.
 */
final class JobFigures {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** What is older is not known any more. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(2);

    /** Stands for all jobs whose names this node does not know. */
    private static final String OTHERS = "_OTHER";

    private record Seen(Standing standing, long nanos) {}

    private final Function<Instant, Standing> rows;
    private final InHand inHand;
    private final Set<String> names;
    private final int workers;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile @Nullable Seen seen;

    /**
     * Those of a node.
     *
     * @param rows asks the database
     * @param names of jobs that are declared
     */
    JobFigures(Function<Instant, Standing> rows, InHand inHand, Set<String> names, int workers) {
        this.rows = rows;
        this.inHand = inHand;
        this.names = Set.copyOf(names);
        this.workers = workers;
    }

    List<Figure> all() {
        ask();
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
                                .mapToDouble(one -> age(one.getValue().oldest()))
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

    private static double age(Instant due) {
        return Math.max(0, Duration.between(due, Instant.now()).toMillis() / 1000.0);
    }

    private double read(ToDoubleFunction<Standing> number) {
        Seen last = seen;
        long now = System.nanoTime();
        if (last == null || now - last.nanos() >= EVERY.toNanos()) {
            ask();
        }
        return last == null || now - last.nanos() > GOOD_FOR.toNanos()
                ? Double.NaN
                : number.applyAsDouble(last.standing());
    }

    private void ask() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("counts jobs")
                .start(() -> {
                    try {
                        seen = new Seen(rows.apply(Instant.now()), System.nanoTime());
                    } catch (RuntimeException failure) {
                        LOG.debug("Jobs could not be counted", failure); // who reads next asks again
                    } finally {
                        asking.set(false);
                    }
                });
    }
}
