package dev.brigade.check.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which thread goes on. Told of each step of a run; confined to the thread that runs the scheduler. */
public interface Strategy {

    /**
     * Chooses who goes on.
     *
     * @param options who can, at least two: {@code current} first if it is among them, the others by id
     * @param current the one that has just run, if it can go on; otherwise null
     * @return one of {@code options}
     */
    Task choose(List<Task> options, @Nullable Task current);

    /** Whether the first sleeps, and time limits, of each explored thread end early, although others could go on; asked once for each run. */
    default boolean sleepsEndEarly() {
        return false;
    }

    /** Whether one thread shall come after the other, as far as they can. Asked once for each run. */
    default boolean isSerial() {
        return false;
    }

    /** {@code task} makes {@code operation} now; {@code options} as for {@link #choose}, perhaps only one. */
    default void makes(Task task, Operation operation, List<Task> options) {}

    /** Whether {@link #makes} wants its {@code options}, which costs time. */
    default boolean wantsOptions() {
        return false;
    }
}
