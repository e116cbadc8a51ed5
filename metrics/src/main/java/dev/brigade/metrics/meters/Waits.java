package dev.brigade.metrics.meters;

import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.State;
import dev.brigade.threads.WaitListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long threads waited for others, by the names of what they waited for. Told of waits only: who gets a lock at once costs nothing.
 *
 * <p>Safe from any thread: a timer is one, and is made inside {@code computeIfAbsent}, so once. Waits for connections are left out, since the pool
 * counts them itself.
 */
public final class Waits implements WaitListener {
    private static final String LANE = "lane of ";

    /** An application may have a lock whose name begins likewise. */
    private static final Pattern LANES = Pattern.compile(LANE + "\\S+ /.*");

    /** What places for requests are called, which are no semaphore of the application. */
    private static final String PLACES = "requests";

    private record Key(State state, Family family, boolean ofPlaces) {}

    private final Harmless harmless = new Harmless("A wait");
    private final MeterRegistry registry;
    private final Labels labels;
    private final Map<Key, Optional<Timer>> timers = new ConcurrentHashMap<>();

    public Waits(MeterRegistry registry, Labels labels) {
        this.registry = registry;
        this.labels = labels;
    }

    /** Whether that is where requests of a route wait while these meet conflicts. */
    static boolean isLane(Family family) {
        return family.kind() == MeetingPoint.Kind.LOCK
                && LANES.matcher(family.name()).matches();
    }

    @Override
    public void waited(MeetingPoint at, State state, long nanos) {
        harmless.count(() -> count(at, state, nanos));
    }

    private void count(MeetingPoint at, State state, long nanos) {
        Family family = at.family();
        String group = family.kind().text();
        Family told = isLane(family) ? family : new Family(family.kind(), labels.of(group, family.name()));
        boolean ofPlaces = !(at instanceof NamedSemaphore) && family.name().equals(PLACES);
        Key key = new Key(state, told, ofPlaces);
        Optional<Timer> known = timers.get(key);
        Optional<Timer> timer = known == null ? timers.computeIfAbsent(key, this::timer) : known;
        timer.ifPresent(one -> one.record(nanos, TimeUnit.NANOSECONDS));
    }

    private Optional<Timer> timer(Key key) {
        if (isLane(key.family())) {
            return lane(key.family().name().substring(LANE.length()));
        }
        String name = key.family().name();
        return switch (key.state()) {
            case WAITS_FOR_LOCK -> timer("brigade.lock.wait", "Waits for a lock of that name", Tags.of("lock", name));
            case WAITS_FOR_PERMIT ->
                key.ofPlaces()
                        ? timer("brigade.requests.wait", "Waits of requests for a place", Tags.empty())
                        : timer("brigade.semaphore.wait", "Waits for permits", Tags.of("semaphore", name));
            case WAITS_TO_PUT -> timer("brigade.queue.wait", "Waits at a queue", Tags.of("queue", name, "to", "put"));
            case WAITS_TO_TAKE -> timer("brigade.queue.wait", "Waits at a queue", Tags.of("queue", name, "to", "take"));
            default -> Optional.empty();
        };
    }

    private Optional<Timer> lane(String route) {
        int space = route.indexOf(' ');
        return timer(
                "brigade.lane.wait",
                "Waits of requests of a route while these meet conflicts",
                Tags.of("method", route.substring(0, space), "uri", route.substring(space + 1)));
    }

    private Optional<Timer> timer(String name, String meaning, Tags tags) {
        return Optional.of(Timer.builder(name).description(meaning).tags(tags).register(registry));
    }
}
