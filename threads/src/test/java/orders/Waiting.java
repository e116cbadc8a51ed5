package orders;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import java.util.concurrent.TimeUnit;

/** Waits at a condition, well and badly. */
public final class Waiting {
    private final NamedLock lock = new NamedLock("oven");
    private final NamedCondition changed = lock.condition("changed");
    private boolean isHot;
    private boolean isEmpty;

    public NamedCondition changed() {
        return changed;
    }

    public void untilHot() throws InterruptedException {
        try (var _ = lock.hold()) {
            while (!isHot) {
                changed.await();
            }
        }
    }

    public void untilEmpty() throws InterruptedException {
        try (var _ = lock.hold()) {
            for (long left = TimeUnit.MINUTES.toNanos(1); !isEmpty && left > 0; ) {
                left = changed.awaitNanos(left);
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the mistake that is to be found
    public void untilSignalled() throws InterruptedException {
        try (var _ = lock.hold()) {
            if (!isHot) {
                changed.await();
            }
        }
    }

    public void heat() {
        try (var _ = lock.hold()) {
            isHot = true;
            changed.signal();
        }
    }

    public void signal() {
        try (var _ = lock.hold()) {
            changed.signal();
        }
    }

    public void end() {
        try (var _ = lock.hold()) {
            isHot = true;
            isEmpty = true;
            changed.signalAll();
        }
    }
}
