package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TransactionEndTest {
    private final Fixture fixture;
    private final List<String> heard = new ArrayList<>();

    TransactionEndTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void what_is_committed_is_there() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(3, 10);
    }

    @Test
    void what_is_rolled_back_is_gone() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void an_end_that_is_written_as_sql_is_refused_as_one_by_hand() {
        for (String sql : List.of(
                "commit",
                "COMMIT work;",
                "/* done */ -- really\n commit",
                "rollback",
                "select 1; commit",
                "update dish set portions = 0; ROLLBACK; select 1")) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            assertThatThrownBy(() -> transaction.db().execute(sql))
                    .as(sql)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("after the handler has returned");
            transaction.rollback();
            assertThat(fixture.portions()).as(sql).containsExactly(10, 10);
        }
    }

    @Test
    void an_end_within_a_batch_is_refused_whatever_follows_it() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        try (Statement batch = transaction.connection().createStatement()) {
            batch.addBatch("update dish set portions = 3 where id = 1");
            assertThatThrownBy(() -> batch.addBatch("commit"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("after the handler has returned");
            batch.addBatch("update dish set portions = 4 where id = 2");
            assertThat(batch.executeBatch()).containsExactly(1, 1);
        }
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void savepoints_that_are_written_as_sql_are_as_ever() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.db().execute("savepoint here");
        transaction.db().execute("update dish set portions = 4 where id = 1");
        transaction.db().execute("rollback to savepoint here");
        transaction.db().execute("update dish set portions = 5 where id = 2 and 'x; commit' <> '; rollback'");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(3, 5);
    }

    @Test
    void rollback_only_makes_a_commit_a_rollback() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.rollbackOnly();
        transaction.afterCommit(() -> heard.add("committed"));
        transaction.afterRollback(() -> heard.add("rolled back"));
        assertThat(transaction.isRollbackOnly()).isTrue();

        transaction.commit();
        transaction.runHooks();
        assertThat(fixture.portions()).containsExactly(10, 10);
        assertThat(heard).containsExactly("rolled back");
    }

    @Test
    void hooks_run_in_order_once_and_only_those_of_the_outcome() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.afterCommit(() -> heard.add("first"));
        transaction.afterRollback(() -> heard.add("never"));
        transaction.afterCommit(() -> heard.add("second"));

        assertThatThrownBy(transaction::runHooks).hasMessageContaining("commit or roll back first");
        transaction.commit();
        assertThat(heard).isEmpty();
        transaction.runHooks();
        transaction.runHooks();
        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void a_hook_that_fails_does_not_keep_the_others_from_running() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.afterCommit(() -> {
            throw new IllegalStateException("this failure belongs to the test");
        });
        transaction.afterCommit(() -> heard.add("second"));
        transaction.commit();
        transaction.runHooks();
        assertThat(heard).containsExactly("second");
    }

    @Test
    void a_hook_may_begin_a_transaction_of_its_own() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3");
        transaction.afterCommit(() -> heard.add(fixture.portions().toString()));
        transaction.commit();
        transaction.runHooks();
        assertThat(heard).containsExactly("[3, 3]");
    }

    @Test
    void a_held_lock_is_released_only_when_others_can_read_the_commit() throws Exception {
        ReentrantLock oven = new ReentrantLock();
        Transaction transaction = fixture.begin("POST /orders");
        transaction.hold(oven);
        transaction.db().execute("update dish set portions = 3 where id = 1");

        CompletableFuture<List<Integer>> seen = Fixture.async("next", () -> {
            oven.lock();
            try {
                return fixture.portions();
            } finally {
                oven.unlock();
            }
        });
        Eventually.holds("the next one waits for the lock", oven::hasQueuedThreads);
        transaction.commit();
        assertThat(seen.get(20, TimeUnit.SECONDS)).containsExactly(3, 10);
    }

    @Test
    void held_locks_are_released_in_reverse_order_after_the_connection_went_back() throws Exception {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3");
        transaction.hold(new Watched("oven"));
        transaction.hold(new Watched("pass"));
        transaction.rollback();
        assertThat(heard).containsExactly("pass released with 0 leased", "oven released with 0 leased");
    }

    @Test
    void a_lock_that_can_not_be_released_keeps_neither_the_others_nor_the_commit() throws Exception {
        ReentrantLock oven = new ReentrantLock();
        Transaction transaction = fixture.begin("POST /orders");
        transaction.hold(oven);
        transaction.hold(new ReentrantLock() {
            private static final long serialVersionUID = 1L;

            @Override
            public void unlock() {
                throw new AssertionError("this failure belongs to the test");
            }
        });
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.commit();
        assertThat(oven.isLocked()).isFalse();
        assertThat(fixture.portions()).containsExactly(3, 10);
    }

    @Test
    void a_lock_held_twice_is_free_afterwards() throws Exception {
        ReentrantLock oven = new ReentrantLock();
        Transaction transaction = fixture.begin("POST /orders");
        transaction.hold(oven);
        transaction.hold(oven);
        assertThat(oven.getHoldCount()).isEqualTo(2);
        transaction.commit();
        assertThat(oven.isLocked()).isFalse();
    }

    @Test
    void an_interrupt_that_is_pending_does_not_break_the_end() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        Thread.currentThread().interrupt();
        transaction.commit();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.portions()).containsExactly(3, 10);
    }

    private final class Watched extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        private final String name;

        Watched(String name) {
            this.name = name;
        }

        @Override
        public void unlock() {
            heard.add(name + " released with " + fixture.leased() + " leased");
            super.unlock();
        }
    }
}
