package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Places of a queue that are reserved before there is an item. */
class QueuePlaceTest {
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 2);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    private QueuePlace<String> reserved() throws InterruptedException {
        return pass.reserve(0, HOURS).orElseThrow();
    }

    private Running waits(String name, State state, Activities.Body body) {
        Running running = activities.start(name, body);
        running.is(state);
        Activities.until(
                () -> pass.waitingToPut().contains(running.activity())
                        || pass.waitingToTake().contains(running.activity()),
                name + " waits");
        return running;
    }

    @Test
    void a_reserved_place_counts_as_taken_until_it_is_given_back() throws Exception {
        var place = reserved();
        pass.put("soup");

        assertThat(pass.offer("fish")).isFalse();
        assertThat(pass.reserve(1, NANOSECONDS)).isEmpty();
        assertThat(pass.remainingCapacity()).isZero();
        assertThat(pass).hasToString("queue \"pass\" with 1 of 2 places taken, 1 reserved");
        place.close();
        place.close();
        assertThat(pass.remainingCapacity()).isEqualTo(1);
        assertThat(pass.offer("fish")).isTrue();
        assertThat(pass.offer("meat")).isFalse();
    }

    @Test
    void an_item_is_put_into_its_place_without_a_wait_and_once() throws Exception {
        var place = reserved();
        pass.put("soup");
        place.put("fish");
        place.close();

        assertThat(pass).containsExactly("soup", "fish");
        assertThatThrownBy(() -> place.put("meat"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("place in queue \"pass\"");
        assertThat(pass.remainingCapacity()).isZero();
    }

    @Test
    void an_item_goes_to_the_taker_that_waits_longest_and_its_place_to_the_first_in_line() throws Exception {
        var first = reserved();
        var second = reserved();
        List<String> got = new ArrayList<>();
        Running taker = waits("taker", State.WAITS_TO_TAKE, () -> got.add(pass.take()));
        CountDownLatch has = new CountDownLatch(1);
        Running third = waits("third", State.WAITS_TO_PUT, () -> {
            var place = pass.reserve(1, HOURS).orElseThrow();
            has.countDown();
            place.put("meat");
        });
        first.put("soup");
        taker.join();
        third.join();

        assertThat(has.getCount()).isZero();
        assertThat(got).containsExactly("soup");
        assertThat(pass).containsExactly("meat");
        second.close();
    }

    @Test
    void who_waits_for_a_place_and_who_waits_to_put_are_served_in_their_order() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        List<String> order = new ArrayList<>();
        Running reserver = waits("reserver", State.WAITS_TO_PUT, () -> {
            try (var place = pass.reserve(1, HOURS).orElseThrow()) {
                order.add(place.queue().name());
            }
        });
        Running putter = waits("putter", State.WAITS_TO_PUT, () -> pass.put("meat"));
        assertThat(pass.take()).isEqualTo("soup");
        reserver.join();
        putter.join();

        assertThat(order).containsExactly("pass");
        assertThat(pass).containsExactly("fish", "meat");
    }

    @Test
    void an_item_in_line_is_taken_although_all_places_are_reserved_and_empty() throws Exception {
        var first = reserved();
        var second = reserved();
        Running reserver = waits(
                "reserver",
                State.WAITS_TO_PUT,
                () -> pass.reserve(1, HOURS).orElseThrow().close());
        Running putter = waits("putter", State.WAITS_TO_PUT, () -> pass.put("meat"));

        assertThat(pass.take()).isEqualTo("meat");
        putter.join();
        first.close();
        reserver.join();
        second.close();
        assertThat(pass.remainingCapacity()).isEqualTo(2);
    }

    @Test
    void a_closed_queue_keeps_the_promise_of_a_place_and_then_ends() throws Exception {
        var first = reserved();
        var second = reserved();
        List<Optional<String>> got = new ArrayList<>();
        Running taker = waits("taker", State.WAITS_TO_TAKE, () -> {
            got.add(pass.takeUnlessClosed());
            got.add(pass.takeUnlessClosed());
        });
        Running reserver = waits("reserver", State.WAITS_TO_PUT, () -> pass.reserve(1, HOURS));
        pass.close();
        assertThat(reserver.failure()).isInstanceOf(QueueClosedException.class);
        assertThatThrownBy(() -> pass.reserve(0, HOURS)).isInstanceOf(QueueClosedException.class);

        first.put("soup");
        Activities.until(() -> !got.isEmpty() && taker.activity().status().state() == State.WAITS_TO_TAKE, "again");
        second.close();
        taker.join();
        assertThat(got).containsExactly(Optional.of("soup"), Optional.empty());
    }

    @Test
    void who_is_interrupted_in_line_leaves_no_place_taken() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        Running reserver = waits("reserver", State.WAITS_TO_PUT, () -> pass.reserve(1, HOURS));
        reserver.interrupt();
        assertThat(reserver.failure()).isInstanceOf(InterruptedException.class);
        pass.clear();
        assertThat(pass.remainingCapacity()).isEqualTo(2);
    }

    @Test
    void it_is_told_as_something_held() throws Exception {
        Running running = activities.start("reserver", () -> {
            reserved().put("soup");
            reserved().close();
        });
        running.join();
        assertThat(running.activity().events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "ActivityBegan", "Acquired", "Put", "Released", "Acquired", "Released", "ActivityEnded");
    }

    @Test
    void a_queue_tells_who_can_make_room_if_it_knows_who_serves_it() throws Exception {
        assertThat(pass.servers()).isEmpty();
        Activity worker = activities.recorder().begin(Activity.Kind.CONSUMER, "pass");
        List<Activity> working = new ArrayList<>();
        pass.servedBy(() -> working, 1);
        assertThat(pass.servers()).contains(new QueueServers(List.of(), true));

        working.add(worker);
        var place = reserved();
        assertThat(pass.servers()).contains(new QueueServers(List.of(worker, Activity.current()), false));
        place.close();
        assertThat(pass.servers()).contains(new QueueServers(List.of(worker), false));
    }

    @RepeatedTest(20)
    void no_item_and_no_place_is_lost_or_doubled_among_many_threads() throws Exception {
        int capacity = 3;
        BoundedQueue<Long> queue = new BoundedQueue<>("numbers", capacity);
        AtomicLong next = new AtomicLong();
        ConcurrentLinkedQueue<Long> put = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
        AtomicInteger places = new AtomicInteger();
        AtomicInteger mostPlaces = new AtomicInteger();
        List<Running> putters = new ArrayList<>();
        List<Running> takers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int number = i;
            putters.add(activities.start("putter", () -> {
                for (int j = 0; j < 60; j++) {
                    long item = next.getAndIncrement();
                    try {
                        if (number % 3 == 0) {
                            queue.put(item);
                            put.add(item);
                            continue;
                        }
                        var reserved = queue.reserve(j % 4 == 0 ? 0 : 200, MICROSECONDS);
                        if (reserved.isPresent()) {
                            mostPlaces.accumulateAndGet(places.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(j % 8 == 0 ? 1_000 : 0);
                            places.decrementAndGet();
                            if (j % 5 == 0) {
                                reserved.get().close();
                            } else {
                                reserved.get().put(item);
                                put.add(item);
                            }
                        }
                    } catch (InterruptedException e) {
                        // neither put nor reserved, as the sums show
                    }
                }
            }));
            takers.add(activities.start("taker", () -> {
                while (true) {
                    try {
                        Optional<Long> item = queue.takeUnlessClosed();
                        if (item.isEmpty()) {
                            return;
                        }
                        taken.add(item.get());
                    } catch (InterruptedException e) {
                        // nothing was taken
                    }
                }
            }));
        }
        for (int i = 0; i < 300; i++) {
            takers.get(i % takers.size()).interrupt();
            putters.get(i % putters.size()).interrupt();
        }
        for (Running putter : putters) {
            putter.join();
        }
        queue.close();
        for (Running taker : takers) {
            taker.join();
        }

        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(put);
        assertThat(mostPlaces.get()).isBetween(1, capacity);
        assertThat(queue.remainingCapacity()).isEqualTo(capacity);
        assertThat(queue.waitingToPut()).isEmpty();
        assertThat(queue.waitingToTake()).isEmpty();
    }
}
