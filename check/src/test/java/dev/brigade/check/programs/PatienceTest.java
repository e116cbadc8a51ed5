package dev.brigade.check.programs;

import static dev.brigade.check.DatabaseProduct.H2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Who reads a lot, asks for the time often or lets others run between a read and what is written for it goes on all the same: it waits
 * for nobody, so in a serial order it comes to its end before the next one begins.
 */
class PatienceTest {
    private static final List<Integer> LONG = new CopyOnWriteArrayList<>(Collections.nCopies(150, 1));

    private static int sum() {
        int sum = 0;
        for (int i = 0; i < LONG.size(); i++) {
            sum += LONG.get(i);
        }
        return sum;
    }

    static final class Hits {
        private volatile int count;

        int afterALongLook() {
            int seen = count;
            int sum = sum();
            count = seen + 1;
            return sum;
        }

        int askingForTheTime() {
            int seen = count;
            long last = 0;
            for (int i = 0; i < 100; i++) {
                last = Math.max(last, System.nanoTime());
            }
            count = seen + 1;
            return last > 0 ? 1 : 0;
        }

        @SuppressWarnings("ThreadPriorityCheck") // what programs do
        int lettingOthersRun() {
            int seen = count;
            Thread.yield();
            count = seen + 1;
            return 1;
        }

        @SuppressWarnings("ThreadPriorityCheck")
        int lettingOthersGoFirst() {
            Thread.yield();
            return plainly();
        }

        int plainly() {
            int seen = count;
            count = seen + 1;
            return 1;
        }
    }

    @Test
    void an_update_is_lost_beside_a_long_look() {
        assertThatThrownBy(() -> Explore.fresh(Hits::new)
                        .calls(Hits::afterALongLook, Hits::afterALongLook)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
    }

    @Test
    void an_update_is_lost_beside_many_questions_for_the_time() {
        assertThatThrownBy(() -> Explore.fresh(Hits::new)
                        .calls(Hits::askingForTheTime, Hits::askingForTheTime)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
    }

    @Test
    void an_update_is_lost_by_who_lets_others_run_in_between() {
        assertThatThrownBy(() -> Explore.fresh(Hits::new)
                        .calls(Hits::lettingOthersRun, Hits::lettingOthersRun)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
    }

    @Test
    void an_update_is_lost_by_who_lets_others_run_before() {
        assertThatThrownBy(() -> Explore.fresh(Hits::new)
                        .calls(Hits::lettingOthersGoFirst, Hits::plainly)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
    }

    static final class Till {
        private final ReentrantLock lock = new ReentrantLock();
        private int sales;

        int counts() {
            lock.lock();
            try {
                int sum = sum();
                sales++;
                return sum;
            } finally {
                lock.unlock();
            }
        }

        int waitsATime() throws InterruptedException {
            if (!lock.tryLock(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("busy");
            }
            try {
                return ++sales > 0 ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void no_time_passes_for_who_waits_while_the_holder_of_the_lock_looks_long() {
        assertThat(Explore.fresh(Till::new)
                        .calls(Till::counts, Till::waitsATime)
                        .verify()
                        .finding())
                .isEmpty();
    }

    record Pantry(DataSource source) {

        private int inTransaction(boolean computes) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                int portions = 0;
                if (computes) {
                    try (ResultSet rows = statement.executeQuery("select portions from pantry where dish = 'soup'")) {
                        rows.next();
                        portions = rows.getInt(1);
                    }
                } else {
                    statement.executeUpdate("update pantry set portions = portions + 1 where dish = 'soup'");
                }
                int sum = sum();
                if (computes) {
                    statement.executeUpdate("update pantry set portions = " + (portions + 1) + " where dish = 'soup'");
                }
                connection.commit();
                return sum;
            }
        }

        int computes() throws SQLException {
            return inTransaction(true);
        }

        int adds() throws SQLException {
            return inTransaction(false);
        }
    }

    private static DatabaseExploration<Pantry> pantry() {
        return Explore.database(H2)
                .given(db -> db.execute("create table pantry (dish varchar(20) primary key, portions int)")
                        .execute("insert into pantry values ('soup', 20)"))
                .prepare(Pantry::new);
    }

    @Test
    void an_update_of_a_row_is_lost_beside_a_long_look() {
        assertThatThrownBy(
                        () -> pantry().calls(Pantry::computes, Pantry::computes).verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Lost update");
    }

    @Test
    void who_looks_long_with_a_row_locked_is_in_no_deadlock_with_who_waits_for_it() {
        assertThat(pantry().calls(Pantry::adds, Pantry::adds).verify().finding())
                .isEmpty();
    }
}
