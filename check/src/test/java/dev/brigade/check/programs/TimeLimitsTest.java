package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits that last only so long. */
class TimeLimitsTest {
    /** Things that can be waited for, each in vain. */
    static final class Kitchen {
        final ReentrantLock lock = new ReentrantLock();
        final ReentrantLock other = new ReentrantLock();
        final ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        final Condition cooked = lock.newCondition();
        final BlockingQueue<String> orders = new ArrayBlockingQueue<>(1);
        final BlockingQueue<String> full = new ArrayBlockingQueue<>(1, false, List.of("soup"));
        final Semaphore none = new Semaphore(0);
        final Semaphore one = new Semaphore(1);
        final Semaphore two = new Semaphore(1);
        final NamedLock named = new NamedLock("oven");
        final NamedCondition hot = named.condition("hot");
        final NamedLock otherNamed = new NamedLock("fridge");
        final NamedSemaphore permits = new NamedSemaphore("plates", 1);
        final NamedSemaphore otherPermits = new NamedSemaphore("cups", 1);
        final BoundedQueue<String> pass = new BoundedQueue<>("pass", 1);
    }

    /** A wait that lasts only so long. */
    interface Wait {
        Object in(Kitchen kitchen) throws Exception;
    }

    private static Arguments wait(String name, Wait wait) {
        return Arguments.of(name, wait);
    }

