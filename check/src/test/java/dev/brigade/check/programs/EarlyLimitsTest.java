package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.FreshExploration;
import dev.brigade.check.NotThreadSafeError;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedLock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A time limit may end although another thread could still give what is waited for. */
class EarlyLimitsTest {
    /** Where somebody waits for somebody, for so long. */
    static final class Kitchen {
        final ReentrantLock lock = new ReentrantLock();
        final ReentrantLock inner = new ReentrantLock();
        final Condition changed = lock.newCondition();
        final NamedLock named = new NamedLock("oven");
        final BlockingQueue<String> orders = new ArrayBlockingQueue<>(1);
        final BoundedQueue<String> pass = new BoundedQueue<>("pass", 1);
        final CountDownLatch opened = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final Semaphore plates = new Semaphore(1);
        final AtomicInteger portions = new AtomicInteger();
        final AtomicInteger notes = new AtomicInteger();
        boolean ready;
    }

    // --- what is wrong

    /** Cooks, whether or not it has got the lock. */
    private static void cookAnyway(Kitchen kitchen, Lock lock) throws InterruptedException {
        boolean got = lock.tryLock(1, TimeUnit.SECONDS);
        try {
            kitchen.portions.set(kitchen.portions.get() + 1);
        } finally {
            if (got) {
                lock.unlock();
            }
        }
    }

