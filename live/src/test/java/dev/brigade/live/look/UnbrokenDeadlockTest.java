package dev.brigade.live.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.guard.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A deadlock that nobody was made to give up is one for as long as those in it wait, and not as long as they run. */
class UnbrokenDeadlockTest {
    @Test
    @SuppressWarnings("LockNotBeforeTry") // released in the middle of the test
    void is_over_when_somebody_goes_on() throws Exception {
        Recorder recorder = new Recorder();
        NamedLock oven = new NamedLock("oven", true);
        CountDownLatch goesOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        oven.lock();
        Thread thread = Thread.ofVirtual()
                .start(() -> recorder.begin(Activity.Kind.REQUEST, "GET /bake").call(() -> {
                    try (var _ = oven.hold()) {
                        goesOn.countDown();
                        done.await();
                        return true;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        while (oven.waiters().isEmpty()) {
            LockSupport.parkNanos(100_000);
        }
        Activity baker = oven.waiters().iterator().next();
        while (baker.status().state() != State.WAITS_FOR_LOCK) {
            LockSupport.parkNanos(100_000);
        }
        Report.Deadlock told = new Report.Deadlock(List.of(baker), Optional.empty(), "Deadlock");
        long toldNanos = System.nanoTime();

        assertThat(Knots.isUnbroken(told, toldNanos)).isTrue();
        oven.unlock();
        goesOn.await();
        assertThat(Knots.isUnbroken(told, toldNanos)).isFalse();

        done.countDown();
        thread.join();
        assertThat(Knots.isUnbroken(told, toldNanos)).isFalse();
    }
}
