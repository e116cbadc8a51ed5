package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.NotThreadSafeError;
import dev.brigade.check.report.Anomaly;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Who sleeps until something must have happened may wake before it has. */
class SleepsTest {
    /** Boxes are packed while somebody sleeps. */
    static final class Kitchen {
        final AtomicInteger boxes = new AtomicInteger();
        volatile boolean open;

        int pack() {
            Thread packer = Thread.ofVirtual().start(() -> boxes.set(3));
            assertThat(packer).isNotNull();
            return 0;
        }

        /** Takes for granted that the packer has come to its end. */
        int packAndSleep(long millis) throws InterruptedException {
            pack();
            Thread.sleep(millis);
            return boxes.get();
        }

        int packAndWait() throws InterruptedException {
            pack();
            while (boxes.get() == 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            return boxes.get();
        }
    }

    @Test
    void a_sleep_is_not_a_wait_for_a_thread() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(kitchen -> kitchen.packAndSleep(1000), kitchen -> 0)
                .explore();

        assertThat(explored.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.anomaly()).isEqualTo(Anomaly.SLEEP_FOR_WAIT);
            assertThat(finding.sentence()).startsWith("thread 0 goes on after a sleep as if");
            assertThat(finding.replay()).startsWith("early");
            assertThat(finding.steps().toString()).contains("sleeps; the others are slow");
        });
        String schedule = explored.finding().orElseThrow().replay();
        assertThatThrownBy(() -> Explore.fresh(Kitchen::new)
                        .calls(kitchen -> kitchen.packAndSleep(1000), kitchen -> 0)
                        .replay(schedule))
                .isInstanceOf(NotThreadSafeError.class);
    }

    @Test
    void who_sleeps_until_it_has_happened_is_right() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(Kitchen::packAndWait, kitchen -> 0)
                .explore();

        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void the_time_that_was_slept_has_passed() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(
                        _ -> {
                            long before = System.nanoTime();
                            Thread.sleep(250);
                            return System.nanoTime() - before >= 250_000_000;
                        },
                        kitchen -> kitchen.boxes.incrementAndGet())
                .explore();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void who_sleeps_with_a_lock_just_taken_waits_for_nobody() {
        Explored explored = Explore.fresh(ReentrantLock::new)
                .calls(
                        lock -> {
                            lock.lock();
                            try {
                                Thread.sleep(20);
                                return 1;
                            } finally {
                                lock.unlock();
                            }
                        },
                        lock -> {
                            synchronized (lock.getClass()) {
                                TimeUnit.MILLISECONDS.sleep(10);
                            }
                            lock.lock();
                            lock.unlock();
                            return 2;
                        },
                        lock -> {
                            synchronized (lock.getClass()) {
                                return 3;
                            }
                        })
                .explore();

        assertThat(explored.finding()).isEmpty();
    }

    @Test
    void who_sleeps_for_ever_until_interrupted_does_not_wake_before() {
        Explored explored = Explore.fresh(Kitchen::new)
                .calls(
                        kitchen -> {
                            CountDownLatch asleep = new CountDownLatch(1);
                            Thread guard = Thread.ofVirtual().start(() -> {
                                asleep.countDown();
                                try {
                                    TimeUnit.DAYS.sleep(365);
                                    kitchen.boxes.set(-1);
                                } catch (InterruptedException e) {
                                    kitchen.boxes.incrementAndGet();
                                }
                            });
                            asleep.await();
                            guard.interrupt();
                            guard.join();
                            return kitchen.boxes.get();
                        },
                        kitchen -> 0)
                .explore();

        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }
}
