package dev.brigade.check.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaceDetectorTest {
    private final RaceDetector detector = new RaceDetector();
    private final Object owner = new Object();
    private final Object lock = new Object();

    @BeforeEach
    void a_run_begins() {
        detector.begin();
    }

    @Test
    void two_writes_without_order_are_a_race() {
        detector.write(0, owner, "Counter.count", 10);
        detector.write(1, owner, "Counter.count", 20);

        assertThat(detector.races()).containsExactly(new Race(owner, "Counter.count", 0, 10, true, 1, 20, true));
    }

    @Test
    void a_write_and_a_read_after_it_are_a_race() {
        detector.write(0, owner, "stop", 10);
        detector.read(1, owner, "stop", 20);

        assertThat(detector.races()).containsExactly(new Race(owner, "stop", 0, 10, true, 1, 20, false));
    }

    @Test
    void a_read_and_a_write_after_it_are_a_race() {
        detector.read(0, owner, "stop", 10);
        detector.write(1, owner, "stop", 20);

        assertThat(detector.races()).containsExactly(new Race(owner, "stop", 0, 10, false, 1, 20, true));
    }

    @Test
    void reads_alone_are_no_race() {
        detector.read(0, owner, "limit", 10);
        detector.read(1, owner, "limit", 20);
        detector.read(0, owner, "limit", 30);

        assertThat(detector.races()).isEmpty();
    }

    @Test
    void a_write_after_the_reads_of_two_threads_races_with_both() {
        detector.read(0, owner, "limit", 10);
        detector.read(1, owner, "limit", 20);
        detector.write(2, owner, "limit", 30);

        assertThat(detector.races())
                .containsExactly(
                        new Race(owner, "limit", 0, 10, false, 2, 30, true),
                        new Race(owner, "limit", 1, 20, false, 2, 30, true));
    }

    @Test
    void a_lock_orders_who_had_it_before_who_has_it_now() {
        for (int thread = 0; thread < 3; thread++) {
            detector.acquire(thread, lock);
            detector.read(thread, owner, "count", 10);
            detector.write(thread, owner, "count", 20);
            detector.release(thread, lock);
        }

        assertThat(detector.races()).isEmpty();
    }

    @Test
    void different_locks_order_nothing() {
        Object other = new Object();
        detector.acquire(0, lock);
        detector.write(0, owner, "count", 10);
        detector.release(0, lock);
        detector.acquire(1, other);
        detector.write(1, owner, "count", 20);
        detector.release(1, other);

        assertThat(detector.races()).hasSize(1);
    }

    @Test
    void what_is_written_after_the_release_is_not_ordered() {
        detector.release(0, lock);
        detector.write(0, owner, "count", 10);
        detector.acquire(1, lock);
        detector.read(1, owner, "count", 20);

        assertThat(detector.races()).hasSize(1);
    }

    @Test
    void what_is_published_is_known_to_all_also_to_those_that_come_later() {
        detector.read(1, owner, "other", 5);
        detector.write(0, owner, "before", 10);
        detector.publish(0);
        detector.read(1, owner, "before", 20);
        detector.read(7, owner, "before", 30);
        assertThat(detector.races()).isEmpty();

        detector.write(0, owner, "after", 40);
        detector.read(1, owner, "after", 50);
        assertThat(detector.races()).hasSize(1);

        detector.begin();
        detector.write(0, owner, "before", 10);
        detector.read(8, owner, "before", 20);
        assertThat(detector.races()).hasSize(1);
    }

    @Test
    void a_thread_knows_what_was_done_before_it_was_started_but_not_after() {
        detector.write(0, owner, "before", 10);
        detector.fork(0, 1);
        detector.write(0, owner, "after", 20);
        detector.read(1, owner, "before", 30);
        assertThat(detector.races()).isEmpty();

        detector.read(1, owner, "after", 40);
        assertThat(detector.races()).containsExactly(new Race(owner, "after", 0, 20, true, 1, 40, false));
    }

    @Test
    void who_has_waited_for_the_end_of_a_thread_knows_what_it_did() {
        detector.fork(0, 1);
        detector.write(1, owner, "result", 10);
        detector.join(0, 1);
        detector.read(0, owner, "result", 20);

        assertThat(detector.races()).isEmpty();
    }

    @Test
    void who_awaits_a_latch_knows_what_each_did_that_counted_it_down() {
        detector.write(0, owner, "first", 10);
        detector.release(0, lock);
        detector.write(1, owner, "second", 20);
        detector.release(1, lock);
        detector.acquire(2, lock);
        detector.read(2, owner, "first", 30);
        detector.read(2, owner, "second", 40);

        assertThat(detector.races()).isEmpty();
    }

    @Test
    void a_volatile_field_orders_its_writer_before_its_reader_and_no_other_field_of_the_object_does() {
        detector.write(0, owner, "data", 10);
        detector.release(0, owner, "Holder.ready");
        detector.acquire(1, owner, "Holder.other");
        detector.read(1, owner, "data", 20);
        assertThat(detector.races()).hasSize(1);

        detector.begin();
        detector.write(0, owner, "data", 10);
        detector.release(0, owner, "Holder.ready");
        detector.acquire(1, owner, "Holder.ready");
        detector.read(1, owner, "data", 20);
        assertThat(detector.races()).isEmpty();
    }

    @Test
    void equal_objects_are_different_places() {
        List<String> one = List.of("a");
        List<String> equal = List.of(new String("a"));
        detector.write(0, one, "size", 10);
        detector.write(1, equal, "size", 20);
        detector.release(0, one);
        detector.acquire(1, equal);
        detector.write(0, owner, "count", 30);
        detector.write(1, owner, "count", 40);

        assertThat(one).isEqualTo(equal);
        assertThat(detector.races()).extracting(Race::field).containsExactly("count");
    }

    @Test
    void an_element_of_an_array_is_the_same_place_for_every_equal_index() {
        int[] array = new int[2000];
        detector.write(0, array, 1000 + Integer.parseInt("0"), 10);
        detector.write(1, array, 1001, 20);
        assertThat(detector.races()).isEmpty();

        detector.write(1, array, 1000 + Integer.parseInt("0"), 30);
        assertThat(detector.races()).containsExactly(new Race(array, 1000, 0, 10, true, 1, 30, true));
    }

    @Test
    void a_static_field_has_no_owner() {
        detector.write(0, null, "Config.instance", 10);
        detector.read(1, null, "Config.instance", 20);

        assertThat(detector.races()).containsExactly(new Race(null, "Config.instance", 0, 10, true, 1, 20, false));
    }

    @Test
    void a_pair_of_sites_is_reported_once_whichever_came_first() {
        for (int i = 0; i < 5; i++) {
            detector.write(i % 2, new Object(), "next", 10);
            detector.write(0, owner, "field" + i, 10 + i % 2);
            detector.write(1, owner, "field" + i, 11 - i % 2);
        }

        assertThat(detector.races()).hasSize(1);
    }

    @Test
    void a_new_run_knows_nothing_of_the_last_one() {
        detector.write(0, owner, "count", 10);
        detector.read(2, owner, "limit", 10);
        detector.read(3, owner, "limit", 10);
        detector.release(0, lock);
        detector.begin();

        detector.write(1, owner, "count", 20);
        detector.write(1, owner, "limit", 20);
        detector.acquire(1, lock);
        assertThat(detector.races()).isEmpty();
        detector.read(0, owner, "count", 10);
        assertThat(detector.races()).containsExactly(new Race(owner, "count", 1, 20, true, 0, 10, false));
    }

    @Test
    void the_objects_of_a_run_are_let_go_when_the_next_one_begins() {
        WeakReference<Object> seen = new WeakReference<>(new int[10]);
        WeakReference<Object> locked = new WeakReference<>(new int[10]);
        touch(seen, locked);
        detector.begin();

        assertThat(isCollected(seen)).isTrue();
        assertThat(isCollected(locked)).isTrue();
    }

    @Test
    void a_run_with_very_many_places_works_and_so_does_the_next() {
        int[] array = new int[200_000];
        for (int index = 0; index < array.length; index++) {
            detector.write(0, array, index, 10);
        }
        detector.write(1, array, 123_456, 20);
        assertThat(detector.races()).containsExactly(new Race(array, 123_456, 0, 10, true, 1, 20, true));

        detector.begin();
        detector.write(1, array, 123_456, 20);
        assertThat(detector.races()).isEmpty();
    }

    @Test
    void a_hundred_threads_are_told_apart() {
        for (int thread = 0; thread < 100; thread++) {
            detector.read(thread, owner, "limit", thread);
        }
        detector.write(100, owner, "limit", 100);

        assertThat(detector.races()).hasSize(100);
    }

    private void touch(WeakReference<Object> seen, WeakReference<Object> locked) {
        detector.write(0, seen.get(), 1, 10);
        detector.write(1, seen.get(), 1, 10);
        detector.release(0, Objects.requireNonNull(locked.get()));
    }

    private static boolean isCollected(WeakReference<Object> reference) {
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
