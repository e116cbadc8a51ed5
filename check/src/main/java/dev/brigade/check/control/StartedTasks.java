package dev.brigade.check.control;

import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Which threads were started through which executor, and for which future: who waits for these knows what the threads did. Confined to
 * the carrier.
 */
final class StartedTasks {
    private final RaceDetector races;
    private final IdentityHashMap<Object, List<Task>> byStarter = new IdentityHashMap<>();

    /** What each thread starts at this moment. */
    private final IdentityHashMap<Task, List<Task>> starting = new IdentityHashMap<>();

    StartedTasks(RaceDetector races) {
        this.races = races;
    }

    void clear() {
        JdkCalls.clear(byStarter);
        JdkCalls.clear(starting);
    }

    /** {@code me} is about to start something. */
    void begins(Task me) {
        starting.put(me, new ArrayList<>());
    }

    /** {@code parent} has started {@code child}. */
    void started(Task parent, Task child) {
        List<Task> children = starting.get(parent);
        if (children != null) {
            children.add(child);
        }
    }

    /** {@code me} has started it, by a call of {@code starter} that returned {@code result}. */
    void ends(Task me, @Nullable Object starter, @Nullable Object result) {
        List<Task> children = starting.remove(me);
        if (children == null || children.isEmpty()) {
            return;
        }
        if (starter != null) {
            byStarter.computeIfAbsent(starter, _ -> new ArrayList<>()).addAll(children);
        }
        if (result instanceof Future<?>) {
            byStarter.put(result, children);
        }
    }

    /**
     * For people, of the threads for whose end {@code me} waits those that can't get on, since somebody has what they want. If it is not
     * known for which it waits, they are those that it has started.
     */
    Optional<String> heldUp(Scheduler scheduler, Task me, Object awaited) {
        List<Task> known = awaited instanceof Thread thread
                ? Optional.ofNullable(scheduler.taskOf(thread)).stream().toList()
                : byStarter.get(awaited);
        return (known == null ? scheduler.tasks() : known)
                .stream()
                        .filter(task -> known != null || task.isStartedBy(me))
                        .filter(task -> !task.hasEnded()
                                && task.next()
                                        .obstacle()
                                        .or(() -> task.last().obstacle())
                                        .isPresent())
                        .map(Task::name)
                        .findFirst();
    }

    /** {@code me} has waited for a thread, a future, or all that was started by an executor. */
    void joined(Scheduler scheduler, Task me, Object awaited) {
        List<Task> children = byStarter.get(awaited);
        if (awaited instanceof Thread thread) {
            Task task = scheduler.taskOf(thread);
            children = task == null ? List.of() : List.of(task);
        } else if (children == null) {
            // A stage that depends on another one: it is not known whose. No race is reported that there may not be.
            children = awaited instanceof Future<?> ? scheduler.tasks() : List.of();
        }
        for (Task child : children) {
            if (child != me && child.hasEnded()) {
                races.join(me.id(), child.id());
            }
        }
    }
}
