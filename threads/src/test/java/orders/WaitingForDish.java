package orders;

import dev.brigade.threads.KeyedCondition;
import dev.brigade.threads.KeyedLock;
import dev.brigade.threads.KeyedLocks;

/** Waits badly at the condition of a key. */
public final class WaitingForDish {
    private final KeyedLock lock;
    private final KeyedCondition cooked;

    public WaitingForDish(long dish) {
        lock = new KeyedLocks<>("dish", Long.class).of(dish);
        cooked = lock.condition("cooked");
    }

    @SuppressWarnings("WaitNotInLoop") // the mistake that is to be found
    public void untilSignalled() throws InterruptedException {
        try (var _ = lock.hold()) {
            cooked.await();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // as well
    public void untilSignalledElsewhere() throws InterruptedException {
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
