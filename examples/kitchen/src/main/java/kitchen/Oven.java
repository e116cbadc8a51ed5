package kitchen;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.settings.Setting;
import java.time.Duration;

/**
 * The one oven that all cooks share: one dish at a time, and only while it is hot.
 *
 * <p>{@code hot}, {@code heating} and {@code dishesBaked} are read and written only under the lock. {@code inside} is written
 * under the lock and read by anybody, hence volatile.
 */
final class Oven {
    private static final int DISHES_UNTIL_COLD = 5;

    private final NamedLock lock;
    private final NamedCondition isHot;
    private final Setting<Duration> baking;
    private final Setting<Duration> heatingUp;
    private boolean hot;
    private boolean heating;
    private int dishesBaked;
    private volatile long inside;

    Oven(NamedLock lock, Setting<Duration> baking, Setting<Duration> heatingUp) {
        this.lock = lock;
        this.isHot = lock.condition("oven is hot");
        this.baking = baking;
        this.heatingUp = heatingUp;
    }

    /** Whether an order is in the oven at this moment. */
    boolean isInside(long order) {
        return inside == order;
    }

    /** Waits for the oven, bakes the dishes of an order, and leaves the oven to the next cook. */
    void bake(long order, News news) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            untilHot();
            inside = order;
            news.announce();
            Thread.sleep(baking.value());
            if (++dishesBaked % DISHES_UNTIL_COLD == 0) {
                hot = false;
            }
        } finally {
            inside = 0;
            lock.unlock();
        }
    }

    /**
     * The first cook who finds it cold turns it on; the others wait in the condition's wait set. Both let go of the lock
     * meanwhile, and both have it again, and look again, before they go on.
     */
    private void untilHot() throws InterruptedException {
        while (!hot) {
            if (heating) {
                isHot.await();
            } else {
                heating = true;
                lock.unlock();
                try {
                    Thread.sleep(heatingUp.value());
                } finally {
                    lock.lock();
                    heating = false;
                    isHot.signalAll();
                }
                hot = true;
            }
        }
    }
}
