package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

    /** Fills the lane: one in turn, the others queued behind it. */
    private List<Running<Integer>> crowd(int size, List<Integer> order) throws Exception {
        lane.queue();
        List<Running<Integer>> queued = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            int number = i;
            queued.add(Running.start(() -> {
                lane.queue();
                order.add(number);
                lane.leave(true);
                return number;
            }));
            until(() -> lane.crowd() == number + 1);
        }
        return queued;
    }

    @Test
    void withoutConflictsNobodyWaits() throws Exception {
        for (int i = 0; i < 100; i++) {
            lane.enter();
        }
        for (int i = 0; i < 100; i++) {
            lane.leave(false);
        }
        assertThat(lane.crowd()).isZero();
        assertThat(lane.atEntrance()).isZero();
    }

    @Test
    void thoseInTheLaneGoOneAfterTheOtherInOrderOfArrival() throws Exception {
        List<Integer> order = new ArrayList<>(); // written in turn only
        List<Running<Integer>> queued = crowd(20, order);
        assertThat(order).isEmpty();
        lane.leave(true);
        for (Running<Integer> one : queued) {
            one.result();
        }
        assertThat(order).isSorted().hasSize(19);
        assertThat(lane.crowd()).isZero();
    }

    @Test
    void newcomersWaitAtTheEntranceWhileTheLaneIsCrowded() throws Exception {
        List<Running<Integer>> queued = crowd(5, new ArrayList<>());
        Running<String> newcomer = Running.start(() -> {
            lane.enter();
            lane.leave(false);
            return "in";
        });
        until(() -> lane.atEntrance() == 1);
        assertThat(newcomer.future().isDone()).isFalse();
        lane.leave(true);
        assertThat(newcomer.result()).isEqualTo("in");
        for (Running<Integer> one : queued) {
            one.result();
        }
        assertThat(lane.atEntrance()).isZero();
    }

    @Test
    void anInterruptTakesAWaiterOutOfTheLane() throws Exception {
        List<Integer> order = new ArrayList<>();
        List<Running<Integer>> queued = crowd(4, order);
        queued.get(1).thread().interrupt();
        assertThatThrownBy(() -> queued.get(1).result())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        lane.leave(true);
        assertThat(queued.get(0).result()).isEqualTo(1);
        assertThat(queued.get(2).result()).isEqualTo(3);
        assertThat(order).containsExactly(1, 3);
        assertThat(lane.crowd()).isZero();
    }

    @Test
    void anInterruptTakesAWaiterFromTheEntrance() throws Exception {
        List<Running<Integer>> queued = crowd(6, new ArrayList<>());
        Running<String> first = Running.start(() -> {
            lane.enter();
            return "in";
        });
        until(() -> lane.atEntrance() == 1);
        first.thread().interrupt();
        assertThatThrownBy(first::result).hasCauseInstanceOf(InterruptedException.class);
        assertThat(lane.atEntrance()).isZero();
        lane.leave(true);
        for (Running<Integer> one : queued) {
            one.result();
        }
    }

    @Test
    void underStressEveryRequestEndsAndTheLaneIsEmptyAfterwards() throws Exception {
        AtomicInteger inTurn = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Running<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            requests.add(Running.start(() -> request(inTurn, interrupted, done)));
            if (i % 7 == 0) {
                requests.get(ThreadLocalRandom.current().nextInt(requests.size()))
                        .thread()
                        .interrupt();
            }
        }
        for (Running<Integer> request : requests) {
            request.result();
        }
        assertThat(done.get() + interrupted.get()).isEqualTo(4000);
        assertThat(done.get()).isPositive();
        assertThat(lane.crowd()).isZero();
        assertThat(lane.atEntrance()).isZero();
    }

    private Integer request(AtomicInteger inTurn, AtomicInteger interrupted, AtomicInteger done) {
        boolean mine = false;
        try {
            lane.enter();
            LockSupport.parkNanos(1);
            if (ThreadLocalRandom.current().nextInt(3) > 0) {
                lane.queue();
                mine = true;
                assertThat(inTurn.incrementAndGet()).isEqualTo(1);
                LockSupport.parkNanos(1);
                inTurn.decrementAndGet();
            }
            lane.leave(mine);
            return done.incrementAndGet();
        } catch (InterruptedException e) {
            return interrupted.incrementAndGet();
        }
    }
}
