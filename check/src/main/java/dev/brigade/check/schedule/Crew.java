package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run, those that have ended too. The same key has the same number in each run. Confined to the carrier, as
 * {@link Task} is.
 */
final class Crew {
    private final List<Task> tasks = new ArrayList<>();
    private final Patience patience;
    private final Map<String, Integer> ids = new HashMap<>(); // of the keys, over all runs

    Crew(Patience patience) {
        this.patience = patience;
    }

    /** A new run begins. */
    void clear() {
        tasks.clear();
    }

    List<Task> all() {
        return Collections.unmodifiableList(tasks);
    }

    /** One that nobody of the run has started. */
    Task add(String key, String name, Thread thread) {
        return add(key, name, null, thread);
    }

    /** One that {@code parent} has started. */
    Task adopt(Task parent, Thread started) {
        int number = parent.children++;
        String name = started.getName().isEmpty() ? parent.name() + "." + number : started.getName();
        return add(parent.key() + "." + number, name, parent, started);
    }

    private Task add(String key, String name, @Nullable Task parent, Thread thread) {
        Integer known = ids.get(key);
        int id = known == null ? ids.size() : known;
        if (known == null) {
            ids.put(key, id);
        }
        Task task = new Task(id, key, name, parent, thread, VirtualThreads.continuation(thread));
        patience.renew(task);
        tasks.add(task);
        return task;
    }

    /** The one that goes on by {@code continuation}; looked for from the end, where the one is that was started last. */
    @SuppressWarnings("ReferenceEquality") // a continuation is what it is
    @Nullable
    Task of(Runnable continuation) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (tasks.get(i).continuation() == continuation) {
                return tasks.get(i);
            }
        }
        return null;
    }

    /** The one that {@code thread} is. */
    @Nullable
    Task of(Thread thread) {
        if (!thread.isVirtual()) {
            return null;
        }
        for (Task task : tasks) {
            if (task.thread() == thread) {
                return task;
            }
        }
        return null;
    }

    boolean anyAlive() {
        for (int i = 0; i < tasks.size(); i++) {
            if (!tasks.get(i).ended) {
                return true;
            }
        }
        return false;
    }

    boolean hasChildAlive(Task parent) {
        for (Task task : tasks) {
            if (!task.ended && task.isStartedBy(parent)) {
                return true;
            }
        }
        return false;
    }

    /** Those that have not ended, with what each waits for. */
    List<Waiting> waiting() {
        return tasks.stream().filter(task -> !task.ended).map(Waiting::of).toList();
    }
}
