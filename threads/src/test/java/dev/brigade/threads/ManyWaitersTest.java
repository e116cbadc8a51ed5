package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** As many waiters as a busy server could have, at one lock and at one condition. What they cost is benchmark {@code waiters}. */
class ManyWaitersTest {
    private final NamedLock lock = new NamedLock("oven");

    private static void start(int count, Runnable body) {
        for (int i = 0; i < count; i++) {
            Thread.ofVirtual().start(body);
        }
    }

    @Test
    void ten_thousand_get_a_lock_that_they_wait_for() throws Exception {
        CountDownLatch through = new CountDownLatch(10_000);
        int[] entered = {0};
        try (var _ = lock.hold()) {
            start(10_000, () -> {
                try (var _ = lock.hold()) {
                    entered[0]++;
                }
                through.countDown();
            });
            Activities.until(() -> lock.knownThreads() == 10_000, "all are known");
            Activities.until(() -> lock.waiters().size() == 10_000, "all wait");
        }
        assertThat(through.await(60, SECONDS)).isTrue();
        assertThat(entered[0]).isEqualTo(10_000);
        assertThat(lock.waiters()).isEmpty();
        assertThat(lock.knownThreads()).isZero();
    }

    @Test
    void a_hundred_thousand_go_on_when_all_are_signalled() throws Exception {
        NamedCondition hot = lock.condition("hot");
        CountDownLatch through = new CountDownLatch(100_000);
        AtomicInteger waiting = new AtomicInteger();
        boolean[] isHot = {false};
        start(100_000, () -> {
            try (var _ = lock.hold()) {
                waiting.incrementAndGet();
                while (!isHot[0]) {
                    hot.awaitUninterruptibly();
                }
            }
            through.countDown();
        });
        Activities.until(() -> waiting.get() == 100_000, "all have the lock once");
        try (var _ = lock.hold()) { // so all have released it, and wait
            assertThat(hot.waiters()).hasSize(100_000);
            isHot[0] = true;
            hot.signalAll();
            assertThat(hot.waiters()).isEmpty();
        }
        assertThat(through.await(60, SECONDS)).isTrue();
        assertThat(lock.tryLock(1, MILLISECONDS)).isTrue();
        lock.unlock();
        assertThat(lock.knownThreads()).isZero();
    }
}
