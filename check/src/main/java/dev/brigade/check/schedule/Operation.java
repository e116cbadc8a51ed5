package dev.brigade.check.schedule;

import java.util.Optional;

/**
 * What a thread does next at a point: the step from this point to its next one. Immutable; confined to one run.
 *
 * <p>Two operations of different threads <em>conflict</em> if it can matter which of them comes first. Everything that an
 * exploration leaves out rests on this: operations that conflict must say so.
 */
public interface Operation {

    /** Whether the order of the two can matter. Symmetric. */
    boolean conflictsWith(Operation other);

    /**
     * Whether the other one could be made at the same moment instead of this one: false for two of which one makes the other
     * possible, as the release of a lock and its acquisition. Symmetric.
     */
    default boolean competesWith(Operation other) {
        return true;
    }

    /** Whether it can be made now; false if its thread would have to wait, for example for a lock that another one holds. */
    default boolean isPossible() {
        return true;
    }

    /** Who keeps it from being made, for people: {@code lock "oven", held by POST /bake}; empty if it is possible or unknown. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether it takes something that another thread may have, and waits for it if need be: a lock, a row, a connection. */
    default boolean acquires() {
        return false;
    }

    /** Whether its thread waits for what it {@link #acquires} before it begins, until it {@link #isPossible}, and not in its middle. */
    default boolean waitsToBegin() {
        return false;
    }

    /** Of one that has been made and {@link #acquires}, whether it is known to have got what it wanted: a try can have failed. */
    default boolean hasAcquired() {
        return true;
    }

    /**
     * What it touches, as a name that is the same in each run, such as {@code Counter.count} or {@code pantry}; empty if it touches
     * nothing that threads share.
     */
    String subject();

    /** For people: {@code reads Counter.count}. */
    String text();

    /** Where in the application's code: {@code Counter.add(Counter.java:12)}; empty if unknown. */
    default String where() {
        return "";
    }

    /** Itself; of the rest of an operation at which its thread had to wait, that operation. */
    default Operation whole() {
        return this;
    }

    /**
     * What is left of it when its thread has had to wait in the middle of it, and been woken; itself unless that is something else,
     * as of a wait for a signal the acquisition of the lock that it let go.
     */
    default Operation rest() {
        return this;
    }

    /** For people, what is left of it when its thread has had to wait in the middle of it: {@code goes on after it has waited, …}. */
    default String restText() {
        return "goes on after it has waited, when it " + text();
    }

    /** Whether its thread waits in the middle of it at this moment, and only so long. */
    default boolean isLimited() {
        return false;
    }

    /** Its time limit is over, although others could go on: as if these were slow. */
    default void endsEarly() {}

    /** Whether its time limit has {@linkplain #endsEarly ended early}. */
    default boolean isOutOfTime() {
        return false;
    }

    /** Whether its code does not ask whether it got what it waited for. */
    default boolean isUnasked() {
        return false;
    }

    /** Whether it changes what it touches. */
    boolean changes();
}
