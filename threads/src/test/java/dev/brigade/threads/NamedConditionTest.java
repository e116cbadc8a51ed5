package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("WaitNotInLoop") // these tests are about one await and what ends it; no wake-up is spurious here
class NamedConditionTest {
    private final NamedLock oven = new NamedLock("oven");
    private final NamedCondition free = oven.condition("oven free");
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    private Running waiter(String name) {
        Running waiter = activities.start(name, () -> {
            try (var _ = oven.hold()) {
                free.await();
                assertThat(oven.owner()).contains(Activity.current());
            }
        });
        return waiter.is(State.IN_WAIT_SET);
    }

    private void untilQueued(Running... waiters) {
        List<Activity> queued = Stream.of(waiters).map(Running::activity).toList();
        Activities.until(() -> oven.waiters().equals(queued), "the entry queue is " + queued);
    }

    @Test
    void belongsToItsLock() {
        assertThat(free.kind()).isEqualTo(MeetingPoint.Kind.CONDITION);
        assertThat(free.name()).isEqualTo("oven free");
        assertThat(free.lock()).isSameAs(oven);
        assertThat(oven.newCondition().name()).isEqualTo("oven condition 1");
        assertThat(oven.newCondition().name()).isEqualTo("oven condition 2");
    }

    @Test
    void showsEachPhaseOfAWaitToAnotherThread() throws Exception {
        Running waiter = waiter("waiter");
        assertThat(waiter.activity().status().at()).contains(free);
        assertThat(free.waiters()).containsExactly(waiter.activity());
        Activities.until(() -> oven.owner().isEmpty(), "the lock is free");

        Running signaller = activities.start("signaller", () -> {
            try (var _ = oven.hold()) {
                free.signal();
                Status signalled = waiter.activity().status();
                assertThat(signalled.state()).isEqualTo(State.REACQUIRES_LOCK);
                assertThat(signalled.at()).contains(oven);
                assertThat(signalled.detail()).isEqualTo("signalled at \"oven free\" by signaller #2");
                assertThat(free.waiters()).isEmpty();
                assertThat(oven.waiters()).containsExactly(waiter.activity());
                assertThat(oven.owner()).contains(Activity.current());
            }
        });
        activities.joinAll();

        assertThat(waiter.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.Acquired.class,
                        Event.WaitSetEntered.class,
                        Event.Signalled.class,
                        Event.Reacquired.class,
                        Event.Released.class,
                        Event.ActivityEnded.class)
                .element(3)
                .isInstanceOfSatisfying(Event.Signalled.class, signalled -> {
                    assertThat(signalled.by()).isSameAs(signaller.activity());
                    assertThat(signalled.at()).isSameAs(free);
                });
        assertThat(signaller.activity().events())
                .filteredOn(Event.SignalSent.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.SignalSent.class, sent -> assertThat(sent.to()).contains(waiter.activity()));
    }

    @Test
    void isSeenByTheRecorderInTheOrderOfTheFivePhases() throws Exception {
        waiter("waiter");
        activities
                .start("signaller", () -> {
                    try (var _ = oven.hold()) {
                        free.signal();
                    }
                })
                .join();
        activities.joinAll();

        assertThat(activities.recorder().snapshot().events())
                .filteredOn(
                        event -> event instanceof Event.AtPoint at && at.at().equals(free))
                .extracting(event ->
                        event.activity().name() + " " + event.getClass().getSimpleName())
                .containsExactly(
                        "waiter #1 WaitSetEntered",
                        "signaller #2 SignalSent",
                        "waiter #1 Signalled",
                        "waiter #1 Reacquired");
    }

