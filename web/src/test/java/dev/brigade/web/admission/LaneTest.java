package dev.brigade.web.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int SECONDS = 30;

    private final Lane lane = new Lane("lane of the test");

    /** A thread of its own for each call; its result or failure in the future. */
    private record Running<T>(Thread thread, FutureTask<T> future) {
        static <T> Running<T> start(Callable<T> body) {
            FutureTask<T> future = new FutureTask<>(body);
            return new Running<>(Thread.startVirtualThread(future), future);
        }

        T result() throws Exception {
            return future.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    /** As after many requests that met a conflict and ended at their second run. */
    private void narrowToOnePlace() throws Exception {
        while (lane.places() > 1) {
            List<Lane.Turn> turns = new ArrayList<>();
            for (int i = 0; i < lane.places(); i++) {
                turns.add(lane.enter());
            }
            for (Lane.Turn turn : turns) {
                for (int i = 1; i < Lane.PATIENCE; i++) {
                    turn.again();
                }
            }
            turns.forEach(Lane.Turn::leave);
        }
        assertThat(lane.running()).isZero();
    }

    /** A request that ends as soon as it is let in. */
    private Running<Integer> newcomer(int number, List<Integer> order) {
        return newcomer(number, order, new CountDownLatch(0));
    }

    /** A request that ends when it has been let in and {@code mayEnd} is open. */
    private Running<Integer> newcomer(int number, List<Integer> order, CountDownLatch mayEnd) {
        int before = lane.waiting();
        Running<Integer> newcomer = Running.start(() -> {
            Lane.Turn turn = lane.enter();
            order.add(number);
            mayEnd.await();
            turn.leave();
            return number;
        });
        until(() -> lane.waiting() == before + 1);
        return newcomer;
    }

    private static void goAlone(Lane.Turn turn) throws InterruptedException {
        for (int i = 0; i < Lane.PATIENCE; i++) {
            turn.again();
        }
    }

    private void assertEmpty() {
        assertThat(lane.running()).isZero();
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void withoutConflictsNobodyWaitsNorIsCounted() throws Exception {
        List<Lane.Turn> turns = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            turns.add(lane.enter());
        }
        assertEmpty();
        turns.forEach(Lane.Turn::leave);
        assertEmpty();
    }

    @Test
    void whoMeetsAConflictRunsAgainAtOnce() throws Exception {
        Lane.Turn one = lane.enter();
        Lane.Turn other = lane.enter();
        one.again();
        other.again();
        one.again();
        assertThat(lane.running()).isEqualTo(2);
        one.leave();
        other.leave();
        assertEmpty();
    }

    @Test
    void newcomersWaitAtTheEntranceWhenThereIsNoPlaceAndGoInOrderOfArrival() throws Exception {
        narrowToOnePlace();
        Lane.Turn first = lane.enter();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Running<Integer>> newcomers = new ArrayList<>();
        List<CountDownLatch> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ends.add(new CountDownLatch(1));
            newcomers.add(newcomer(i, order, ends.getLast()));
        }
        assertThat(order).isEmpty();
        first.leave();
        for (int i = 0; i < 10; i++) {
            int in =
                    10 - lane.waiting(); // it widens as all goes well, and may let in two at once, who then run at once
            assertThat(in).isGreaterThan(i);
            until(() -> order.size() == in);
            assertThat(List.copyOf(order))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, in).boxed().toList());
            ends.get(i).countDown();
            newcomers.get(i).result();
        }
        assertEmpty();
    }

    @Test
    void whoHasMetManyConflictsGoesAlone() throws Exception {
        Lane.Turn unlucky = lane.enter();
        goAlone(unlucky);
        Running<Integer> newcomer = newcomer(1, new ArrayList<>());
        assertThat(newcomer.future().isDone()).isFalse();
        unlucky.again(); // against one that began before: alone still
        assertThat(lane.waiting()).isOne();
        unlucky.leave();
        assertThat(newcomer.result()).isOne();
        assertEmpty();
    }

    @Test
    void whileOneGoesAloneTheOthersDoNotRunAgain() throws Exception {
        Lane.Turn unlucky = lane.enter();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch conflict = new CountDownLatch(1);
        Running<Integer> other = Running.start(() -> {
            Lane.Turn turn = lane.enter();
            begun.countDown();
            conflict.await();
            turn.again();
            turn.leave();
            return 1;
        });
        begun.await();
        goAlone(unlucky);
        conflict.countDown();
        until(() -> lane.waiting() == 1);
        assertThat(lane.running()).as("it keeps its place").isEqualTo(2);
        unlucky.leave();
        assertThat(other.result()).isOne();
        assertEmpty();
    }

    @Test
    void theUnluckyGoAloneOneAfterTheOther() throws Exception {
        Lane.Turn first = lane.enter();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch firstIsAlone = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger(1);
        Running<Integer> second = Running.start(() -> {
            Lane.Turn turn = lane.enter();
            for (int i = 1; i < Lane.PATIENCE; i++) {
                turn.again();
            }
            begun.countDown();
            firstIsAlone.await();
            turn.again();
            int most = atOnce.incrementAndGet();
            turn.leave();
            return most;
        });
        begun.await();
        goAlone(first);
        firstIsAlone.countDown();
        until(() -> lane.waiting() == 1);
        atOnce.decrementAndGet();
        first.leave();
        assertThat(second.result()).isOne();
        assertEmpty();
    }

    @Test
    void itOpensAgainWhenThereAreNoMoreConflicts() throws Exception {
        narrowToOnePlace();
        for (int i = 0; i < 1000; i++) {
            lane.enter().leave();
        }
        Lane.Turn uncounted = lane.enter();
        assertThat(lane.running()).isZero();
        uncounted.leave();
        assertEmpty();
    }

    @Test
    void anInterruptTakesAWaiterFromTheEntrance() throws Exception {
        narrowToOnePlace();
        Lane.Turn first = lane.enter();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Running<Integer> interrupted = newcomer(1, order);
        Running<Integer> next = newcomer(2, order);
        interrupted.thread().interrupt();
        assertThatThrownBy(interrupted::result).hasCauseInstanceOf(InterruptedException.class);
        assertThat(lane.waiting()).isOne();
        first.leave();
        next.result();
        assertThat(order).containsExactly(2);
        assertEmpty();
    }

    @Test
    void anInterruptTakesOutOneThatIsHeldUpAndItsPlaceIsFree() throws Exception {
        Lane.Turn unlucky = lane.enter();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch conflict = new CountDownLatch(1);
        Running<Integer> other = Running.start(() -> {
            Lane.Turn turn = lane.enter();
            try {
                begun.countDown();
                conflict.await();
                turn.again();
            } finally {
                turn.leave(); // as a request does, and it has no effect
            }
            return 1;
        });
        begun.await();
        goAlone(unlucky);
        conflict.countDown();
        until(() -> lane.waiting() == 1);
        other.thread().interrupt();
        assertThatThrownBy(other::result).hasCauseInstanceOf(InterruptedException.class);
        assertThat(lane.running()).isOne();
        unlucky.leave();
        assertEmpty();
    }

    @Test
    void underStressEveryRequestEndsOneGoesAloneAtATimeAndTheLaneIsEmptyAfterwards() throws Exception {
        AtomicInteger alone = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int all = 20_000;
        List<Running<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            requests.add(Running.start(() -> request(alone, interrupted, done)));
            if (i % 7 == 0) {
                requests.get(ThreadLocalRandom.current().nextInt(requests.size()))
                        .thread()
                        .interrupt();
            }
        }
        for (Running<Integer> request : requests) {
            request.result();
        }
        assertThat(done.get() + interrupted.get()).isEqualTo(all);
        assertThat(done.get()).isPositive();
        assertEmpty();
    }

    /** Meets a random number of conflicts, sometimes so many that it goes alone. */
    private Integer request(AtomicInteger alone, AtomicInteger interrupted, AtomicInteger done) {
        try {
            Lane.Turn turn = lane.enter();
            try {
                int conflicts = ThreadLocalRandom.current().nextInt(Lane.PATIENCE + 2);
                for (int i = 1; i <= conflicts; i++) {
                    LockSupport.parkNanos(1);
                    turn.again();
                    if (i == Lane.PATIENCE) {
                        assertThat(alone.incrementAndGet()).as("alone at once").isOne();
                        LockSupport.parkNanos(1);
                        alone.decrementAndGet();
                    }
                }
            } finally {
                turn.leave();
            }
            return done.incrementAndGet();
        } catch (InterruptedException e) {
            return interrupted.incrementAndGet();
        }
    }
}
