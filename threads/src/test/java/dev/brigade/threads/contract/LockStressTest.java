package dev.brigade.threads.contract;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.Stress;
import dev.brigade.threads.contract.LockKind.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks under random waits, timeouts and interrupts. */
@SuppressWarnings("LockNotBeforeTry") // the attempts are a method of their own
class LockStressTest {
    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger entered = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void keeps_others_out_and_leaves_nobody_waiting(LockKind kind) throws Exception {
        Subject subject = kind.make();
        Stress stress = Stress.partOf(LockKind.values().length);
        try (Activities activities = new Activities()) {
            List<Running> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Lock lock = i % 2 == 0 ? subject.blocker() : subject.lock();
                boolean alone = lock.equals(subject.blocker());
                all.add(activities.start("worker", () -> {
                    while (stress.goesOn()) {
                        work(lock, alone);
                    }
                }));
            }
            stress.interrupt(all.toArray(Running[]::new));
            activities.joinAll();
        }
        assertThat(entered.get()).isPositive();
        assertThat(subject.waiters()).isEmpty();
        assertThat(subject.blocker().tryLock()).isTrue();
        subject.blocker().unlock();
    }

    private void work(Lock lock, boolean alone) {
        if (!acquired(lock)) {
            return;
        }
        try {
            if (Stress.onceIn(8)) { // once more, which needs no wait
                lock.lock();
                lock.unlock();
            }
            inside(alone);
        } finally {
            lock.unlock();
        }
    }

    private void inside(boolean alone) {
        AtomicInteger mine = alone ? writing : reading;
        int count = mine.incrementAndGet();
        Stress.delay();
        if (alone) {
            assertThat(count).isOne();
            assertThat(reading.get()).isZero();
        } else {
            assertThat(writing.get()).isZero();
        }
        entered.incrementAndGet();
        mine.decrementAndGet();
    }

    private static boolean acquired(Lock lock) {
        try {
            switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> lock.lock();
                case 1 -> lock.lockInterruptibly();
                case 2 -> {
                    return lock.tryLock(Stress.micros(), MICROSECONDS);
                }
                default -> {
                    return lock.tryLock();
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
