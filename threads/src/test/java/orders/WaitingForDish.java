package orders;

import dev.brigade.threads.KeyedCondition;
import dev.brigade.threads.KeyedLock;
import dev.brigade.threads.KeyedLocks;

/** Waits badly at the condition of a key. */
public final class WaitingForDish {
    private final KeyedLock lock = new KeyedLocks<>("dish", Long.class).of(42L);
    private final KeyedCondition cooked = lock.condition("cooked");

    @SuppressWarnings("WaitNotInLoop") // the mistake that is to be found
    public void untilSignalled() throws InterruptedException {
        try (var _ = lock.hold()) {
            cooked.await();
        }
    }

    public void signal() {
        try (var _ = lock.hold()) {
            cooked.signal();
        }
    }
}
