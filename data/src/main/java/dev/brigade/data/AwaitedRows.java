package dev.brigade.data;

import dev.brigade.data.jdbc.SqlText;
import dev.brigade.data.jdbc.WaitedInVain;
import dev.brigade.threads.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the rows that a session's statement waits for. Written by the one who asks the database; read by the session's thread when
 * the wait was in vain, and by who stops the activity: one reference to an immutable value.
 */
final class AwaitedRows {

    /**
     * Who held what a statement waited for, when the database last said so.
     *
     * @param still whether it said so when it was last asked: if not, the statement has got it, or has given up and its thread does not know yet
     */
    private record Held(Status statement, List<String> by, boolean still) {
        @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
        boolean isFor(Status other) {
            return statement == other;
        }
    }

    private volatile @Nullable Held last;

    /** {@code holders} hold what the activity waits for in {@code statement}. By one thread at a time. */
    void heldBy(Status statement, List<String> holders) {
        last = new Held(statement, holders, true);
    }

    /** {@code statement} waits for nobody. By one thread at a time. */
    void notHeld(Status statement) {
        Held seen = last;
        if (seen != null && seen.isFor(statement) && seen.still()) {
            last = new Held(statement, seen.by(), false);
        }
    }

    /** Who holds what {@code statement} waits for; nobody if it did not wait when that was last looked at. Safe from any thread. */
    List<String> holders(Status statement) {
        Held seen = last;
        return seen != null && seen.isFor(statement) && seen.still() ? seen.by() : List.of();
    }

    /** What is known when {@code statement}, with that text, has just failed since it waited too long. */
    WaitedInVain inVain(Status statement, String sql) {
        Held seen = last;
        return new WaitedInVain(
                SqlText.brief(sql),
                Duration.ofNanos(System.nanoTime() - statement.sinceNanos()),
                seen != null && seen.isFor(statement) ? seen.by() : List.of());
    }
}
