package dev.brigade.check.postgres;

import static dev.brigade.check.postgres.Works.transaction;
import static dev.brigade.check.postgres.Works.withdraws;
import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static java.sql.Connection.TRANSACTION_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.postgres.Trial.Explored;
import dev.brigade.check.postgres.Trial.Work;
import dev.brigade.check.search.DelayBound;
import dev.brigade.check.search.PartialOrder;
import dev.brigade.check.search.PartialOrderSampling;
import dev.brigade.check.search.Search;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Threads whose transactions meet on a real server: what comes of it, and that each run can be repeated exactly. */
class PostgresExplorationTest {
    private static Trial trial;

    @BeforeAll
    static void begin() throws SQLException {
        trial = new Trial(3, Works.ACCOUNTS, Works.FULL_ACCOUNTS, Works.BALANCES);
    }

    @AfterAll
    static void end() throws SQLException {
        trial.close();
    }

    private static Search all() {
        return new DelayBound(100, Set.of("database"));
    }

    private static Explored explore(Search search, Work... works) throws SQLException {
        Explored explored = trial.explore(search, 400, works);
        assertThat(explored.mismatches()).isEmpty();
        return explored;
    }

    @Test
    void two_withdrawals_under_read_committed_lose_an_update() throws SQLException {
        Work[] works = {withdraws(30, TRANSACTION_READ_COMMITTED, ""), withdraws(50, TRANSACTION_READ_COMMITTED, "")};

        Explored all = explore(all(), works);
        Explored reduced = explore(new PartialOrder(), works);

        assertThat(all.texts())
                .containsExactly("[ok, ok] 1=20 2=100", "[ok, ok] 1=50 2=100", "[ok, ok] 1=70 2=100")
                .isEqualTo(reduced.texts());
        assertThat(reduced.schedules()).isLessThan(all.schedules());
    }

    @Test
    void under_repeatable_read_and_serializable_the_second_writer_is_refused() throws SQLException {
        for (int isolation : new int[] {TRANSACTION_REPEATABLE_READ, TRANSACTION_SERIALIZABLE}) {
            Work[] works = {withdraws(30, isolation, ""), withdraws(50, isolation, "")};

            Explored all = explore(all(), works);

            assertThat(all.texts())
                    .containsExactly("[40001, ok] 1=50 2=100", "[ok, 40001] 1=70 2=100", "[ok, ok] 1=20 2=100")
                    .isEqualTo(explore(new PartialOrder(), works).texts());
        }
    }

    @Test
    void who_locks_the_row_first_loses_nothing() throws SQLException {
        Work[] works = {
            withdraws(30, TRANSACTION_READ_COMMITTED, " FOR UPDATE"),
            withdraws(50, TRANSACTION_READ_COMMITTED, " FOR UPDATE")
        };

        Explored all = explore(all(), works);

        assertThat(all.texts()).containsExactly("[ok, ok] 1=20 2=100");
        assertThat(all.schedules()).isGreaterThan(10);
    }

    @Test
    void three_threads_queue_for_one_row() throws SQLException {
        Explored samples = explore(
                new PartialOrderSampling(1),
                withdraws(10, TRANSACTION_READ_COMMITTED, " FOR UPDATE"),
                withdraws(20, TRANSACTION_READ_COMMITTED, " FOR UPDATE"),
                withdraws(40, TRANSACTION_READ_COMMITTED, " FOR UPDATE"));

        assertThat(samples.texts()).containsExactly("[ok, ok, ok] 1=30 2=100");
    }

    @Test
    void of_three_writers_of_a_snapshot_those_that_come_later_are_refused() throws SQLException {
        Explored samples = explore(
                new PartialOrderSampling(2),
                withdraws(10, TRANSACTION_REPEATABLE_READ, ""),
                withdraws(20, TRANSACTION_REPEATABLE_READ, ""),
                withdraws(40, TRANSACTION_REPEATABLE_READ, ""));

        assertThat(samples.texts())
                .contains("[ok, ok, ok] 1=30 2=100", "[40001, 40001, ok] 1=60 2=100", "[ok, 40001, 40001] 1=90 2=100");
    }

    @Test
    void who_lock_rows_in_opposite_orders_are_in_deadlock_and_one_is_told_so() throws SQLException {
        Work[] works = {
            transaction(
                    "UPDATE account SET balance = balance - 10 WHERE id = 1",
                    "UPDATE account SET balance = balance + 10 WHERE id = 2"),
            transaction(
                    "UPDATE account SET balance = balance - 20 WHERE id = 2",
                    "UPDATE account SET balance = balance + 20 WHERE id = 1")
        };

        Explored all = explore(all(), works);

        assertThat(all.texts())
                .containsExactly("[40P01, ok] 1=120 2=80", "[ok, 40P01] 1=90 2=110", "[ok, ok] 1=110 2=90")
                .isEqualTo(explore(new PartialOrder(), works).texts());
    }

    @Test
    void three_in_a_circle_are_in_deadlock_too() throws SQLException {
        Work[] works = new Work[3];
        for (int i = 0; i < works.length; i++) {
            works[i] = transaction(
                    "SELECT pg_advisory_xact_lock(" + i + ")", "SELECT pg_advisory_xact_lock(" + (i + 1) % 3 + ")");
        }

        Explored samples = explore(new PartialOrderSampling(3), works);

        assertThat(samples.texts())
                .contains("[ok, ok, ok] 1=100 2=100")
                .contains("[40P01, ok, ok] 1=100 2=100", "[ok, 40P01, ok] 1=100 2=100", "[ok, ok, 40P01] 1=100 2=100");
    }
}
