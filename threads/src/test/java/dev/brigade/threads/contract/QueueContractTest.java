package dev.brigade.threads.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Body;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link BlockingQueue}. */
class QueueContractTest {
    private final BoundedQueue<Integer> queue = new BoundedQueue<>("pass", 3);
    private final BlockingQueue<Integer> full = new BoundedQueue<>("full pass", 1);
    private final BlockingQueue<Integer> empty = new BoundedQueue<>("empty pass", 1);
    private final Activities activities = new Activities();

    QueueContractTest() {
        full.add(0);
    }

    @AfterEach
    void end() {
        activities.close();
    }

    private List<Body> waysToPut() {
        return List.of(
                () -> full.put(1), () -> assertThat(full.offer(1, 1, HOURS)).isTrue());
    }

    private List<Body> waysToTake() {
        return List.of(
                () -> assertThat(empty.take()).isEqualTo(1),
                () -> assertThat(empty.poll(1, HOURS)).isEqualTo(1));
    }

    private Running waiter(Body way, State state) {
        return activities.start("waiter", way).is(state);
    }

    @Test
    void gives_items_in_the_order_in_which_they_were_put_in_each_way() throws Exception {
        queue.put(1);
        assertThat(queue.offer(2)).isTrue();
        assertThat(queue.offer(3, 0, HOURS)).isTrue();
        assertThat(queue.take()).isEqualTo(1);
        assertThat(queue.add(4)).isTrue();
        assertThat(queue.poll()).isEqualTo(2);
        assertThat(queue.poll(0, HOURS)).isEqualTo(3);
        assertThat(queue.remove()).isEqualTo(4);
        assertThat(queue).isEmpty();
    }

