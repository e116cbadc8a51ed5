package dev.brigade.check.search;

import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread after the other, in a given order: a serial run. Threads that these start run when theirs cannot go on, or has ended,
 * before the next one begins.
 */
public final class InOrder implements Strategy {
    private final List<String> order;

    /** @param order {@link Task#key keys} of roots */
    public InOrder(List<String> order) {
        this.order = List.copyOf(order);
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        Task best = options.getFirst();
        int least = Integer.MAX_VALUE;
        for (Task option : options) {
            int place = 2 * order.indexOf(option.root().key()) + (option.isRoot() ? 0 : 1);
            if (place < least) {
                least = place;
                best = option;
            }
        }
        return best;
    }
}
