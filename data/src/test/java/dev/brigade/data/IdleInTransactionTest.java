package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Outages;
import dev.brigade.data.settings.DatabaseSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL ends the session of a transaction that sends nothing for too long, and the pool goes on with another. */
class IdleInTransactionTest {

    @Test
    void its_work_is_undone_and_its_locks_are_free() {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh().withIdleInTransaction(Duration.ofMillis(100));
        try (Fixture fixture = new Fixture(settings)) {
            Transaction idle = fixture.begin("POST /orders");
            idle.db().execute("update dish set portions = 0 where id = 1");

            Transaction other = fixture.begin("POST /orders");
            other.db().execute("update dish set portions = 9 where id = 1"); // waits until the lock is free
            other.commit();

            Throwable failure = catchThrowable(() -> idle.db().execute("update dish set portions = 0 where id = 2"));
            idle.rollback();
            assertThat(Outages.isOutage(failure)).as("%s", failure).isTrue();
            assertThat(fixture.portions()).containsExactly(9, 10);
            assertThat(fixture.leased()).isZero();
        }
    }

    /** It was ended while it had nothing to do, so before the COMMIT came. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_its_commit_it_is_known_that_it_has_not_happened(boolean withLastStatement) {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh().withIdleInTransaction(Duration.ofMillis(100));
        try (Fixture fixture = new Fixture(settings)) {
            Transaction idle = fixture.begin("POST /orders");
            idle.db().execute("update dish set portions = 0 where id = 1");
            if (withLastStatement) {
                idle.finish("update dish set portions = 0 where id = 2");
            }
            Transaction other = fixture.begin("POST /orders");
            other.db().execute("update dish set portions = 9 where id = 1"); // waits until the lock is free
            other.commit();

            Throwable failure = catchThrowable(idle::commit);

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            CommitFailedException.class,
                            commit -> assertThat(commit.outcomeUnknown()).isFalse())
                    .hasMessageContaining("idle-in-transaction timeout");
            assertThat(Outages.isOutage(failure)).isTrue();
            assertThat(fixture.database().commitsInDoubt()).isZero();
            assertThat(fixture.portions()).containsExactly(9, 10);
            assertThat(fixture.leased()).isZero();
        }
    }
}