    @Test
    void refuses_in_its_own_way_what_there_is_no_room_for() throws Exception {
        assertThat(full.offer(1)).isFalse();
        assertThat(full.offer(1, 0, HOURS)).isFalse();
        assertThat(full.offer(1, Long.MIN_VALUE, NANOSECONDS)).isFalse();
        long began = System.nanoTime();
        assertThat(full.offer(1, 2, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(2));
        assertThatThrownBy(() -> full.add(1)).isInstanceOf(IllegalStateException.class);
        assertThat(full).containsExactly(0);
    }

    @Test
    void says_in_its_own_way_that_there_is_nothing() throws Exception {
        assertThat(empty.poll()).isNull();
        assertThat(empty.peek()).isNull();
        assertThat(empty.poll(0, HOURS)).isNull();
        assertThat(empty.poll(Long.MIN_VALUE, NANOSECONDS)).isNull();
        long began = System.nanoTime();
        assertThat(empty.poll(2, MILLISECONDS)).isNull();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(2));
        assertThatThrownBy(empty::remove).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(empty::element).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void the_head_is_looked_at_without_being_taken() {
        queue.addAll(List.of(1, 2));
        assertThat(queue.peek()).isEqualTo(1);
        assertThat(queue.element()).isEqualTo(1);
        assertThat(queue).hasSize(2);
    }

    @Test
    void who_puts_waits_for_room() throws Exception {
        for (Body way : waysToPut()) {
            Running waiter = waiter(way, State.WAITS_TO_PUT);
            assertThat(full.remainingCapacity()).isZero();
            full.take();
            waiter.join();
            assertThat(full).containsExactly(1);
        }
    }

    @Test
    void who_takes_waits_for_an_item() throws Exception {
        for (Body way : waysToTake()) {
            Running waiter = waiter(way, State.WAITS_TO_TAKE);
            empty.put(1);
            waiter.join();
            assertThat(empty).isEmpty();
        }
    }

    @Test
    void the_longest_time_has_no_end() throws Exception {
        Running putter =
                waiter(() -> assertThat(full.offer(1, Long.MAX_VALUE, HOURS)).isTrue(), State.WAITS_TO_PUT);
        Running taker =
                waiter(() -> assertThat(empty.poll(Long.MAX_VALUE, HOURS)).isEqualTo(2), State.WAITS_TO_TAKE);
        full.take();
        empty.add(2);
        putter.join();
        taker.join();
    }

    @Test
    void an_interrupt_before_ends_what_could_wait_even_if_it_need_not() throws Exception {
        for (Body use : List.<Body>of(
                () -> queue.put(2), () -> queue.offer(2, 1, HOURS), queue::take, () -> queue.poll(1, HOURS))) {
            queue.offer(1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(use::run).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(queue.remove()).isEqualTo(1);
            assertThat(queue).isEmpty();
        }
    }

    @Test
    void an_interrupt_before_is_kept_by_what_can_not_wait() {
        Thread.currentThread().interrupt();
        queue.add(1);
        queue.offer(2);
        assertThat(queue.poll()).isEqualTo(1);
        assertThat(queue.drainTo(new ArrayList<>())).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_interrupt_ends_a_wait_which_then_has_neither_put_nor_taken() throws Exception {
        for (Body way : waysToPut()) {
            isInterruptedIn(way, State.WAITS_TO_PUT);
        }
        for (Body way : waysToTake()) {
            isInterruptedIn(way, State.WAITS_TO_TAKE);
        }
        assertThat(full).containsExactly(0);
        assertThat(full.poll()).isEqualTo(0);
        assertThat(full).isEmpty();
        assertThat(empty.offer(7)).isTrue();
        assertThat(empty.poll()).isEqualTo(7);
    }

    private void isInterruptedIn(Body way, State wait) throws Exception {
        Running waiter = activities.start("waiter", () -> {
            assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        waiter.is(wait).interrupt();
        waiter.join();
    }

    @Test
    void those_that_wait_are_served_in_the_order_of_arrival_without_those_that_gave_up() throws Exception {
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        List<Running> putters = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            int item = i;
            putters.add(activities.start("putter", () -> full.put(item)).is(State.WAITS_TO_PUT));
        }
        putters.get(1).interrupt();
        assertThat(putters.get(1).failure()).isInstanceOf(InterruptedException.class);
        for (int i = 0; i < 6; i++) {
            taken.add(full.take());
        }
        assertThat(taken).containsExactly(0, 1, 3, 4, 5, 6);
    }

    @Test
    void null_is_no_item() {
        for (Body use : List.<Body>of(
                () -> queue.add(nothing()),
                () -> queue.offer(nothing()),
                () -> queue.offer(nothing(), 1, HOURS),
                () -> queue.put(nothing()),
                () -> queue.addAll(Collections.singletonList(nothing())),
                () -> full.offer(nothing()))) {
            assertThatThrownBy(use::run).isInstanceOf(NullPointerException.class);
        }
        assertThat(queue).isEmpty();
        assertThat(queue.contains(nothing())).isFalse();
        assertThat(queue.remove(nothing())).isFalse();
    }

    @Test
    @SuppressWarnings("ModifyingCollectionWithItself") // which is refused
    void what_is_added_from_a_collection_is_added_until_there_is_no_room() {
        assertThatThrownBy(() -> queue.addAll(List.of(1, 2, 3, 4))).isInstanceOf(IllegalStateException.class);
        assertThat(queue).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> queue.addAll(queue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.addAll(nothing())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void room_and_size_make_the_capacity() {
        for (int size = 0; size <= 3; size++) {
            assertThat(queue.remainingCapacity()).isEqualTo(3 - size);
            assertThat(queue.size()).isEqualTo(size);
            assertThat(queue.isEmpty()).isEqualTo(size == 0);
            queue.offer(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 2, 3, 4, Integer.MAX_VALUE})
    void at_most_so_many_are_drained_in_their_order(int most) {
        queue.addAll(List.of(1, 2, 3));
        Collection<Integer> to = new ArrayList<>();
        int drained = Math.clamp(most, 0, 3);
        assertThat(queue.drainTo(to, most)).isEqualTo(drained);
        assertThat(to).isEqualTo(List.of(1, 2, 3).subList(0, drained));
        assertThat(queue.size()).isEqualTo(3 - drained);
    }

    @Test
    void all_are_drained_and_those_that_wait_to_put_get_in() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        Running first = activities.start("putter", () -> queue.put(4)).is(State.WAITS_TO_PUT);
        Running second = activities.start("putter", () -> queue.put(5)).is(State.WAITS_TO_PUT);
        Collection<Integer> to = new ArrayDeque<>();
        queue.drainTo(to);
        first.join();
        second.join();
        queue.drainTo(to);
        assertThat(to).containsExactly(1, 2, 3, 4, 5);
        assertThat(queue.drainTo(to)).isZero();
    }

    @Test
    void is_not_drained_into_itself_or_into_nothing() {
        queue.add(1);
        assertThatThrownBy(() -> queue.drainTo(queue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.drainTo(queue, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.drainTo(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> queue.drainTo(nothing(), 0)).isInstanceOf(NullPointerException.class);
        assertThat(queue).containsExactly(1);
    }

    @Test
    void an_item_is_removed_from_anywhere_once() throws Exception {
        queue.addAll(List.of(1, 2, 1));
        Running putter = activities.start("putter", () -> queue.put(4)).is(State.WAITS_TO_PUT);
        assertThat(queue.remove(7)).isFalse();
        assertThat(queue.remove(1)).isTrue();
        putter.join();
        assertThat(queue).containsExactly(2, 1, 4);
        assertThat(queue.contains(4)).isTrue();
        assertThat(queue.removeAll(List.of(1, 4))).isTrue();
        assertThat(queue.retainAll(List.of(9))).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void all_are_cleared_and_room_is_for_those_that_wait() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        Running putter = activities.start("putter", () -> queue.put(4)).is(State.WAITS_TO_PUT);
        queue.clear();
        putter.join();
        queue.poll();
        assertThat(queue).isEmpty();
        assertThat(queue.remainingCapacity()).isEqualTo(3);
    }

    @Test
    void an_iterator_shows_each_item_at_most_once_whatever_others_do_meanwhile() {
        queue.addAll(List.of(1, 2, 3));
        Iterator<Integer> each = queue.iterator();
        assertThat(each.next()).isEqualTo(1);
        queue.poll();
        queue.poll();
        queue.add(4);
        List<Integer> rest = new ArrayList<>();
        each.forEachRemaining(rest::add);
        assertThat(rest).doesNotHaveDuplicates().containsSubsequence(3).doesNotContain(1);
        assertThatThrownBy(each::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void an_iterator_removes_what_it_showed_last() {
        queue.addAll(List.of(1, 2, 1));
        Iterator<Integer> each = queue.iterator();
        assertThatThrownBy(each::remove).isInstanceOf(IllegalStateException.class);
        each.next();
        each.next();
        each.remove();
        assertThatThrownBy(each::remove).isInstanceOf(IllegalStateException.class);
        assertThat(queue).containsExactly(1, 1);
    }

    @Test
    @SuppressWarnings("CollectionToArraySafeParameter") // which is refused
    void an_array_is_a_copy_in_order() {
        queue.addAll(List.of(1, 2, 3));
        Object[] copy = queue.toArray();
        assertThat(copy).containsExactly(1, 2, 3);
        copy[0] = 9;
        assertThat(queue.peek()).isEqualTo(1);
        assertThat(queue.toArray(new Integer[0])).containsExactly(1, 2, 3);
        Integer[] larger = {7, 7, 7, 7, 7};
        assertThat(queue.toArray(larger)).isSameAs(larger).containsExactly(1, 2, 3, null, 7);
        assertThatThrownBy(() -> queue.toArray(new String[0])).isInstanceOf(ArrayStoreException.class);
    }

    @Test
    void a_capacity_of_none_is_no_queue() {
        assertThatThrownBy(() -> new BoundedQueue<>("pass", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BoundedQueue<>("pass", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
