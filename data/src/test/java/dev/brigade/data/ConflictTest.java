package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ConflictTest {
    private final Fixture fixture;

    ConflictTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void two_that_read_and_write_the_same_row_conflict() {
        Transaction first = fixture.begin("POST /orders");
        Transaction second = fixture.begin("POST /orders");
        first.db()
                .select("select portions from dish where id = 1")
                .mapTo(int.class)
                .one();
        second.db()
                .select("select portions from dish where id = 1")
                .mapTo(int.class)
                .one();
        first.db().execute("update dish set portions = 9 where id = 1");
        first.commit();
        Throwable failure = catchThrowable(() -> {
            second.db().execute("update dish set portions = 9 where id = 1");
            second.commit();
        });
        assertThat(Conflicts.isConflict(failure)).isTrue();
        second.rollback();
        assertThat(fixture.portions()).containsExactly(9, 10);
    }

    @Test
    void a_deadlock_of_rows_is_a_conflict_for_one_of_the_two() throws Exception {
        Transaction first = fixture.begin("POST /orders");
        first.db().execute("update dish set portions = 9 where id = 1");
        CompletableFuture<Throwable> second = Fixture.async("second", () -> {
            Transaction transaction = fixture.begin("POST /orders");
            Throwable failure = catchThrowable(() -> {
                transaction.db().execute("update dish set portions = 8 where id = 2");
                transaction.db().execute("update dish set portions = 8 where id = 1");
            });
            transaction.rollback();
            return failure == null ? new IllegalStateException("went through") : failure;
        });
        Eventually.holds(
                "the second waits for the row of the first",
                () -> fixture.database().poolView().leases().stream()
                        .anyMatch(lease -> lease.inSql() && lease.statement().endsWith("8 where id = 1")));
        Throwable mine = catchThrowable(() -> first.db().execute("update dish set portions = 9 where id = 2"));
        first.rollback();
        Throwable theirs = second.get(20, TimeUnit.SECONDS);

        assertThat((mine != null && Conflicts.isConflict(mine)) || Conflicts.isConflict(theirs))
                .isTrue();
    }

    @Test
    void other_failures_are_no_conflict() {
        Transaction transaction = fixture.begin("POST /orders");
        Throwable failure = catchThrowable(() -> transaction.db().execute("insert into dish values (1, 1)"));
        transaction.rollback();
        assertThat(Conflicts.isConflict(failure)).isFalse();
        assertThat(Conflicts.isConflict(new IllegalStateException("40001"))).isFalse();
        assertThat(Conflicts.isConflict(
                        new SQLException("lock timeout", "HYT00", 50200, new SQLException("", "40001"))))
                .isFalse();
    }

    @Test
    void a_deadlock_over_which_h2_stumbles_is_a_conflict_and_other_general_errors_are_not() {
        String said = "General error: \"Transaction was illegally transitioned from ROLLING_BACK to ROLLING_BACK\"";
        assertThat(Conflicts.isConflict(new SQLException(said, "HY000", 50000))).isTrue();
        assertThat(Conflicts.isConflict(new SQLException("General error: \"disk full\"", "HY000", 50000)))
                .isFalse();
    }

    @Test
    void a_conflict_is_found_behind_causes_and_chained_exceptions_even_in_a_circle() {
        SQLException batch = new SQLException("batch", "21000");
        batch.setNextException(new SQLException("serialization", "40001"));
        RuntimeException outer = new IllegalStateException(batch);
        batch.initCause(new IllegalArgumentException(outer));
        assertThat(Conflicts.isConflict(new CommitFailedException("failed", outer, false)))
                .isTrue();
        assertThat(Conflicts.isConflict(new CommitFailedException("lost", outer, true)))
                .isFalse();
    }
}