    @Test
    void isRunningAgainWhenAwaitReturns() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            Status before = Activity.current().status();
            try (var _ = oven.hold()) {
                free.await();
            }
            assertThat(Activity.current().status()).isSameAs(before);
        });
        waiter.is(State.IN_WAIT_SET);
        signal();
        waiter.join();
    }

    @Test
    void signalsTheLongestWaitingAndOnlyThat() throws Exception {
        Running first = waiter("first");
        Running second = waiter("second");
        signal();
        first.join();
        assertThat(second.activity().status().state()).isEqualTo(State.IN_WAIT_SET);
        assertThat(free.waiters()).containsExactly(second.activity());
        signal();
        second.join();
    }

    @Test
    void signalsAllInTheOrderOfTheirComing() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            activities
                    .start("waiter", () -> {
                        try (var _ = oven.hold()) {
                            free.await();
                            order.add(number);
                        }
                    })
                    .is(State.IN_WAIT_SET);
        }
        try (var _ = oven.hold()) {
            free.signalAll();
            assertThat(free.waiters()).isEmpty();
            assertThat(oven.waiters()).extracting(Activity::id).isSorted().hasSize(10);
        }
        activities.joinAll();

        assertThat(order).isSorted().hasSize(10);
    }

    @Test
    void recordsASignalThatWokeNobody() throws Exception {
        Running signaller = activities.start("signaller", () -> {
            try (var _ = oven.hold()) {
                free.signal();
                free.signalAll();
            }
        });
        signaller.join();

        assertThat(signaller.activity().events())
                .filteredOn(Event.SignalSent.class::isInstance)
                .hasSize(2)
                .allSatisfy(event -> assertThat(((Event.SignalSent) event).to()).isEqualTo(Optional.empty()));
    }

    @Test
    void givesTheLockBackAsOftenAsItWasHeld() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = oven.hold();
                    var _ = oven.hold()) {
                free.await();
                assertThat(oven.holdCount()).isEqualTo(2);
                assertThat(oven.owner()).contains(Activity.current());
            }
            assertThat(oven.isHeldByCurrentThread()).isFalse();
        });
        waiter.is(State.IN_WAIT_SET);
        signal();
        waiter.join();
    }

    @Test
    void endsOnAnInterruptWithTheLockHeldAgain() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = oven.hold()) {
                assertThatThrownBy(free::await).isInstanceOf(InterruptedException.class);
                assertThat(oven.isHeldByCurrentThread()).isTrue();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        });
        waiter.is(State.IN_WAIT_SET).interrupt();
        waiter.join();

        assertThat(free.waiters()).isEmpty();
        assertThat(waiter.activity().events()).noneMatch(Event.Signalled.class::isInstance);
        assertThat(waiter.activity().events()).anyMatch(Event.Reacquired.class::isInstance);
    }

    @Test
    void doesNotBeginToWaitWhenInterrupted() throws Exception {
        activities
                .start("waiter", () -> {
                    try (var _ = oven.hold()) {
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(free::await).isInstanceOf(InterruptedException.class);
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(() -> free.awaitNanos(1)).isInstanceOf(InterruptedException.class);
                        assertThat(Activity.current().events()).noneMatch(Event.WaitSetEntered.class::isInstance);
                    }
                })
                .join();
    }

    @Test
    void losesNoSignalToAWaiterThatWasInterruptedFirst() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = oven.hold()) {
                free.await();
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        waiter.is(State.IN_WAIT_SET);
        Running second = waiter("second");
        try (var _ = oven.hold()) {
            waiter.interrupt();
            untilQueued(waiter); // it wants the lock again, to throw; but a signal comes first
            free.signal();
            assertThat(waiter.activity().status().state()).isEqualTo(State.REACQUIRES_LOCK);
        }
        waiter.join();

        assertThat(free.waiters()).containsExactly(second.activity());
        signal();
        second.join();
    }

    @Test
    void losesNoSignalToAWaiterWhoseTimeWasOverFirst() throws Exception {
        NamedLock fair = new NamedLock("hatch", true);
        NamedCondition open = fair.condition("open");
        List<Boolean> said = new ArrayList<>();
        Running waiter = activities.start("waiter", () -> {
            try (var _ = fair.hold()) {
                Activities.until(() -> !fair.waiters().isEmpty(), "the signaller queues");
                said.add(open.await(1, MILLISECONDS));
            }
        });
        Activities.until(() -> fair.owner().isPresent(), "the waiter holds the lock");
        try (var _ = fair.hold()) { // the lock is fair, so this thread has it before the waiter can have it again
            Activities.until(() -> fair.waiters().contains(waiter.activity()), "its time is over");
            assertThat(open.waiters()).containsExactly(waiter.activity());
            open.signal();
        }
        waiter.join();

        assertThat(said).containsExactly(true);
        assertThat(waiter.activity().events()).anyMatch(Event.Signalled.class::isInstance);
    }

    @Test
    void saysThatTheTimeIsOver() throws Exception {
        activities
                .start("waiter", () -> {
                    try (var _ = oven.hold()) {
                        assertThat(free.await(1, MILLISECONDS)).isFalse();
                        assertThat(free.awaitNanos(1000)).isNotPositive();
                        assertThat(free.awaitNanos(0)).isNotPositive();
                        assertThat(free.awaitNanos(-5)).isNotPositive();
                        assertThat(free.awaitUntil(Date.from(Instant.now().plusMillis(2))))
                                .isFalse();
                        assertThat(free.awaitUntil(Date.from(Instant.EPOCH))).isFalse();
                        assertThat(free.waiters()).isEmpty();
                        assertThat(oven.isHeldByCurrentThread()).isTrue();
                    }
                })
                .join();
    }

    @Test
    void saysHowMuchTimeIsLeft() throws Exception {
        List<Object> said = new ArrayList<>();
        Running waiter = activities.start("waiter", () -> {
            try (var _ = oven.hold()) {
                said.add(free.awaitNanos(Long.MAX_VALUE) > Duration.ofDays(1).toNanos());
                said.add(free.await(1, HOURS));
                said.add(free.awaitUntil(Date.from(Instant.now().plus(Duration.ofHours(1)))));
            }
        });
        for (int i = 0; i < 3; i++) {
            int before = i;
            Activities.until(() -> said.size() == before && free.waiters().size() == 1, "waits once more");
            signal();
        }
        waiter.join();

        assertThat(said).containsExactly(true, true, true);
    }

    @Test
    void releasesTheLockEvenForAWaitOfNoTime() throws Exception {
        NamedLock fair = new NamedLock("hatch", true); // so that who has released it does not have it back at once
        NamedCondition open = fair.condition("open");
        Running poller = activities.start("poller", () -> {
            try (var _ = fair.hold()) {
                Activities.until(() -> !fair.waiters().isEmpty(), "the other queues");
                while (!fair.waiters().isEmpty()) {
                    assertThat(open.awaitNanos(0)).isNotPositive();
                }
            }
        });
        Activities.until(() -> fair.owner().isPresent(), "the poller holds the lock");
        activities.start("other", () -> fair.hold().close()).join();
        poller.join();
    }

    @Test
    void waitsOnInSpiteOfAnInterruptWhereThatIsAsked() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = oven.hold()) {
                free.awaitUninterruptibly();
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        waiter.is(State.IN_WAIT_SET).interrupt();
        signal();
        waiter.join();

        assertThat(waiter.activity().events()).anyMatch(Event.Signalled.class::isInstance);
    }

    @Test
    void needsItsLock() throws Exception {
        String me = Activity.current().name();
        for (Activities.Body use :
                List.<Activities.Body>of(free::await, free::signal, free::signalAll, free::awaitUninterruptibly)) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining("Lock \"oven\" is held by nobody")
                    .hasMessageContaining(me)
                    .hasMessageContaining("\"oven free\"")
                    .hasMessageContaining("lock.hold()");
        }
    }

    @Test
    void keepsCountWithManyWaitersSignalsTimeoutsAndInterrupts() throws Exception {
        AtomicInteger signalled = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            int number = i;
            Running waiter = activities.start("waiter", () -> {
                for (int j = 0; j < 20; j++) {
                    try (var _ = oven.hold()) {
                        if (free.await(number % 5, MILLISECONDS)) {
                            woken.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        assertThat(oven.isHeldByCurrentThread()).isFalse();
                    }
                }
            });
            activities.start("signaller", () -> {
                for (int j = 0; j < 10; j++) {
                    try (var _ = oven.hold()) {
                        signalled.addAndGet(free.waiters().isEmpty() ? 0 : 1);
                        free.signal();
                    }
                    if (number % 3 == 0) {
                        waiter.interrupt();
                    }
                    LockSupport.parkNanos(1);
                }
            });
        }
        activities.joinAll();

        assertThat(woken.get()).isEqualTo(signalled.get()).isPositive();
        assertThat(oven.knownThreads()).isZero();
        assertThat(free.waiters()).isEmpty();
        assertThat(oven.waiters()).isEmpty();
    }

    private void signal() {
        try (var _ = oven.hold()) {
            free.signal();
        }
    }
}
