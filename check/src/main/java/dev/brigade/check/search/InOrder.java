package dev.brigade.check.search;

import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread after the other, in a given order: a serial run. Threads that these start run when theirs cannot go on, or has ended,
 * before the next one begins. Threads that serve all of them, such as consumers of queues, go first whenever they can, or last.
 */
public final class InOrder implements Strategy {
    private final List<String> order;
    private final boolean serversFirst;

    /** @param order {@link Task#key keys} of roots */
    public InOrder(List<String> order, boolean serversFirst) {
        this.order = List.copyOf(order);
        this.serversFirst = serversFirst;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        Task best = options.getFirst();
        int least = Integer.MAX_VALUE;
        for (Task option : options) {
            int place = place(option);
            if (place < least) {
                least = place;
                best = option;
            }
        }
        return best;
    }

    @Override
    public boolean isSerial() {
        return true;
    }

    private int place(Task task) {
        int index = order.indexOf(task.root().key());
        if (index < 0) {
            return serversFirst ? -1 : 2 * order.size();
        }
        return 2 * index + (task.isRoot() ? 0 : 1);
    }
}
