package dev.brigade.check.control;

import dev.brigade.check.schedule.Task;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who has permits of which semaphore. A semaphore has no owners: it may as well be a signal, which one thread takes and another gives.
 * So it is taken for one as soon as somebody gives back what it has not taken, and nobody has permits of it from then on. Confined to
 * the carrier.
 */
final class Permits {
    /** Of those who have some how often each has taken them; none if it is a signal. */
    private final IdentityHashMap<Semaphore, Optional<Map<Task, Integer>>> taken = new IdentityHashMap<>();

    void clear() {
        JdkCalls.clear(taken);
    }

    void acquired(Semaphore semaphore, Task by) {
        of(semaphore).ifPresent(holders -> holders.merge(by, 1, Integer::sum));
    }

    void released(Semaphore semaphore, Task by) {
        of(semaphore).ifPresent(holders -> {
            Integer count = holders.remove(by);
            if (count == null) {
                taken.put(semaphore, Optional.empty());
            } else if (count > 1) {
                holders.put(by, count - 1);
            }
        });
    }

    /**
     * For people, those who have permits and could still give them back; empty if there is none. A thread that ended with a permit
     * has left no knot, but a permit that nobody gives back.
     */
    Optional<String> holders(Semaphore semaphore, Task asking) {
        return names(semaphore, task -> task == asking ? "itself" : task.name(), _ -> true);
    }

    /** As {@link #holders}, without {@code asking}. */
    Optional<String> others(Semaphore semaphore, Task asking) {
        return names(semaphore, Task::name, task -> task != asking);
    }

    private Optional<String> names(Semaphore semaphore, Function<Task, String> name, Predicate<Task> counts) {
        return of(semaphore)
                .map(holders -> holders.keySet().stream()
                        .filter(task -> !task.hasEnded() && counts.test(task))
                        .map(name)
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty());
    }

    /** A task has the equality of identity. */
    private Optional<Map<Task, Integer>> of(Semaphore semaphore) {
        return taken.computeIfAbsent(semaphore, _ -> Optional.of(new LinkedHashMap<>()));
    }
}
