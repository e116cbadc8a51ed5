package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A semaphore under random waits, timeouts and interrupts. */
class SemaphoreStressTest {
    private static final int PERMITS = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loses_no_permit_and_lends_none_twice(boolean fair) throws Exception {
        NamedSemaphore stove = new NamedSemaphore("stove", PERMITS, fair);
        AtomicInteger lent = new AtomicInteger();
        Stress stress = Stress.partOf(4);
        try (Activities activities = new Activities()) {
            List<Running> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                all.add(activities.start("cook", () -> {
                    while (stress.goesOn()) {
                        int count = ThreadLocalRandom.current().nextInt(PERMITS) + 1;
                        if (acquired(stove, count)) {
                            assertThat(lent.addAndGet(count)).isLessThanOrEqualTo(PERMITS);
                            Stress.delay();
                            lent.addAndGet(-count);
                            stove.release(count);
                        }
                    }
                }));
            }
            stress.interrupt(all.toArray(Running[]::new));
            activities.joinAll();
        }
        assertThat(stove.availablePermits()).isEqualTo(PERMITS);
        assertThat(stove.holders()).isEmpty();
        assertThat(stove.waiters()).isEmpty();
    }

    private static boolean acquired(NamedSemaphore stove, int count) {
        try {
            return switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> {
                    stove.acquire(count);
                    yield true;
                }
                case 1 -> {
                    stove.acquireUninterruptibly(count);
                    yield true;
                }
                case 2 -> stove.tryAcquire(count, Stress.micros(), MICROSECONDS);
                default -> stove.tryAcquire(count);
            };
        } catch (InterruptedException e) {
            return false;
        }
    }
}
