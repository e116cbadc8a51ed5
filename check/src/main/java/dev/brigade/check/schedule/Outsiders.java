package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those that have asked {@link Outside}, and wait for the answer. Confined to the carrier, but for {@link #any}, which whoever brings
 * an answer reads.
 */
final class Outsiders {
    /** After so long a wait of the last who was held up, of virtual time, a database looks for a deadlock: PostgreSQL's default. */
    private static final long BREAK_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Outside outside;
    private final VirtualTime time;
    private final List<Task> tasks = new ArrayList<>();
    private volatile boolean any;
    /** When somebody began last to be held up. */
    private long heldUpNanos;

    Outsiders(Outside outside, VirtualTime time) {
        this.outside = outside;
        this.time = time;
    }

    /** A new run begins. */
    void clear() {
        tasks.clear();
        any = false;
        heldUpNanos = 0;
    }

    /** Whether there is one. Safe from any thread. */
    boolean any() {
        return any;
    }

    void asks(Task task) {
        task.outside = true;
        task.wasHeldUp = false;
        tasks.add(task);
        any = true;
    }

    void answered(Task task) {
        task.outside = false;
        tasks.remove(task);
        any = !tasks.isEmpty();
    }

    /** One that has been answered and can go on. */
    @Nullable
    Task answered() {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).ready) {
                return tasks.get(i);
            }
        }
        return null;
    }

    /**
     * Whether somebody waits for an answer that comes by itself; then waits a little for it.
     *
     * @param hasCome whether something has come
     */
    boolean await(BooleanSupplier hasCome) {
        List<Task> waiting = new ArrayList<>();
        for (Task task : tasks) {
            if (!task.ready && !task.heldUp()) {
                waiting.add(task);
            }
        }
        if (waiting.isEmpty()) {
            return false;
        }
        outside.await(waiting, hasCome);
        for (Task task : waiting) {
            if (task.heldUp() && !task.wasHeldUp) {
                task.wasHeldUp = true;
                heldUpNanos = time.nanos();
            }
        }
        return true;
    }

    /** Whether the next plan is so far away that a database ends the wait of somebody who is held up before, and does it. */
    boolean breaksUpInTime() {
        return time.nextNanos() - heldUpNanos >= BREAK_UP_NANOS && breaksUp();
    }

    /** Whether a database ends the wait of somebody who is held up. */
    boolean breaksUp() {
        List<Task> heldUp = tasks.stream().filter(Task::heldUp).toList();
        return !heldUp.isEmpty() && outside.breakUp(heldUp);
    }
}
