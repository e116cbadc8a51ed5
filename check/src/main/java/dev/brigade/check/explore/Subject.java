package dev.brigade.check.explore;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is explored: some threads, what they start from, and what they leave behind. Called for each run anew, always in the order
 * {@link #reset}, {@link #setUp}, the threads, {@link #state}.
 */
public interface Subject {

    /** The names of the threads. */
    List<String> names();

    /**
     * The code of each thread, in their order: threads with the same one, by {@code equals}, are interchangeable. Unless it is said,
     * no two are.
     */
    default List<?> codes() {
        return IntStream.range(0, names().size()).boxed().toList();
    }

    /** Brings back what the runs share, such as the rows of a database; on the thread that explores, which is not under control. */
    default void reset() throws Exception {}

    /** Makes what this run needs, alone, under control: threads started here take part. */
    void setUp() throws Exception;

    /**
     * What thread {@code number} does.
     *
     * @return its result, as text that is the same whenever the result is
     */
    String run(int number) throws Throwable;

    /** What is left when all have ended, one line for each value; alone, under control. */
    List<String> state() throws Exception;

    /**
     * Brings results and state into a form in which they are equal whenever they should be; on the thread that explores, when all have
     * ended.
     */
    default End end(List<String> results, List<String> state) {
        return new End(results, state);
    }

    /** Results and state of a run, as they are compared. */
    record End(List<String> results, List<String> state) {}

    /** After the state was asked for, or in its place if the threads have not ended. */
    default void tearDown() throws Exception {}

    /** Deadlocks of the last run that were found and broken by a database, a sentence each. */
    default List<String> deadlocks() {
        return List.of();
    }

    /** Whether a thread that ended so is to be taken as one that did not run: it would be told to try again. */
    default boolean isAbort(Throwable failure) {
        return false;
    }

    /** What is broken of that which must always hold, in the end; empty if all is well. */
    default List<String> broken() throws Exception {
        return List.of();
    }
}
