package dev.brigade.check.search;

import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.schedule.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another strategy, with sleeps and time limits that end early: for code that takes a sleep for a wait until something has happened, and
 * for what is done when a wait was in vain.
 */
public record EarlySleeps(Strategy other) implements Strategy {
    @Override
    public boolean sleepsEndEarly() {
        return true;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        return other.choose(options, current);
    }

    @Override
    public void makes(Task task, Operation operation, List<Task> options) {
        other.makes(task, operation, options);
    }

    @Override
    public boolean wantsOptions() {
        return other.wantsOptions();
    }
}
