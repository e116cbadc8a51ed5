package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is told of something fails, or there is no memory to tell it: then nothing is left held that nobody knows of. */
class FailingListenersTest {

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Fails when rows were written under what is released. */
    private static final Sentry SENTRY = new Sentry() {
        @Override
        public void acquires(Activity activity, List<MeetingPoint> held, MeetingPoint next) {}

        @Override
        public void leftHeld(Activity activity, MeetingPoint at, Optional<StackTraceElement> where) {}

        @Override
        public void releasesBeforeCommit(Activity activity, MeetingPoint at) {
            throw new Failure();
        }

        @Override
        public void awaits(
                Activity activity, NamedCondition at, StackWalker.StackFrame site, Optional<UnheardSignal> unheard) {}

        @Override
        public void signalsOne(Activity activity, NamedCondition at, List<StackWalker.StackFrame> sites) {}

        @Override
        public boolean wantsLines() {
            return false;
        }
    };

    private final Activities activities = new Activities(new Recorder(RecorderSettings.DEFAULT, SENTRY));

    @AfterEach
    void close() {
        activities.close();
    }

    private static Lock lock(String kind) {
        return switch (kind) {
            case "lock" -> new NamedLock("oven");
            case "fair lock" -> new NamedLock("oven", true);
            case "write lock" -> new NamedReadWriteLock("menu").writeLock();
            default -> new KeyedLocks<>("dish", Long.class).of(1L);
        };
    }

    private static boolean isFree(Lock lock) throws Exception {
        boolean[] free = {false};
        Thread.ofVirtual().start(() -> free[0] = lock.tryLock()).join();
        return free[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "fair lock", "write lock", "keyed lock"})
    void whoseWaitCouldNotBeToldOfDoesNotHoldTheLock(String kind) throws Exception {
        Lock oven = lock(kind);
        activities.recorder().waitsHeardBy((_, _, _) -> {
            throw new Failure();
        });
        CountDownLatch seen = new CountDownLatch(1);
        oven.lock();
        try {
            activities
                    .start("failed", () -> {
                        assertThatThrownBy(oven::lock).isInstanceOf(Failure.class);
                        seen.countDown();
                        assertThat(new CountDownLatch(1).await(1, TimeUnit.HOURS))
                                .isTrue();
                    })
                    .is(State.WAITS_FOR_LOCK);
        } finally {
            oven.unlock();
        }
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(isFree(oven)).isTrue();
    }

    @Test
    void whoseWaitCouldNotBeToldOfHasNoPermits() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 2);
        activities.recorder().waitsHeardBy((_, _, _) -> {
            throw new Failure();
        });
        burners.acquire(1);
        Running failed = activities.start("failed", () -> burners.acquire(2)).is(State.WAITS_FOR_PERMIT);
        burners.release(1);
        assertThat(failed.failure()).isInstanceOf(Failure.class);
        assertThat(burners.availablePermits()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "fair lock", "read lock", "write lock", "keyed lock"})
    void aLockWhoseReleaseCouldNotBeToldOfIsReleased(String kind) throws Exception {
        NamedReadWriteLock menu = new NamedReadWriteLock("menu");
        Lock oven = kind.equals("read lock") ? menu.readLock() : lock(kind);
        Lock other = kind.equals("read lock") ? menu.writeLock() : oven; // which two can't hold
        CountDownLatch seen = new CountDownLatch(1);
        Running running = activities.start("writes", () -> {
            oven.lock();
            Activity.current().wroteRows(false);
            assertThatThrownBy(oven::unlock).isInstanceOf(Failure.class);
            seen.countDown();
            assertThat(new CountDownLatch(1).await(1, TimeUnit.HOURS)).isTrue();
        });
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(isFree(other)).isTrue();
        assertThat(running.activity().held()).isEmpty();
    }

    @Test
    void permitsWhoseReleaseCouldNotBeToldOfAreReleased() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 2);
        activities
                .start("writes", () -> {
                    burners.acquire(2);
                    Activity.current().wroteRows(false);
                    assertThatThrownBy(() -> burners.release(2)).isInstanceOf(Failure.class);
                })
                .join();
        assertThat(burners.availablePermits()).isEqualTo(2);
    }

    /** As one does that explores, when a run is to be ended. */
    @Test
    void anActivityEndsAlthoughAWatcherForbidsToReleaseWhatItLeft() {
        NamedLock oven = new NamedLock("oven");
        NamedLock sink = new NamedLock("sink");
        Watcher strict = new Watcher() {
            @Override
            public void before(Activity activity, Step step, MeetingPoint at) {
                if (step == Step.RELEASE && at == sink) {
                    throw new Failure();
                }
            }

            @Override
            public void after(Activity activity, Step step, MeetingPoint at) {}
        };
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT, strict);
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        assertThatThrownBy(() -> activity.call(() -> {
                    oven.lock();
                    sink.lock();
                    return true;
                }))
                .isInstanceOf(Failure.class);
        assertThat(activity.status().state()).isEqualTo(State.ENDED);
        assertThat(recorder.running()).isEmpty();
        assertThat(oven.isHeldByCurrentThread()).isFalse();
    }
}
