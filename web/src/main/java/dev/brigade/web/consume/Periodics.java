package dev.brigade.web.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that an application does again and again. Filled by the one thread that starts the application, before others know it; after
 * that only read. Safe from any thread then.
 */
public final class Periodics {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** For work that was cut off to notice and to roll back. */
    private static final Duration NOTICE = Duration.ofSeconds(2);

    private final Resources resources;
    private final List<Periodic> all = new ArrayList<>();

    public Periodics(Resources resources) {
        this.resources = resources;
    }

    /** Takes it, for {@link #start} or {@link #runNow}. */
    public void add(String name, Duration period, Solo.Body<?> body) {
        all.add(new Periodic(resources, new Periodic.Declared(name, period, body)));
    }

    /** From now on the clock runs. */
    public void start() {
        all.forEach(Periodic::start);
    }

    /**
     * Does one of them at once, on the calling thread; returns whether that went well.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public boolean runNow(String name) {
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Nothing is done every so often under the name \"" + name
                                + "\"; there is "
                                + (all.isEmpty()
                                        ? "nothing"
                                        : all.stream().map(Periodic::name).collect(Collectors.joining(", ")))))
                .run();
    }

    /** From now on no run begins. */
    public void beginStop() {
        all.forEach(Periodic::beginStop);
    }

    /** Waits for those that run, and cuts off what takes longer than {@code grace}. */
    public void stop(Duration grace) {
        beginStop();
        long end = System.nanoTime() + grace.toNanos();
        List<Periodic> late = all.stream().filter(one -> !one.awaitEnd(end)).toList();
        late.forEach(Periodic::cutOff);
        long notice = System.nanoTime() + NOTICE.toNanos();
        late.stream()
                .filter(one -> !one.awaitEnd(notice))
                .forEach(one -> LOG.error(
                        "{} goes on although it was cut off; what it does is rolled back. It heeds no interrupt",
                        one.name()));
    }
}
