package kitchen;

import dev.brigade.data.Work;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.settings.Setting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one oven that all cooks share: one dish at a time, and only while it is hot.
 *
 * <p>{@code hot}, {@code heating} and {@code dishesBaked} are read and written only under the lock. {@code started} and
 * {@code baked} are concurrent sets, since anybody may look into the oven; an order is added to them under the lock, and
 * leaves them after it has been served in the database. So who asks the oven first and the database then finds each order
 * in one of the two: it never seems to wait again.
 */
final class Oven {
    private static final int DISHES_UNTIL_COLD = 5;

    /** How time passes in the kitchen. */
    @FunctionalInterface
    interface Timer {
        void pass(Duration time) throws InterruptedException;
    }

    private final NamedLock lock;
    private final NamedCondition isHot;
    private final Timer timer;
    private final Setting<Duration> baking;
    private final Setting<Duration> heatingUp;
    private final Set<Long> started = ConcurrentHashMap.newKeySet();
    private final Set<Long> baked = ConcurrentHashMap.newKeySet();
    private boolean hot;
    private boolean heating;
    private int dishesBaked;

    Oven(NamedLock lock, Timer timer, Setting<Duration> baking, Setting<Duration> heatingUp) {
        this.lock = lock;
        this.isHot = lock.condition("oven is hot");
        this.timer = timer;
        this.baking = baking;
        this.heatingUp = heatingUp;
    }

    /** The orders that are in the oven at this moment. Ask before the database is asked which are served. */
    Set<Long> orders() {
        return Set.copyOf(started);
    }

    /**
     * Waits for the oven and bakes the dishes of an order. The next cook has it once the order is served: after the commit
     * of {@code work}. When that meets a conflict and runs again, what is baked is not baked again.
     */
    void bake(Work work, long order, News news) throws InterruptedException {
        work.hold(lock);
        if (!baked.contains(order)) {
            untilHot();
            started.add(order);
            news.announce();
            timer.pass(baking.value());
            baked.add(order);
            if (++dishesBaked % DISHES_UNTIL_COLD == 0) {
                hot = false;
            }
        }
        work.afterCommit(() -> {
            started.remove(order);
            baked.remove(order);
        });
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
                    timer.pass(heatingUp.value());
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
