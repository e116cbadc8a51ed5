package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.QueueWaiter.Patience;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueWaiterTest {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private final QueueWaiter<String> waiter = new QueueWaiter<>(Activity.current(), turn, null);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    private boolean waits() {
        lock.lock();
        try {
            return lock.hasWaiters(turn);
        } finally {
            lock.unlock();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheItemThatItWasGivenAfterAnInterruptAndBeforeItHadTheLock(boolean timed) throws Exception {
        Running taker = activities.start("taker", () -> {
            lock.lock();
            try {
                Wait wait = Activity.current().awaits(State.WAITS_TO_TAKE, new NamedLock("queue"), 1, timed);
                waiter.await(timed ? Patience.of(1, TimeUnit.HOURS) : Patience.ENDLESS, wait);
                wait.end();
                assertThat(waiter.item).isEqualTo("soup");
                assertThat(Thread.interrupted()).isTrue();
            } finally {
                lock.unlock();
            }
        });
        Activities.until(this::waits, "the taker waits");
        lock.lock();
        try {
            taker.interrupt();
            Activities.until(() -> lock.hasQueuedThread(taker.thread()), "it wants the lock, to throw");
            waiter.done("soup", 1);
        } finally {
            lock.unlock();
        }
        taker.join();
    }

    @Test
    void waitsForNobodyOnceItWasServedAlthoughItsThreadHasNotWoken() throws Exception {
        Running taker = activities.start("taker", () -> {
            lock.lock();
            try {
                Wait wait = Activity.current().awaits(State.WAITS_TO_TAKE, new NamedLock("queue"), 1, false);
                waiter.await(Patience.ENDLESS, wait);
                wait.end();
            } finally {
                lock.unlock();
            }
            assertThat(Thread.interrupted()).isTrue();
        });
        Activities.until(this::waits, "the taker waits");
        lock.lock();
        try {
            Wait wait = taker.activity().currentWait().orElseThrow();
            waiter.done("soup", 1);
            assertThat(wait.isOn()).isFalse();
            assertThat(wait.breakWith(new DeadlockException("none", List.of()))).isFalse();
            taker.interrupt(); // somebody else's, which stays
        } finally {
            lock.unlock();
        }
        taker.join();
    }
}
