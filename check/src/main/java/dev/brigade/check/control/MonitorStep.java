package dev.brigade.check.control;

import dev.brigade.check.schedule.Task;
import java.util.Optional;

/** Enters or leaves a monitor. */
final class MonitorStep extends SharedStep {
    private final Monitors monitors;
    private final Task task;
    private final boolean enters;

    MonitorStep(Monitors monitors, Object monitor, Task task, boolean enters, int site) {
        super(monitor, MONITOR, true, enters ? Role.ACQUIRES : Role.RELEASES, site);
        this.monitors = monitors;
        this.task = task;
        this.enters = enters;
    }

    @Override
    public boolean isPossible() {
        if (!enters) {
            return true;
        }
        Task owner = monitors.owner(owner());
        return owner == null || owner == task;
    }

    @Override
    public Optional<String> obstacle() {
        Task holder = monitors.owner(owner());
        return isPossible() || holder == null ? Optional.empty() : Optional.of(name() + ", held by " + holder);
    }

    private String name() {
        return "monitor of "
                + Names.simple(
                        owner() instanceof Class<?> type
                                ? type.getName()
                                : owner().getClass().getName());
    }

    @Override
    public String subject() {
        return name();
    }

    @Override
    public String text() {
        return (enters ? "enters " : "leaves ") + name();
    }
}
