package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedQueueTest {
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 2);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void countsWhatIsPutWhetherItIsTakenAtOnceOrLater() throws Exception {
        List<String> taken = new ArrayList<>();
        Running taker = taker("taker", taken);
        pass.put("handed over");
        taker.join();
        pass.put("stays");
        pass.put("stays too");
        assertThat(pass.offer("finds no room")).isFalse();
        assertThat(pass.puts()).isEqualTo(3);
        assertThat(pass.poll()).isEqualTo("stays");
        assertThat(pass.puts()).isEqualTo(3);
    }

    private Running taker(String name, List<String> taken) {
        Running taker = activities.start(name, () -> taken.add(pass.take()));
        taker.is(State.WAITS_TO_TAKE);
        Activities.until(() -> pass.waitingToTake().contains(taker.activity()), name + " waits");
        return taker;
    }

    private Running putter(String item) {
        Running putter = activities.start("put " + item, () -> pass.put(item));
        putter.is(State.WAITS_TO_PUT);
        Activities.until(() -> pass.waitingToPut().contains(putter.activity()), item + " waits");
        return putter;
    }

    @Test
    void givesItemsBackInTheirOrder() throws Exception {
        pass.put("soup");
        assertThat(pass.offer("fish")).isTrue();
        assertThat(pass).hasSize(2);
        assertThat(pass.remainingCapacity()).isZero();
        assertThat(pass.peek()).isEqualTo("soup");
        assertThat(pass.take()).isEqualTo("soup");
        assertThat(pass.poll()).isEqualTo("fish");
        assertThat(pass.poll()).isNull();
        assertThat(pass.peek()).isNull();
        assertThat(pass.remainingCapacity()).isEqualTo(2);
    }

    @Test
    void saysWhatItIs() {
        assertThat(pass.kind()).isEqualTo(MeetingPoint.Kind.QUEUE);
        assertThat(pass.name()).isEqualTo("pass");
        assertThat(pass.capacity()).isEqualTo(2);
        assertThat(pass.toString()).isEqualTo("queue \"pass\" with 0 of 2 places taken");
        pass.close();
        assertThat(pass.toString()).endsWith(", closed");
        assertThat(pass.isClosed()).isTrue();
    }

    @Test
    void refusesAnItemWhenItIsFull() throws Exception {
        pass.addAll(List.of("soup", "fish"));

        assertThat(pass.offer("meat")).isFalse();
        assertThat(pass.offer("meat", 0, HOURS)).isFalse();
        assertThat(pass.offer("meat", 1, MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> pass.add("meat"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Queue \"pass\" is full: it holds 2 items");
        assertThat(pass).containsExactly("soup", "fish");
        assertThat(pass.waitingToPut()).isEmpty();
    }

    @Test
    void hasNothingToTakeWhenItIsEmpty() throws Exception {
        assertThat(pass.poll(1, MILLISECONDS)).isNull();
        assertThat(pass.poll(-1, MILLISECONDS)).isNull();
        assertThatThrownBy(pass::remove).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(pass::element).isInstanceOf(NoSuchElementException.class);
        assertThat(pass.waitingToTake()).isEmpty();
    }

    @Test
    void takesNoNull() {
        String[] none = new String[1];
        for (Activities.Body put :
                List.<Activities.Body>of(() -> pass.put(none[0]), () -> pass.offer(none[0]), () -> pass.add(none[0]))) {
            assertThatThrownBy(put::run)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("Queue \"pass\" takes no null");
        }
    }

    @Test
    void showsWhoWaitsForAnItemAndRecordsIt() throws Exception {
        List<String> taken = new ArrayList<>();
        Running taker = taker("taker", taken);
        assertThat(taker.activity().status().at()).contains(pass);
        pass.put("soup");
        taker.join();

        assertThat(taken).containsExactly("soup");
        assertThat(taker.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.Taken.class,
                        Event.ActivityEnded.class);
    }

    @Test
    void showsWhoWaitsForRoomAndRecordsIt() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        Running putter = putter("meat");
        assertThat(pass.take()).isEqualTo("soup");
        putter.join();

        assertThat(pass).containsExactly("fish", "meat");
        assertThat(putter.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.Put.class,
                        Event.ActivityEnded.class);
    }

    @Test
    void handsItemsToThoseThatWaitInTheirOrder() throws Exception {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        taker("first", first);
        taker("second", second);
        pass.put("soup");
        pass.put("fish");
        assertThat(pass.poll()).isNull(); // nobody overtakes: the items are theirs already
        activities.joinAll();

        assertThat(first).containsExactly("soup");
        assertThat(second).containsExactly("fish");
    }

    @Test
    void letsThoseInThatWaitForRoomInTheirOrder() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        putter("meat");
        putter("cake");
        assertThat(pass.take()).isEqualTo("soup");
        assertThat(pass.offer("tea")).isFalse(); // nobody overtakes: the place is taken already
        assertThat(List.of(pass.take(), pass.take(), pass.take())).containsExactly("fish", "meat", "cake");
        activities.joinAll();
        assertThat(pass).isEmpty();
    }

    @Test
    void takesAndPutsWithinATime() throws Exception {
        List<Object> seen = new ArrayList<>();
        Running taker = activities.start("taker", () -> seen.add(String.valueOf(pass.poll(1, HOURS))));
        taker.is(State.WAITS_TO_TAKE);
        pass.put("soup");
        taker.join();
        pass.addAll(List.of("fish", "meat"));
        Running putter = activities.start("putter", () -> seen.add(pass.offer("cake", 1, HOURS)));
        putter.is(State.WAITS_TO_PUT);
        pass.take();
        putter.join();

        assertThat(seen).containsExactly("soup", true);
        assertThat(pass).containsExactly("meat", "cake");
    }

    @Test
    void isGivenUpOnAnInterruptAndNothingIsLost() throws Exception {
        Running taker = taker("taker", new ArrayList<>());
        taker.interrupt();
        assertThat(taker.failure()).isInstanceOf(InterruptedException.class);
        assertThat(pass.waitingToTake()).isEmpty();
        pass.addAll(List.of("soup", "fish"));
        Running putter = putter("meat");
        putter.interrupt();
        assertThat(putter.failure()).isInstanceOf(InterruptedException.class);
        assertThat(pass.waitingToPut()).isEmpty();

        assertThat(pass.take()).isEqualTo("soup");
        assertThat(pass).containsExactly("fish");
    }

    @Test
    void doesNothingForAnInterruptedThreadWhereItCouldWait() throws Exception {
        activities
                .start("GET /", () -> {
                    for (Activities.Body use : List.<Activities.Body>of(
                            () -> pass.put("soup"), () -> pass.offer("soup", 1, HOURS), pass::take)) {
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(use::run).isInstanceOf(InterruptedException.class);
                    }
                    Thread.currentThread().interrupt();
                    assertThat(pass.offer("fish")).isTrue();
                    assertThat(pass.poll()).isEqualTo("fish");
                    assertThat(Thread.interrupted()).isTrue();
                })
                .join();
        assertThat(pass).isEmpty();
    }

    @Test
    void refusesPutsAfterItIsClosedAndDrains() throws Exception {
        pass.put("soup");
        pass.close();
        pass.close();

        for (Activities.Body put : List.<Activities.Body>of(
                () -> pass.put("fish"),
                () -> pass.offer("fish"),
                () -> pass.add("fish"),
                () -> pass.offer("fish", 1, HOURS))) {
            assertThatThrownBy(put::run)
                    .isInstanceOf(QueueClosedException.class)
                    .hasMessageContaining("Queue \"pass\" is closed, and " + Activity.current());
        }
        assertThat(pass.takeUnlessClosed()).contains("soup");
        assertThat(pass.takeUnlessClosed()).isEmpty();
        assertThat(pass.poll()).isNull();
        assertThat(pass.poll(1, HOURS)).isNull();
        assertThatThrownBy(pass::take)
                .isInstanceOf(QueueClosedException.class)
                .hasMessageContaining("takeUnlessClosed()");
    }

    @Test
    void tellsThoseThatWaitToTakeWhenItIsClosed() throws Exception {
        List<Optional<String>> got = new ArrayList<>();
        Running consumer = activities.start("consumer", () -> got.add(pass.takeUnlessClosed()));
        consumer.is(State.WAITS_TO_TAKE);
        Running taker = taker("taker", new ArrayList<>());
        Activities.until(() -> pass.waitingToTake().size() == 2, "both wait");
        pass.close();
        consumer.join();

        assertThat(got).containsExactly(Optional.empty());
        assertThat(taker.failure()).isInstanceOf(QueueClosedException.class);
        assertThat(consumer.activity().events()).noneMatch(Event.Taken.class::isInstance);
    }

    @Test
    void turnsThoseAwayThatWaitToPutWhenItIsClosed() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        Running putter = putter("meat");
        pass.close();

        assertThat(putter.failure()).isInstanceOf(QueueClosedException.class).hasMessageContaining("put meat #1");
        List<String> rest = new ArrayList<>();
        assertThat(pass.drainTo(rest)).isEqualTo(2);
        assertThat(rest).containsExactly("soup", "fish");
        assertThat(pass.takeUnlessClosed()).isEmpty();
    }

    @Test
    void losesNoItemAndDoublesNoneAmongManyThreads() throws Exception {
        BoundedQueue<Long> queue = new BoundedQueue<>("numbers", 3);
        AtomicLong put = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong();
        List<Running> putters = new ArrayList<>();
        List<Running> takers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            putters.add(activities.start("putter", () -> {
                for (int j = 0; j < 100; j++) {
                    long item = next.getAndIncrement();
                    try {
                        if (number % 2 == 0) {
                            queue.put(item);
                            put.addAndGet(item);
                        } else if (queue.offer(item, j % 3, MILLISECONDS)) {
                            put.addAndGet(item);
                        }
                    } catch (InterruptedException e) {
                        assertThat(queue.contains(item)).isFalse();
                    }
                }
            }));
            takers.add(activities.start("taker", () -> {
                while (true) {
                    try {
                        if (number % 2 == 0) {
                            Optional<Long> item = queue.takeUnlessClosed();
                            if (item.isEmpty()) {
                                return;
                            }
                            taken.addAndGet(item.get());
                            seen.add(item.get());
                        } else {
                            Long item = queue.poll(1, MILLISECONDS);
                            if (item != null) {
                                taken.addAndGet(item);
                                seen.add(item);
                            } else if (queue.isClosed()) {
                                return;
                            }
                        }
                    } catch (InterruptedException e) {
                        // nothing was taken, as the sums show
                    }
                }
            }));
        }
        for (int i = 0; i < 500; i++) {
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

        assertThat(taken.get()).isEqualTo(put.get()).isPositive();
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(queue).isEmpty();
        assertThat(queue.waitingToPut()).isEmpty();
        assertThat(queue.waitingToTake()).isEmpty();
    }

    @Test
    void needsANameAndRoom() {
        assertThatThrownBy(() -> new BoundedQueue<String>("", 1)).hasMessageContaining("A queue needs a name");
        assertThatThrownBy(() -> new BoundedQueue<String>("pass", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Queue \"pass\" can't have 0 places");
    }

    @Test
    void losesNoItemToOneWhoseEndOfTheWaitCouldNotBeTold() throws Exception {
        activities.recorder().waitsHeardBy((_, _, _) -> {
            throw new IllegalStateException("a listener that fails");
        });
        Running taker = activities.start("taker", () -> pass.take()).is(State.WAITS_TO_TAKE);
        taker.interrupt();
        assertThat(taker.failure()).isInstanceOf(IllegalStateException.class);

        pass.put("soup");
        assertThat(pass.poll()).isEqualTo("soup");
    }
}
