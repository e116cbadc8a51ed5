package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Those that put and those that take, with random delays, interrupts and waits that are given up. */
class ProducerConsumerTest {
    private static final int CAPACITY = 7;
    private static final int PRODUCERS = 12;
    private static final int CONSUMERS = 9;

    /** A bounded buffer; who gets an exception, or what says that the time was over, has put nothing and taken nothing. */
    private interface Buffer {
        void put(long item) throws InterruptedException;

        boolean put(long item, long micros) throws InterruptedException;

        long take() throws InterruptedException;

        Optional<Long> take(long micros) throws InterruptedException;

        boolean isEmpty();

        void hasNobodyWaiting();
    }

    /** The buffer of the textbooks, of a lock and two conditions. */
    private static final class OfConditions implements Buffer {
        private final NamedLock lock = new NamedLock("buffer");
        private final NamedCondition notFull = lock.condition("not full");
        private final NamedCondition notEmpty = lock.condition("not empty");
        private final Deque<Long> items = new ArrayDeque<>();

        @Override
        public void put(long item) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items.size() == CAPACITY) {
                    notFull.await();
                }
                items.add(item);
                notEmpty.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean put(long item, long micros) throws InterruptedException {
            long left = MICROSECONDS.toNanos(micros);
            if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                while (items.size() == CAPACITY) {
                    if (left <= 0) {
                        return false;
                    }
                    left = notFull.awaitNanos(left);
                }
                items.add(item);
                notEmpty.signal();
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long take() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items.isEmpty()) {
                    notEmpty.await();
                }
                notFull.signal();
                return items.remove();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Long> take(long micros) throws InterruptedException {
            long left = MICROSECONDS.toNanos(micros);
            if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            try {
                while (items.isEmpty()) {
                    if (left <= 0) {
                        return Optional.empty();
                    }
                    left = notEmpty.awaitNanos(left);
                }
                notFull.signal();
                return Optional.of(items.remove());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isEmpty() {
            try (var _ = lock.hold()) {
                return items.isEmpty();
            }
        }

        @Override
        public void hasNobodyWaiting() {
            assertThat(lock.owner()).isEmpty();
            assertThat(lock.waiters()).isEmpty();
            assertThat(lock.knownThreads()).isZero();
            assertThat(notFull.waiters()).isEmpty();
            assertThat(notEmpty.waiters()).isEmpty();
        }
    }

    private static final class OfQueue implements Buffer {
        private final BoundedQueue<Long> queue = new BoundedQueue<>("buffer", CAPACITY);

        @Override
        public void put(long item) throws InterruptedException {
            queue.put(item);
        }

        @Override
        public boolean put(long item, long micros) throws InterruptedException {
            return queue.offer(item, micros, MICROSECONDS);
        }

        @Override
        public long take() throws InterruptedException {
            return queue.take();
        }

        @Override
        public Optional<Long> take(long micros) throws InterruptedException {
            return Optional.ofNullable(queue.poll(micros, MICROSECONDS));
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        public void hasNobodyWaiting() {
            assertThat(queue.waitingToPut()).isEmpty();
            assertThat(queue.waitingToTake()).isEmpty();
            assertThat(queue.remainingCapacity()).isEqualTo(CAPACITY);
        }
    }

    @Test
    void each_item_is_taken_once_from_a_buffer_of_a_lock_and_two_conditions() throws Exception {
        run(new OfConditions());
    }

    @Test
    void each_item_is_taken_once_from_a_bounded_queue() throws Exception {
        run(new OfQueue());
    }

    private static void run(Buffer buffer) throws Exception {
        Stress stress = Stress.partOf(2);
        long[] put = new long[PRODUCERS];
        CountDownLatch producing = new CountDownLatch(PRODUCERS);
        ConcurrentLinkedQueue<long[]> taken = new ConcurrentLinkedQueue<>();
        try (Activities activities = new Activities()) {
            List<Running> all = new ArrayList<>();
            List<Running> consumers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                all.add(activities.start("producer", () -> {
                    put[number] = produce(buffer, stress, number);
                    producing.countDown();
                }));
            }
            for (int i = 0; i < CONSUMERS; i++) {
                consumers.add(activities.start("consumer", () -> taken.add(consume(buffer, producing))));
            }
            all.addAll(consumers);
            stress.interrupt(all.toArray(Running[]::new));
            assertThat(producing.await(20, TimeUnit.SECONDS)).isTrue();
            consumers.forEach(Running::interrupt); // or one may wait for an item for ever
            activities.joinAll();
        }
        buffer.hasNobodyWaiting();
        long[] all = taken.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        long[] expected = LongStream.range(0, PRODUCERS)
                .flatMap(number -> LongStream.range(0, put[(int) number]).map(item -> item(number, item)))
                .toArray();
        assertThat(all.length).isPositive();
        assertThat(Arrays.equals(all, expected))
                .as("%d items put, %d taken", expected.length, all.length)
                .isTrue();
    }

    private static long item(long producer, long number) {
        return producer << 40 | number;
    }

    /** Puts one item after the other, each as often as need be; how many. */
    private static long produce(Buffer buffer, Stress stress, int producer) {
        long next = 0;
        while (stress.goesOn()) {
            Stress.delay();
            try {
                if (Stress.onceIn(3)) {
                    if (!buffer.put(item(producer, next), Stress.micros())) {
                        continue;
                    }
                } else {
                    buffer.put(item(producer, next));
                }
            } catch (InterruptedException e) {
                continue;
            }
            next++;
        }
        return next;
    }

    /** Takes until nobody puts any more and nothing is left. */
    private static long[] consume(Buffer buffer, CountDownLatch producing) {
        LongStream.Builder items = LongStream.builder();
        while (true) {
            boolean last = producing.getCount() == 0;
            Stress.delay();
            try {
                if (!last && Stress.onceIn(3)) {
                    items.add(buffer.take());
                } else {
                    Optional<Long> item = buffer.take(Stress.micros());
                    item.ifPresent(items::add);
                    if (last && item.isEmpty() && buffer.isEmpty()) {
                        return items.build().toArray();
                    }
                }
            } catch (InterruptedException e) {
                // it has taken nothing
            }
        }
    }
}
