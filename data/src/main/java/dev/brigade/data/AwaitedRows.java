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

    /** Who held what a statement waited for, when the database was last asked. */
    private record Held(Status statement, List<String> by) {
        @SuppressWarnings("ReferenceEquality") // the same statement, not one like it
        boolean isFor(Status other) {
            return statement == other;
        }
    }

    private volatile @Nullable Held last;

    /** {@code holders} hold what the activity waits for in {@code statement}. Safe from any thread. */
    void heldBy(Status statement, List<String> holders) {
        last = new Held(statement, holders);
    }

    /** Who held what {@code statement} waits for; nobody if it did not wait when that was last looked at. Safe from any thread. */
    List<String> holders(Status statement) {
        Held seen = last;
        return seen != null && seen.isFor(statement) ? seen.by() : List.of();
    }

    /** What is known when {@code statement}, with that text, has just failed since it waited too long. */
    WaitedInVain inVain(Status statement, String sql) {
        return new WaitedInVain(
                SqlText.brief(sql), Duration.ofNanos(System.nanoTime() - statement.sinceNanos()), holders(statement));
    }
}
