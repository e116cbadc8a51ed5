package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.brigade.threads.Activities.Running;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about two sides; what all locks have in common is in the package {@code contract}. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // these tests are about single steps
class NamedReadWriteLockTest {
    private final NamedReadWriteLock menu = new NamedReadWriteLock("menu", true);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    private Running reader(CountDownLatch until) {
        Running reader = activities.start("reader", () -> {
            try (var _ = menu.readLock().hold()) {
                until.await();
            }
        });
        Activities.until(() -> menu.readers().containsKey(reader.activity()), "it reads");
        return reader;
    }

    private Running queuedWriter() {
        int before = menu.waiters().size();
        Running writer = activities
                .start("writer", () -> menu.writeLock().hold().close())
                .is(State.WAITS_FOR_LOCK);
        Activities.until(() -> menu.waiters().size() == before + 1, "the writer queues");
        return writer;
    }

    @Test
    void says_who_reads_and_who_writes() throws Exception {
        assertThat(menu).hasToString("read-write lock \"menu\" written by nobody");
        CountDownLatch until = new CountDownLatch(1);
        Running first = reader(until);
        Running second = reader(until);
        assertThat(menu.readers()).containsOnly(entry(first.activity(), 1), entry(second.activity(), 1));
        assertThat(menu.writer()).isEmpty();
        assertThat(menu).hasToString("read-write lock \"menu\" read by reader #1, reader #2");
        until.countDown();
        activities.joinAll();
        try (var _ = menu.writeLock().hold()) {
            assertThat(menu.writer()).contains(Activity.current());
            assertThat(menu.readers()).isEmpty();
            assertThat(menu.writeLock())
                    .hasToString("lock \"menu (write)\" held by "
                            + Activity.current().name());
        }
        assertThat(menu.writer()).isEmpty();
    }

    @Test
    void its_sides_are_two_meeting_points_of_one_family() {
        assertThat(menu.readLock().kind()).isEqualTo(MeetingPoint.Kind.LOCK);
        assertThat(menu.readLock().name()).isEqualTo("menu (read)");
        assertThat(menu.writeLock().name()).isEqualTo("menu (write)");
        assertThat(menu.readLock().family())
                .isEqualTo(menu.writeLock().family())
                .isEqualTo(new Family(MeetingPoint.Kind.LOCK, "menu"));
    }

    @Test
    void counts_how_often_one_reads() {
        menu.readLock().lock();
        menu.readLock().lock();
        assertThat(menu.readers()).containsOnly(entry(Activity.current(), 2));
        menu.readLock().unlock();
        assertThat(menu.readers()).containsOnly(entry(Activity.current(), 1));
        menu.readLock().unlock();
        assertThat(menu.readers()).isEmpty();
    }

    @Test
    void a_writer_waits_for_all_that_read() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Running reader = reader(first);
        reader(second);
        Running writer = queuedWriter();
        first.countDown();
        reader.join();
        writer.is(State.WAITS_FOR_LOCK);
        assertThat(menu.writeLock().waiters()).containsExactly(writer.activity());
        second.countDown();
        activities.joinAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readers_do_not_overtake_a_writer_that_waits(boolean fair) throws Exception {
        NamedReadWriteLock lock = new NamedReadWriteLock("menu", fair);
        List<String> order = new CopyOnWriteArrayList<>();
        lock.readLock().lock();
        Running writer = activities.start("writer", () -> {
            try (var _ = lock.writeLock().hold()) {
                order.add("writer");
            }
        });
        Activities.until(() -> lock.waiters().size() == 1, "the writer queues");
        Running reader = activities.start("reader", () -> {
            try (var _ = lock.readLock().hold()) {
                order.add("reader");
            }
        });
        Activities.until(() -> lock.waiters().size() == 2, "the reader queues");
        assertThat(lock.waiters()).containsExactly(writer.activity(), reader.activity());
        assertThat(lock.readLock().waiters()).containsExactly(reader.activity());
        activities
                .start("in a hurry", () -> {
                    assertThat(lock.readLock().tryLock()).isTrue(); // which may
                    lock.readLock().unlock();
                    assertThat(lock.readLock().tryLock(1, MILLISECONDS)).isFalse();
                })
                .join();
        lock.readLock().lock(); // who reads already may, or it would wait for itself
        lock.readLock().unlock();
        lock.readLock().unlock();
        activities.joinAll();
        assertThat(order).containsExactly("writer", "reader");
    }

