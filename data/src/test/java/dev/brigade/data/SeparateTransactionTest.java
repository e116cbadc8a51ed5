package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LockTimeout;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Product;
import dev.brigade.data.pool.PoolTotals;
import dev.brigade.data.pool.PoolView;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.data.settings.SideBudgets;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SeparateTransactionTest {
    private final Fixture fixture;

    SeparateTransactionTest(TestDatabase on) {
        DatabaseSettings settings = on.fresh().withPoolSize(2).withSides(new SideBudgets(1, 1));
        String url = settings.url() + (on == TestDatabase.H2 ? ";LOCK_TIMEOUT=200" : "&options=-c%20lock_timeout=200");
        fixture = new Fixture(new DatabaseSettings("main", url, "", "", settings.poolSize(), Duration.ofSeconds(20), "")
                .withSides(settings.sides()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void insert(Work work, int id) {
        work.db().execute("insert into dish values (?, 1)", id);
    }

    @Test
    void it_has_happened_although_the_first_rolls_back() {
        Transaction first = fixture.begin("POST /orders");
        insert(first, 3);
        int changed = first.separately(tx -> tx.db().execute("update dish set portions = 7 where id = 2"));
        first.runSeparately(tx -> tx.db().execute("update dish set portions = 6 where id = 1"));
        first.rollback();
        assertThat(changed).isEqualTo(1);
        assertThat(fixture.portions()).containsExactly(6, 7);
    }

    @Test
    void it_does_not_see_what_the_first_has_written_and_the_first_goes_on() {
        Transaction first = fixture.begin("POST /orders");
        insert(first, 3);
        int seen = first.separately(tx ->
                tx.db().select("select count(*) from dish").mapTo(int.class).one());
        insert(first, 4);
        first.commit();
        assertThat(seen).isEqualTo(2);
        assertThat(fixture.portions()).hasSize(4);
    }

    @Test
    void it_rolls_back_when_it_throws_and_what_it_threw_comes_out() {
        Transaction first = fixture.begin("POST /orders");
        List<String> ran = new ArrayList<>();
        assertThatThrownBy(() -> first.runSeparately(tx -> {
                    insert(tx, 3);
                    tx.afterRollback(() -> ran.add("rolled back"));
                    throw new IOException("on purpose");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("on purpose");
        insert(first, 4);
        first.commit();
        assertThat(ran).containsExactly("rolled back");
        assertThat(fixture.portions()).hasSize(3);
    }

    @Test
    void its_hooks_run_after_its_own_commit() {
        Transaction first = fixture.begin("POST /orders");
        List<Integer> seen = new ArrayList<>();
        first.runSeparately(tx -> {
            insert(tx, 3);
            tx.afterCommit(() -> seen.add(fixture.portions().size()));
        });
        assertThat(seen).containsExactly(3);
        first.rollback();
    }

    @Test
    void a_conflict_runs_it_again_and_not_for_ever() throws SQLException {
        Transaction first = fixture.begin("POST /orders");
        AtomicInteger runs = new AtomicInteger();
        first.runSeparately(tx -> {
            insert(tx, 2 + runs.incrementAndGet());
            if (runs.get() < 3) {
                throw new SQLException("made up", "40001");
            }
        });
        assertThat(runs).hasValue(3);
        assertThat(fixture.portions()).hasSize(3);

        runs.set(0);
        assertThatThrownBy(() -> first.runSeparately(_ -> {
                    runs.incrementAndGet();
                    throw new SQLException("made up", "40001");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(runs).hasValue(20);
        first.rollback();
    }

    @Test
    void a_further_one_inside_is_refused_and_the_next_one_is_not() {
        Transaction first = fixture.begin("POST /orders");
        first.runSeparately(tx -> {
            assertThatThrownBy(() -> tx.runSeparately(_ -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(first.activity().name() + " is in a separate transaction already")
                    .hasMessageContaining("could wait for itself");
            assertThatThrownBy(() -> first.runSeparately(_ -> {})).hasMessageContaining("already");
        });
        first.runSeparately(tx -> insert(tx, 3));
        first.rollback();
        assertThat(fixture.portions()).hasSize(3);
    }

    @Test
    void it_is_refused_after_the_end_of_the_first_and_from_another_thread() throws Exception {
        Transaction first = fixture.begin("POST /orders");
        Fixture.on("other", () -> {
            assertThatThrownBy(() -> first.runSeparately(_ -> {}))
                    .hasMessageContaining("was used from thread \"other\"");
            return "";
        });
        first.commit();
        assertThatThrownBy(() -> first.runSeparately(_ -> {}))
                .hasMessageContaining("was used after its transaction had committed");
    }

    @Test
    void a_connection_kept_from_it_is_of_no_use_afterwards() {
        Transaction first = fixture.begin("POST /orders");
        Work kept = first.separately(tx -> tx);
        assertThatThrownBy(() -> insert(kept, 3)).hasMessageContaining("had committed");
        first.rollback();
    }

    @Test
    void all_connections_of_the_pool_may_ask_for_one_at_once() throws Exception {
        CyclicBarrier allHold = new CyclicBarrier(2);
        List<CompletableFuture<Integer>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int id = 3 + i;
            both.add(Fixture.async("request " + i, () -> {
                Transaction first = fixture.begin(
                        "POST /orders", TransactionOptions.DEFAULT.withIsolation(Isolation.READ_COMMITTED));
                first.db().select("select 1").mapTo(int.class).one();
                allHold.await(20, TimeUnit.SECONDS);
                try {
                    return first.separately(
                            TransactionOptions.DEFAULT.withIsolation(Isolation.READ_COMMITTED),
                            tx -> tx.db().execute("insert into dish values (?, 1)", id));
                } finally {
                    first.rollback();
                }
            }));
        }
        for (CompletableFuture<Integer> one : both) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(fixture.portions()).hasSize(4);
        PoolView separate = fixture.database().separatePoolView();
        assertThat(separate.name()).isEqualTo("main.separate");
        assertThat(separate.leased()).isZero();
        assertThat(separate.totals().granted()).isEqualTo(2);
    }

    @Test
    void its_connections_are_opened_when_the_first_is_needed() {
        Transaction first = fixture.begin("POST /orders");
        first.runSeparately(_ -> {});
        assertThat(fixture.database().separatePoolView().totals()).isEqualTo(PoolTotals.NONE);
        assertThat(fixture.database().separatePoolView().idle()).isZero();
        first.runSeparately(tx -> insert(tx, 3));
        assertThat(fixture.database().separatePoolView().totals().granted()).isEqualTo(1);
        first.rollback();
    }

    @Test
    void a_row_that_the_first_has_written_ends_the_wait_with_what_to_do() {
        TransactionOptions readCommitted = TransactionOptions.DEFAULT.withIsolation(Isolation.READ_COMMITTED);
        Transaction first = fixture.begin("POST /orders", readCommitted);
        first.db().execute("update dish set portions = 9 where id = 1");
        assertThatThrownBy(() -> first.separately(
                        readCommitted, tx -> tx.db().execute("update dish set portions = 8 where id = 1")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("waited too long for a row in its separate transaction")
                .hasMessageContaining("let only one of the two write it");
        first.commit();
        assertThat(fixture.portions()).containsExactly(9, 10);
    }

    @Test
    void postgresql_waits_for_a_row_ten_seconds_unless_it_was_told_otherwise() {
        if (fixture.database().product() != Product.POSTGRESQL) {
            return; // H2 has the lock timeout of its URL
        }
        Transaction first = fixture.begin("POST /orders");
        assertThat(lockTimeout(first)).isEqualTo("200ms");
        first.rollback();
        try (Fixture plain = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction other = plain.begin("POST /orders");
            assertThat(lockTimeout(other)).isEqualTo("10s");
            assertThatThrownBy(() -> other.runSeparately(_ -> {
                        throw new IOException("a rollback keeps the setting");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(lockTimeout(other)).isEqualTo("10s");
            other.rollback();
        }
    }

    private static String lockTimeout(Transaction of) {
        return of.separately(
                tx -> tx.db().select("show lock_timeout").mapTo(String.class).one());
    }

    @Test
    void a_row_that_another_has_locked_is_not_said_to_be_of_a_first_that_has_done_nothing() {
        Transaction other = fixture.begin("POST /other");
        other.db().execute("update dish set portions = 5 where id = 1");
        Transaction first = fixture.begin("POST /orders");

        Throwable failure = catchThrowable(
                () -> first.separately(tx -> tx.db().execute("update dish set portions = 7 where id = 1")));

        first.rollback();
        other.rollback();
        assertThat(LockTimeout.of(failure)).isPresent();
        assertThat(failure).hasMessageNotContaining("its own first");
    }

    @Test
    void it_is_not_done_again_because_of_a_guess() {
        TransactionOptions guess = TransactionOptions.READ_ONLY.withOneStatement(true);
        Transaction first = fixture.begin("GET /", guess);
        first.runSeparately(tx -> insert(tx, 3));
        assertThat(first.usage()).isEqualTo(Usage.MORE);
        assertThat(first.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one())
                .isEqualTo(3);
        assertThat(first.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one())
                .isEqualTo(3);
        first.commit();
        assertThat(first.guessedWrong()).isFalse();
    }

    @Test
    void an_application_without_a_database_is_told() {
        assertThatThrownBy(() -> new Databases(Optional.empty(), Map.of())
                        .begin(fixture.request("GET /"), TransactionOptions.DEFAULT)
                        .runSeparately(_ -> {}))
                .hasMessageContaining("has no database");
    }
}
