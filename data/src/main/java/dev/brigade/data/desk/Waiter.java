package dev.brigade.data.desk;

import dev.brigade.threads.Activity;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Who asks the {@link Desk}, from its first step until it has its lease or has left nothing behind. What its states are is said there. */
final class Waiter {
    final Thread thread = Thread.currentThread();
    /** Whether it had a connection before, and met a conflict. */
    final boolean runsAgain;
    // given under the desk's lock, once
    volatile @Nullable Grant grant;
    // of its own thread
    long since; // when it began to wait; 0 if it did not

    @Nullable
    Connection taken; // by its permit

    @Nullable
    Lease lease;

    Waiter(Activity activity) {
        this.runsAgain = activity.runs() > 1;
    }
}
