package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Which hang is a deadlock, and what is told of it. */
class HangNamesTest {

    /** Two semaphores with a permit each. */
    record Two(Semaphore first, Semaphore second) {
        Two() {
            this(new Semaphore(1), new Semaphore(1));
        }
    }

    private static void both(Semaphore one, Semaphore other) throws InterruptedException {
        one.acquire();
        other.acquire();
        other.release();
        one.release();
    }

    @Test
    void who_waits_for_permits_that_others_have_is_in_a_deadlock() {
        Finding finding = Explore.fresh(Two::new)
                .threads(two -> both(two.first(), two.second()), two -> both(two.second(), two.first()))
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.DEADLOCK);
        assertThat(finding.waits())
                .satisfiesExactly(
                        first -> assertThat(first).contains("waits for Semaphore, held by thread 1"),
                        second -> assertThat(second).contains("waits for Semaphore, held by thread 0"));
    }

    @Test
    void a_permit_that_one_thread_gives_and_another_takes_is_a_signal() {
        Finding finding = Explore.fresh(() -> new Semaphore(0))
                .threads(
                        Semaphore::acquire,
                        Semaphore::acquire, // one of them in vain
                        Semaphore::release)
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.LOST_WAKE_UP);
    }

    @Test
    void who_waits_for_a_row_of_who_waits_for_a_signal_is_in_a_deadlock_also_if_the_wait_for_the_row_has_a_limit() {
        AtomicReference<CountDownLatch> signal = new AtomicReference<>(new CountDownLatch(1));
        Finding finding = Explore.database(DatabaseProduct.H2)
                .given(db -> {
                    db.execute("create table oven (id int primary key, heat int not null)");
                    db.execute("insert into oven values (1, 0)");
                })
                .beforeEach(_ -> signal.set(new CountDownLatch(1)))
                .threads(
                        source -> heats(source, () -> signal.get().await()),
                        source -> heats(source, () -> signal.get().countDown()))
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.DEADLOCK);
        assertThat(finding.sentence()).isEqualTo("thread 0 waits for CountDownLatch; thread 1 waits for oven (id=1).");
        assertThat(finding.waits())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("thread 1 waits for what another transaction has locked, in \"update oven"));
    }

    @Test
    void who_waits_for_a_stamped_lock_that_it_has_itself_is_in_a_deadlock() {
        Finding finding = Explore.fresh(StampedLock::new)
                .threads(lock -> {
                    long outer = lock.readLock();
                    lock.unlockWrite(lock.writeLock());
                    lock.unlockRead(outer);
                })
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.DEADLOCK);
        assertThat(finding.waits().toString()).contains("held by itself");
    }

    private interface Code {
        void run() throws InterruptedException;
    }

    private static void heats(DataSource source, Code then) throws SQLException, InterruptedException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update oven set heat = heat + 10 where id = 1");
            then.run();
            connection.commit();
        }
    }

    /** A queue, and what is counted down when nothing has come. */
    record Shop(BlockingQueue<String> orders, CountDownLatch closed) {
        Shop() {
            this(new ArrayBlockingQueue<>(1), new CountDownLatch(1));
        }
    }

    @Test
    void who_waits_for_an_item_only_so_long_keeps_nobody_in_a_deadlock() {
        Explore.fresh(Shop::new)
                .threads(
                        shop -> {
                            String order = shop.orders().poll(1, TimeUnit.SECONDS);
                            assertThat(order).isNull();
                            shop.closed().countDown();
                        },
                        shop -> shop.closed().await())
                .verify();
    }

    /** Threads that give way to each other, again and again; nothing of it is a field that changes. */
    private static final class Polite {
        private final AtomicIntegerArray wants = new AtomicIntegerArray(3);

        void comesThrough(int me, int other) {
            for (int i = 0; i < 3; i++) {
                wants.set(me, 1);
                while (wants.get(other) == 1) {
                    wants.set(me, 0);
                    wants.set(me, 1);
                }
                wants.set(me, 0);
            }
        }
    }

    @Test
    void who_begins_when_the_others_have_been_given_up_does_not_run_on_for_ever() {
        Finding finding = Explore.fresh(Polite::new)
                .threads(
                        polite -> polite.comesThrough(0, 1),
                        polite -> polite.comesThrough(1, 2),
                        polite -> polite.comesThrough(2, 0))
                .explore()
                .finding()
                .orElseThrow();

        assertThat(finding.anomaly()).isEqualTo(Anomaly.LIVELOCK);
    }
}