    static List<Arguments> waitsInVain() {
        return List.of(
                wait("poll", kitchen -> kitchen.orders.poll(1, TimeUnit.SECONDS) == null),
                wait("offer", kitchen -> kitchen.full.offer("stew", 1, TimeUnit.SECONDS)),
                wait("hand-over", _ -> new SynchronousQueue<String>().offer("stew", 1, TimeUnit.SECONDS)),
                wait("tryAcquire", kitchen -> kitchen.none.tryAcquire(1, TimeUnit.SECONDS)),
                wait("its own permit", kitchen -> {
                    kitchen.one.acquire();
                    boolean again = kitchen.one.tryAcquire(1, TimeUnit.SECONDS);
                    kitchen.one.release();
                    return again;
                }),
                wait("its own read lock", kitchen -> {
                    kitchen.both.readLock().lock();
                    boolean got = kitchen.both.writeLock().tryLock(1, TimeUnit.SECONDS);
                    kitchen.both.readLock().unlock();
                    return got;
                }),
                wait("latch", _ -> new CountDownLatch(1).await(1, TimeUnit.SECONDS)),
                wait("future", _ -> {
                    try {
                        return new CompletableFuture<Integer>().get(1, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        return "late";
                    }
                }),
                wait("barrier", _ -> {
                    try {
                        return new CyclicBarrier(2).await(1, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        return "alone";
                    }
                }),
                wait("phaser", _ -> {
                    try {
                        return new Phaser(1).awaitAdvanceInterruptibly(0, 1, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        return "alone";
                    }
                }),
                wait("park", _ -> {
                    LockSupport.parkNanos(1_000_000_000);
                    return "";
                }),
                wait("condition", kitchen -> {
                    kitchen.lock.lock();
                    try {
                        return kitchen.cooked.await(1, TimeUnit.SECONDS);
                    } finally {
                        kitchen.lock.unlock();
                    }
                }),
                wait("monitor", kitchen -> {
                    synchronized (kitchen) {
                        kitchen.wait(1000);
                    }
                    return "";
                }),
                wait("brigade's poll", kitchen -> kitchen.pass.poll(1, TimeUnit.SECONDS) == null),
                wait("brigade's offer", kitchen -> {
                    kitchen.pass.offer("soup");
                    boolean offered = kitchen.pass.offer("stew", 1, TimeUnit.SECONDS);
                    kitchen.pass.clear();
                    return offered;
                }),
                wait("brigade's reserve", kitchen -> {
                    kitchen.pass.offer("soup");
                    boolean reserved = kitchen.pass.reserve(1, TimeUnit.SECONDS).isPresent();
                    kitchen.pass.clear();
                    return reserved;
                }),
                wait("brigade's permit", kitchen -> {
                    kitchen.permits.acquire();
                    boolean again = kitchen.permits.tryAcquire(1, 1, TimeUnit.SECONDS);
                    kitchen.permits.release();
                    return again;
                }),
                wait("brigade's condition", kitchen -> {
                    try (var _ = kitchen.named.hold()) {
                        return kitchen.hot.await(1, TimeUnit.SECONDS);
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waitsInVain")
    void a_wait_that_ends_by_itself_is_no_deadlock(String name, Wait wait) {
        Explored explored = Explore.fresh(Kitchen::new).calls(wait::in).verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waitsInVain")
    void nor_is_it_one_while_another_waits_for_the_lock_of_who_waits(String name, Wait wait) {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(kitchen -> inside(kitchen, wait), kitchen -> inside(kitchen, wait))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    private static Object inside(Kitchen kitchen, Wait wait) throws Exception {
        kitchen.other.lock();
        try {
            return wait.in(kitchen);
        } finally {
            kitchen.other.unlock();
        }
    }

    @Test
    void nor_if_that_other_one_waits_only_so_long_too() {
        Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> inside(kitchen, it -> it.orders.poll(1, TimeUnit.SECONDS) == null),
                        kitchen -> locks(kitchen.lock, kitchen.other, 1, TimeUnit.DAYS))
                .verify();
    }

    /** Waits for its task with the lock in hand that the task needs. */
    private static Object ask(Kitchen kitchen) throws Exception {
        kitchen.lock.lock();
        try {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                kitchen.lock.lock();
                kitchen.lock.unlock();
                return 1;
            });
            Thread helper = Thread.ofVirtual().start(task);
            assertThat(helper).isNotNull();
            return task.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "late";
        } finally {
            kitchen.lock.unlock();
        }
    }

    @Test
    void who_waits_for_a_task_that_waits_for_it_is_in_a_deadlock_though_only_so_long() {
        Explored explored =
                Explore.fresh(Kitchen::new).calls(TimeLimitsTest::ask).explore();

        assertThat(explored.finding().map(Finding::anomaly)).contains(Anomaly.DEADLOCK);
    }

    static List<Arguments> pairs() {
        return List.of(
                Arguments.of("locks", crossed(kitchen -> kitchen.lock, kitchen -> kitchen.other)),
                Arguments.of("brigade's locks", crossed(kitchen -> kitchen.named, kitchen -> kitchen.otherNamed)),
                Arguments.of(
                        "permits",
                        List.<Wait>of(
                                kitchen -> permits(kitchen.one, kitchen.two),
                                kitchen -> permits(kitchen.two, kitchen.one))),
                Arguments.of(
                        "brigade's permits",
                        List.<Wait>of(
                                kitchen -> permits(kitchen.permits, kitchen.otherPermits),
                                kitchen -> permits(kitchen.otherPermits, kitchen.permits))),
                Arguments.of(
                        "readers that want to write", List.<Wait>of(TimeLimitsTest::upgrade, TimeLimitsTest::upgrade)));
    }

    private static List<Wait> crossed(Function<Kitchen, Lock> one, Function<Kitchen, Lock> other) {
        return List.of(
                kitchen -> locks(one.apply(kitchen), other.apply(kitchen)),
                kitchen -> locks(other.apply(kitchen), one.apply(kitchen)));
    }

    private static boolean locks(Lock first, Lock second) throws InterruptedException {
        return locks(first, second, 1, TimeUnit.SECONDS);
    }

    private static boolean locks(Lock first, Lock second, long time, TimeUnit unit) throws InterruptedException {
        first.lock();
        try {
            boolean got = second.tryLock(time, unit);
            if (got) {
                second.unlock();
            }
            return got;
        } finally {
            first.unlock();
        }
    }

    private static boolean permits(Semaphore first, Semaphore second) throws InterruptedException {
        first.acquire();
        boolean got = second.tryAcquire(1, TimeUnit.SECONDS);
        if (got) {
            second.release();
        }
        first.release();
        return got;
    }

    private static boolean permits(NamedSemaphore first, NamedSemaphore second) throws InterruptedException {
        first.acquire();
        boolean got = second.tryAcquire(1, 1, TimeUnit.SECONDS);
        if (got) {
            second.release();
        }
        first.release();
        return got;
    }

    private static boolean upgrade(Kitchen kitchen) throws InterruptedException {
        kitchen.both.readLock().lock();
        try {
            return kitchen.both.writeLock().tryLock(1, TimeUnit.SECONDS);
        } finally {
            kitchen.both.readLock().unlock();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void each_waits_for_what_the_other_has_though_only_so_long(String name, List<Wait> waits) {
        Finding finding = Explore.fresh(Kitchen::new)
                .calls(waits.get(0)::in, waits.get(1)::in)
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.DEADLOCK);
        assertThat(finding.waits()).anySatisfy(line -> assertThat(line).contains("held by"));
    }
}
