package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Family;
import java.util.List;
import java.util.Optional;

/** Something that the guard has found. Immutable. */
public sealed interface Report {

    /** For people: what, who, where, and what to do; may have several lines. */
    String text();

    /**
     * A deadlock.
     *
     * @param members those that wait for each other
     * @param victim who was made to give up; empty if nobody could be
     */
    record Deadlock(List<Activity> members, Optional<Activity> victim, String text) implements Report {
        public Deadlock {
            members = List.copyOf(members);
        }
    }

    /** Things were acquired in such orders that threads can block each other, though none has yet. */
    record Order(List<Family> cycle, String text) implements Report {
        public Order {
            cycle = List.copyOf(cycle);
        }

        /** Whether only rows are concerned: the database finds such deadlocks itself, and the work is done again. */
        public boolean isOfTables() {
            return cycle.stream().allMatch(family -> family.kind() == dev.brigade.threads.MeetingPoint.Kind.TABLE);
        }
    }

    /** An activity ended and had not given back what it held. */
    record LeftHeld(Activity activity, Family what, String text) implements Report {}

    /** A lock was released before rows that were written under it were committed. */
    record ReleasedBeforeCommit(Activity activity, Family what, String text) implements Report {}

    /** A lock is held for long while its holder waits for something that is none of the lock's business. */
    record HeldLong(Activity activity, Family what, String text) implements Report {}

    /** A condition is used in a way that loses signals: see the text. */
    record LosesSignals(Activity activity, Family what, String text) implements Report {}

    /** The guard itself failed; it goes on. */
    record Failure(Throwable error) implements Report {
        @Override
        public String text() {
            return "The guard failed and goes on: " + error;
        }
    }
}
