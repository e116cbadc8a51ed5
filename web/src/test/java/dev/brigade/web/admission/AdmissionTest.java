package dev.brigade.web.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Recorder recorder = new Recorder();

    private record Entering(Activity activity, Thread thread, FutureTask<Admission.Entry> entry) {
        Admission.Entry result() throws Exception {
            return entry.get(30, TimeUnit.SECONDS);
        }
    }

    private Entering enters(Admission admission, Runnable whenIn) {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        FutureTask<Admission.Entry> task = new FutureTask<>(() -> activity.call(() -> {
            Admission.Entry entry = admission.enter(activity);
            if (entry == Admission.Entry.ADMITTED) {
                whenIn.run();
                admission.leave();
            }
            return entry;
        }));
        return new Entering(activity, Thread.startVirtualThread(task), task);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void who_waits_is_admitted_in_the_order_of_arrival() throws Exception {
        Admission admission = new Admission(1, 10, LONG);
        admission.enter(Activity.current());
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Entering> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(enters(admission, () -> order.add(number)));
            until(() -> waiting.getLast().activity().status().state() == State.WAITS_FOR_PERMIT);
            until(() -> waiting.getLast().thread().getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(admission.waiting()).isEqualTo(5);
        assertThat(waiting.getFirst().activity().status().at()).contains(admission);
        admission.leave();
        for (Entering one : waiting) {
            assertThat(one.result()).isEqualTo(Admission.Entry.ADMITTED);
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(admission.running()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void who_finds_the_queue_full_or_waits_too_long_is_refused_and_leaves_nothing_behind() throws Exception {
        Admission full = new Admission(1, 0, LONG);
        assertThat(full.enter(Activity.current())).isEqualTo(Admission.Entry.ADMITTED);
        assertThat(full.enter(Activity.current())).isEqualTo(Admission.Entry.FULL);
        full.leave();
        assertThat(full.enter(Activity.current())).isEqualTo(Admission.Entry.ADMITTED);
        assertThat(full.enter(Activity.current())).isEqualTo(Admission.Entry.FULL);

        Admission slow = new Admission(1, 1, Duration.ofMillis(1));
        assertThat(slow.enter(Activity.current())).isEqualTo(Admission.Entry.ADMITTED);
        assertThat(slow.enter(Activity.current())).isEqualTo(Admission.Entry.TOO_LONG);
        assertThat(slow.waiting()).isZero();
        slow.leave();
        assertThat(slow.enter(Activity.current())).isEqualTo(Admission.Entry.ADMITTED);
    }

    @Test
    void who_is_interrupted_leaves_the_queue() throws Exception {
        Admission admission = new Admission(1, 10, LONG);
        admission.enter(Activity.current());
        Entering gone = enters(admission, () -> {});
        until(() -> admission.waiting() == 1);
        Entering next = enters(admission, () -> {});
        until(() -> admission.waiting() == 2);
        gone.thread().interrupt();
        assertThatThrownBy(gone::result)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(admission.waiting()).isEqualTo(1);
        admission.leave();
        assertThat(next.result()).isEqualTo(Admission.Entry.ADMITTED);
    }

    @Test
    void under_a_storm_of_arrivals_timeouts_and_interrupts_no_permit_is_lost_and_none_is_doubled() throws Exception {
        int permits = 3;
        Admission admission = new Admission(permits, 20, Duration.ofNanos(200_000));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Entering> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            all.add(enters(admission, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(20_000));
                inside.decrementAndGet();
            }));
            if (i % 7 == 0) {
                all.get(ThreadLocalRandom.current().nextInt(all.size()))
                        .thread()
                        .interrupt();
            }
        }
        int admitted = 0;
        for (Entering one : all) {
            try {
                admitted += one.result() == Admission.Entry.ADMITTED ? 1 : 0;
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(InterruptedException.class);
            }
        }
        assertThat(admitted).isPositive();
        assertThat(most).hasValueLessThanOrEqualTo(permits);
        assertThat(admission.running()).isZero();
        assertThat(admission.waiting()).isZero();
        for (int i = 0; i < permits; i++) {
            assertThat(admission.enter(Activity.current())).isEqualTo(Admission.Entry.ADMITTED);
        }
        assertThat(admission.enter(Activity.current())).isNotEqualTo(Admission.Entry.ADMITTED);
    }
}