    @Test
    void who_writes_may_read_and_go_on_reading_while_others_read_too() throws Exception {
        menu.writeLock().lock();
        Running other = activities.start("other", () -> menu.readLock().hold().close());
        other.is(State.WAITS_FOR_LOCK);
        menu.readLock().lock();
        assertThat(menu.readers()).containsOnly(entry(Activity.current(), 1));
        assertThat(Activity.current().status().state()).isEqualTo(State.RUNNING);
        menu.writeLock().unlock();
        other.join();
        assertThat(menu.readLock().isHeldByCurrentThread()).isTrue();
        menu.readLock().unlock();
    }

    @Test
    void who_reads_and_wants_to_write_is_refused_for_it_would_wait_for_itself() throws Exception {
        try (var _ = menu.readLock().hold()) {
            assertThatThrownBy(() -> menu.writeLock().lock())
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining(Activity.current().name())
                    .hasMessageContaining("\"menu (read)\"")
                    .hasMessageContaining("Release the read lock first");
            assertThatThrownBy(() -> menu.writeLock().lockInterruptibly())
                    .isInstanceOf(IllegalMonitorStateException.class);
            assertThat(menu.writeLock().tryLock()).isFalse();
            assertThat(menu.writeLock().tryLock(1, MILLISECONDS)).isFalse();
        }
        assertThat(menu.writeLock().tryLock(1, HOURS)).isTrue();
        menu.writeLock().unlock();
    }

    @Test
    void the_read_lock_has_no_conditions_and_says_what_has() {
        assertThatThrownBy(() -> menu.readLock().newCondition())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("writeLock().condition(");
    }

    @Test
    void who_reads_too_does_not_wait_at_a_condition() throws Exception {
        NamedCondition cooked = menu.writeLock().condition("cooked");
        menu.writeLock().lock();
        menu.readLock().lock();
        assertThatThrownBy(cooked::await)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("Release the read lock before await()");
        assertThat(cooked.waiters()).isEmpty();
        assertThat(menu.writer()).contains(Activity.current());
        assertThat(menu.writeLock().knownThreads()).isZero();
        menu.readLock().unlock();
        menu.writeLock().unlock();
    }

    @Test
    void readers_get_in_while_one_waits_at_a_condition() throws Exception {
        NamedCondition cooked = menu.writeLock().condition("cooked");
        assertThat(cooked.lock()).isSameAs(menu.writeLock());
        Running waiter = activities.start("waiter", () -> {
            try (var _ = menu.writeLock().hold()) {
                cooked.await();
            }
        });
        waiter.is(State.IN_WAIT_SET);
        menu.readLock().hold().close();
        try (var _ = menu.writeLock().hold()) {
            cooked.signal();
        }
        waiter.join();
        assertThat(waiter.activity().events()).anyMatch(Event.Signalled.class::isInstance);
    }

    @Test
    void a_side_that_is_left_held_is_given_back_at_the_end_of_the_activity() throws Exception {
        activities
                .start("forgetful", () -> {
                    menu.writeLock().lock();
                    menu.readLock().lock();
                    menu.readLock().lock();
                })
                .join();
        assertThat(menu.writer()).isEmpty();
        assertThat(menu.readers()).isEmpty();
        assertThat(menu.writeLock().tryLock()).isTrue();
        menu.writeLock().unlock();
    }

    @Test
    void names_who_holds_it_when_another_wants_to_unlock() throws Exception {
        menu.readLock().lock();
        assertThat(activities.start("other", () -> menu.readLock().unlock()).failure())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("other #1")
                .hasMessageContaining("read by " + Activity.current().name());
        assertThat(activities.start("other", () -> menu.writeLock().unlock()).failure())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("\"menu (write)\" is held by nobody");
        menu.readLock().unlock();
    }

    @Test
    void takes_no_time_for_what_needs_no_wait() throws Exception {
        Running reader = activities.start("reader", () -> {
            menu.readLock().hold().close();
            menu.writeLock().hold().close();
        });
        reader.join();
        assertThat(reader.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.Acquired.class,
                        Event.Released.class,
                        Event.Acquired.class,
                        Event.Released.class,
                        Event.ActivityEnded.class)
                .filteredOn(Event.AtPoint.class::isInstance)
                .allMatch(event -> event.nanos().isEmpty());
    }

    @Test
    void says_whom_a_wait_is_for_when_it_is_one() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        Running reader = reader(until);
        Running writer = queuedWriter();
        until.countDown();
        activities.joinAll();
        assertThat(writer.activity().events().stream()
                        .filter(Event.WaitBegan.class::isInstance)
                        .map(Event.WaitBegan.class::cast))
                .singleElement()
                .satisfies(wait -> assertThat(wait.holder()).contains(reader.activity()));
        assertThat(menu.readLock().knownThreads()).isZero();
        assertThat(menu.writeLock().knownThreads()).isZero();
    }
}
