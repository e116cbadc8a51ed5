package dev.brigade.check.schedule;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Knows of threads that wait for an answer from outside of the JVM, such as a database server's. Confined to the thread that runs
 * the scheduler.
 */
public interface Outside {
    /** Nothing is outside. */
    Outside NOTHING = new Outside() {
        @Override
        public void await(List<Task> waiting, BooleanSupplier arrived) {}

        @Override
        public boolean breakUp(List<Task> heldUp) {
            return false;
        }
    };

    /**
     * Called when {@code waiting} have asked outside and were not answered yet; the answer comes without the help of another of
     * our threads, unless this says otherwise. Returns soon, having waited a little for {@code arrived} to become true or looked
     * whether some of them are held up: these are marked by {@link Task#heldUp}.
     */
    void await(List<Task> waiting, BooleanSupplier arrived);

    /** Nobody can go on, and {@code heldUp} are held up outside. Returns whether it has ended the wait of one of them. */
    boolean breakUp(List<Task> heldUp);
}