    static List<Arguments> locks() {
        return List.of(
                Arguments.of("of the JDK", (Function<Kitchen, Lock>) kitchen -> kitchen.lock),
                Arguments.of("of Brigade", (Function<Kitchen, Lock>) kitchen -> kitchen.named));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("locks")
    void who_goes_on_without_the_lock_loses_an_update(String name, Function<Kitchen, Lock> lock) {
        Supplier<FreshExploration<Kitchen>> exploration = () -> Explore.fresh(Kitchen::new)
                .threads(2, kitchen -> cookAnyway(kitchen, lock.apply(kitchen)))
                .state(kitchen -> kitchen.portions.get());

        Finding finding = exploration.get().explore().finding().orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(finding.replay()).startsWith("early");
        assertThatThrownBy(() -> exploration.get().replay(finding.replay())).isInstanceOf(NotThreadSafeError.class);
    }

    static List<Arguments> queues() {
        return List.of(
                Arguments.of("of the JDK", (Function<Kitchen, BlockingQueue<String>>) kitchen -> kitchen.orders),
                Arguments.of("of Brigade", (Function<Kitchen, BlockingQueue<String>>) kitchen -> kitchen.pass));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queues")
    void an_offer_that_nobody_looks_at_loses_an_item(String name, Function<Kitchen, BlockingQueue<String>> queue) {
        Finding finding = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> {
                            queue.apply(kitchen).offer("soup", 1, TimeUnit.SECONDS);
                            queue.apply(kitchen).offer("stew", 1, TimeUnit.SECONDS);
                            return "";
                        },
                        kitchen -> queue.apply(kitchen).take())
                .state(kitchen -> queue.apply(kitchen).size())
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.SWALLOWED_TIMEOUT);
        assertThat(finding.sentence()).startsWith("thread 0 goes on, its time over,");
        assertThat(finding.steps().toString()).contains("the others being slow");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queues")
    void a_poll_in_vain_that_nobody_expects_fails(String name, Function<Kitchen, BlockingQueue<String>> queue) {
        Finding finding = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen ->
                                queue.apply(kitchen).poll(1, TimeUnit.SECONDS).length(),
                        kitchen -> queue.apply(kitchen).add("soup"))
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.found().results().toString()).contains("NullPointerException");
    }

    @Test
    void who_gives_up_with_a_lock_in_hand_keeps_others_waiting_for_ever() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> {
                            kitchen.lock.lock();
                            if (!kitchen.inner.tryLock(1, TimeUnit.SECONDS)) {
                                return "busy";
                            }
                            kitchen.inner.unlock();
                            kitchen.lock.unlock();
                            return "done";
                        },
                        kitchen -> {
                            kitchen.inner.lock();
                            kitchen.portions.incrementAndGet();
                            kitchen.inner.unlock();
                            kitchen.lock.lock();
                            kitchen.lock.unlock();
                            return "";
                        })
                .explore();

        assertThat(explored.finding().map(Finding::anomaly)).contains(Anomaly.DEADLOCK);
    }

    @Test
    void who_does_not_ask_whether_the_signal_has_come_sees_what_is_not_ready() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> {
                            kitchen.lock.lock();
                            try {
                                if (!kitchen.ready) {
                                    kitchen.changed.await(1, TimeUnit.SECONDS);
                                }
                                kitchen.portions.set(kitchen.ready ? 1 : 7);
                                return "";
                            } finally {
                                kitchen.lock.unlock();
                            }
                        },
                        kitchen -> {
                            kitchen.lock.lock();
                            try {
                                kitchen.ready = true;
                                kitchen.changed.signal();
                                return "";
                            } finally {
                                kitchen.lock.unlock();
                            }
                        })
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    @Test
    void a_join_for_so_long_is_no_join() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> {
                            Thread cook = Thread.ofVirtual().start(() -> kitchen.portions.set(1));
                            cook.join(1000);
                            kitchen.portions.set(kitchen.portions.get() * 10);
                            return "";
                        },
                        _ -> "")
                .state(kitchen -> kitchen.portions.get())
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    // --- what is right

    private interface Code {
        Object in(Kitchen kitchen) throws Exception;
    }

    private static Arguments right(String name, Code one, Code other) {
        return Arguments.of(name, one, other);
    }

    private static Object orLate(Code code, Kitchen kitchen) throws Exception {
        try {
            return code.in(kitchen);
        } catch (TimeoutException e) {
            return "late";
        }
    }

    static List<Arguments> right() {
        return List.of(
                right("says that it is busy", EarlyLimitsTest::cook, EarlyLimitsTest::cook),
                right("leaves a note", EarlyLimitsTest::cookOrNote, EarlyLimitsTest::cookOrNote),
                right("tries again", EarlyLimitsTest::cookAtLast, EarlyLimitsTest::cookAtLast),
                right(
                        "has a limit for safety only",
                        kitchen -> {
                            assertThat(kitchen.opened.await(10, TimeUnit.SECONDS))
                                    .isTrue();
                            kitchen.closed.countDown();
                            return "";
                        },
                        kitchen -> {
                            kitchen.opened.countDown();
                            kitchen.closed.await();
                            return "";
                        }),
                right(
                        "fails when it is late",
                        kitchen -> {
                            if (!kitchen.plates.tryAcquire(1, TimeUnit.SECONDS)) {
                                throw new TimeoutException("no plate");
                            }
                            kitchen.portions.incrementAndGet();
                            kitchen.plates.release();
                            return "";
                        },
                        kitchen -> {
                            kitchen.plates.acquire();
                            kitchen.portions.incrementAndGet();
                            kitchen.plates.release();
                            return "";
                        }),
                right(
                        "polls again",
                        kitchen -> {
                            String order = kitchen.orders.poll(1, TimeUnit.SECONDS);
                            while (order == null) {
                                order = kitchen.orders.poll(1, TimeUnit.SECONDS);
                            }
                            return order;
                        },
                        kitchen -> {
                            kitchen.orders.put("soup");
                            return "";
                        }),
                right(
                        "waits in a loop",
                        kitchen -> {
                            kitchen.lock.lock();
                            try {
                                while (!kitchen.ready) {
                                    boolean signalled = kitchen.changed.await(100, TimeUnit.MILLISECONDS);
                                    assertThat(signalled).isIn(true, false);
                                }
                                return "";
                            } finally {
                                kitchen.lock.unlock();
                            }
                        },
                        kitchen -> {
                            kitchen.lock.lock();
                            try {
                                kitchen.ready = true;
                                kitchen.changed.signal();
                                return "";
                            } finally {
                                kitchen.lock.unlock();
                            }
                        }),
                right(
                        "gets a future or not",
                        kitchen -> orLate(
                                it -> {
                                    FutureTask<Integer> task = new FutureTask<>(it.portions::incrementAndGet);
                                    Thread cook = Thread.ofVirtual().start(task);
                                    assertThat(cook).isNotNull();
                                    return task.get(1, TimeUnit.SECONDS);
                                },
                                kitchen),
                        _ -> ""),
                right(
                        "may wait for more than a day",
                        kitchen -> {
                            boolean open = kitchen.opened.await(365, TimeUnit.DAYS);
                            kitchen.portions.set(open ? 1 : 7);
                            return "";
                        },
                        kitchen -> {
                            kitchen.opened.countDown();
                            return "";
                        }));
    }

    private static Object cook(Kitchen kitchen) throws InterruptedException {
        if (!kitchen.lock.tryLock(1, TimeUnit.SECONDS)) {
            return "busy";
        }
        try {
            kitchen.portions.set(kitchen.portions.get() + 1);
            return "done";
        } finally {
            kitchen.lock.unlock();
        }
    }

    private static Object cookOrNote(Kitchen kitchen) throws InterruptedException {
        if (cook(kitchen).equals("busy")) {
            kitchen.notes.incrementAndGet();
        }
        return "";
    }

    private static Object cookAtLast(Kitchen kitchen) throws InterruptedException {
        while (!kitchen.lock.tryLock(10, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
        try {
            kitchen.portions.set(kitchen.portions.get() + 1);
            return "done";
        } finally {
            kitchen.lock.unlock();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void who_is_right_is_certified(String name, Code one, Code other) {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(one::in, other::in)
                .state(kitchen -> List.of(kitchen.portions.get(), kitchen.notes.get()))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
