package dev.brigade.check.search;

import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Task;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random schedules by Partial Order Sampling (Yuan, Yang and Gu, CAV 2018): each next step has a random priority, the highest goes
 * first, and a step that conflicts with one that has just been made draws a new one. So rare orders of conflicting steps are met
 * more often than by a random walk. Endless.
 */
public final class PartialOrderSampling implements Search {
    private static final double NONE = -1;

    private final long seed;
    private SplittableRandom random = new SplittableRandom();
    private double[] priorities = new double[8];
    private long number;

    public PartialOrderSampling(long seed) {
        this.seed = seed;
    }

    @Override
    public boolean next() {
        random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * ++number);
        Arrays.fill(priorities, NONE);
        return true;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        Task best = options.getFirst();
        double highest = NONE;
        for (Task option : options) {
            double priority = priority(option.id());
            if (priority > highest) {
                highest = priority;
                best = option;
            }
        }
        return best;
    }

    private double priority(int id) {
        if (id >= priorities.length) {
            int length = priorities.length;
            priorities = Arrays.copyOf(priorities, 2 * id);
            Arrays.fill(priorities, length, priorities.length, NONE);
        }
        if (priorities[id] < 0) {
            priorities[id] = random.nextDouble();
        }
        return priorities[id];
    }

    @Override
    public boolean wantsOptions() {
        return true;
    }

    @Override
    public void makes(Task task, Operation operation, List<Task> options) {
        forget(task.id());
        for (Task option : options) {
            if (option != task && option.next().conflictsWith(operation)) {
                forget(option.id());
            }
        }
    }

    private void forget(int id) {
        if (id < priorities.length) {
            priorities[id] = NONE;
        }
    }
}
