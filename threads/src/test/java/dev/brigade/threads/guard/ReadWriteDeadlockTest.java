package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.AnnouncedLock;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.State;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlocks over read-write locks and locks of keys. */
@SuppressWarnings("LockNotBeforeTry") // taken in a step of their own
class ReadWriteDeadlockTest {
    private final Scene scene = new Scene();
    private final NamedReadWriteLock menu = new NamedReadWriteLock("menu", true);
    private final NamedReadWriteLock prices = new NamedReadWriteLock("prices", true);
    private final NamedLock oven = new NamedLock("oven");

    @AfterEach
    void end() {
        scene.close();
    }

    private Running locks(String name, CountDownLatch met, Lock first, Lock second) {
        return scene.start(name, () -> {
            first.lock();
            try {
                Scene.meet(met).run();
                second.lock();
                second.unlock();
            } finally {
                first.unlock();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_reads_and_one_that_writes_in_opposite_orders(boolean read) throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        AnnouncedLock first = read ? menu.readLock() : menu.writeLock();
        scene.endsWithOneDeadlockOf(
                locks("reader", met, first, prices.writeLock()),
                locks("writer", met, prices.readLock(), menu.writeLock()));
        assertThat(scene.deadlocks().getFirst().text())
                .contains("for lock \"menu (write)\", held by reader #1")
                .contains("for lock \"prices (write)\", held by writer #2");
    }

    @Test
    void one_writer_that_waits_for_two_readers_of_which_one_waits_for_it() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        Running other = scene.activities.start("other", () -> {
            try (var _ = menu.readLock().hold()) {
                done.await();
            }
        });
        Activities.until(() -> menu.readers().containsKey(other.activity()), "the other reads");
        Running reader = locks("reader", met, menu.readLock(), oven);
        Running writer = locks("writer", met, oven, menu.writeLock());
        Activities.until(() -> !scene.deadlocks().isEmpty(), "it is found although the other could go on");
        done.countDown();
        scene.endsWithOneDeadlockOf(reader, writer);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_would_read_and_is_behind_a_writer_in_the_queue(boolean fair) throws Exception {
        NamedReadWriteLock stock = new NamedReadWriteLock("stock", fair);
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        Running reader = scene.start("reader", () -> {
            try (var _ = stock.readLock().hold()) {
                reads.countDown();
                all.await();
                oven.hold().close();
            }
        });
        reads.await();
        Running writer = scene.start("writer", () -> stock.writeLock().hold().close());
        Activities.until(() -> stock.waiters().size() == 1, "the writer queues");
        Running late = scene.start("late", () -> {
            try (var _ = oven.hold()) {
                stock.readLock().hold().close();
            }
        });
        Activities.until(() -> stock.waiters().size() == 2, "the late one queues");
        all.countDown();
        scene.endsWithOneDeadlockOf(reader, writer, late);
    }

    @Test
    void two_keys_in_opposite_orders() throws Exception {
        KeyedLocks<Long> dishes = new KeyedLocks<>("dish", Long.class);
        CountDownLatch met = new CountDownLatch(2);
        scene.endsWithOneDeadlockOf(
                locks("first", met, dishes.of(1L), dishes.of(2L)), locks("second", met, dishes.of(2L), dishes.of(1L)));
        assertThat(scene.deadlocks().getFirst().text())
                .contains("lock \"dish[1]\"")
                .contains("lock \"dish[2]\"");
        assertThat(dishes.inUse()).isZero();
    }

    // what only looks like one

    @Test
    void a_writer_that_waits_for_a_reader_that_runs_is_none() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Running reader = scene.start("reader", () -> {
            try (var _ = menu.readLock().hold()) {
                done.await();
            }
        });
        Activities.until(() -> menu.readers().containsKey(reader.activity()), "it reads");
        Running writer = scene.start("writer", () -> menu.writeLock().hold().close());
        Activities.until(() -> menu.waiters().contains(writer.activity()), "it queues"); // or the next goes first
        Running late = scene.start("late", () -> menu.readLock().hold().close());
        late.is(State.WAITS_FOR_LOCK);
        scene.letTheGuardLook();
        assertThat(scene.guard.reports()).isEmpty();
        done.countDown();
        scene.activities.joinAll();
        assertThat(scene.guard.reports()).isEmpty();
    }
}
