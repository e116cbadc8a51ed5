package kitchen;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what others do, up to a deadline. */
final class Until {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Until() {}

    /** The first value that fits; fails with the last one if none does within 30 s. */
    static <T> T seen(String what, Supplier<T> looks, Predicate<? super T> fits) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            T seen = looks.get();
            if (fits.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what + ". Last seen: " + seen);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
