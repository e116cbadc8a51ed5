package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.pool.LeaseView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancelTest {

    @ParameterizedTest
    @EnumSource
    void a_statement_is_cancelled_from_another_thread_and_its_connection_is_not_used_again(TestDatabase on)
            throws Exception {
        try (Fixture fixture = new Fixture(on.fresh().withPoolSize(1))) {
            Transaction holder = fixture.begin("POST /orders");
            CompletableFuture<Transaction> begun = new CompletableFuture<>();
            CompletableFuture<Throwable> failed = Fixture.async("slow", () -> {
                Transaction slow = fixture.begin("GET /slow");
                begun.complete(slow);
                Throwable failure = catchThrowable(() -> slow.db().execute(forever(on)));
                slow.rollback();
                return failure == null ? new IllegalStateException("went through") : failure;
            });
            Transaction slow = begun.get(20, TimeUnit.SECONDS);
            Eventually.holds(
                    "it runs in the database",
                    () -> fixture.database().poolView().leases().stream().anyMatch(LeaseView::inSql));
            // a cancellation that comes before the statement has reached the database is lost: so again and again
            Eventually.holds("it is cancelled", () -> !slow.cancelStatement() && failed.isDone());
            assertThat(failed.get(20, TimeUnit.SECONDS)).hasStackTraceContaining("cancel");
            assertThat(slow.cancelStatement()).isFalse();
            assertThat(holder.cancelStatement()).isFalse();

            assertThat(fixture.leased()).isZero();
            assertThat(fixture.portions()).containsExactly(10, 10); // over a connection that nobody has cancelled
        }
    }

    @ParameterizedTest
    @EnumSource
    void so_is_one_of_a_separate_transaction(TestDatabase on) throws Exception {
        try (Fixture fixture = new Fixture(on.fresh())) {
            CompletableFuture<Transaction> begun = new CompletableFuture<>();
            CompletableFuture<Throwable> failed = Fixture.async("slow", () -> {
                Transaction slow = fixture.begin("GET /slow");
                slow.db().execute("update dish set portions = 9 where id = 1");
                begun.complete(slow);
                Throwable failure =
                        catchThrowable(() -> slow.runSeparately(tx -> tx.db().execute(forever(on))));
                slow.rollback();
                return failure == null ? new IllegalStateException("went through") : failure;
            });
            Transaction slow = begun.get(20, TimeUnit.SECONDS);
            Eventually.holds("it is cancelled", () -> !slow.cancelStatement() && failed.isDone());
            assertThat(failed.get(20, TimeUnit.SECONDS)).hasStackTraceContaining("cancel");
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
    }

    @Test
    void nothing_is_cancelled_between_statements() {
        try (Fixture fixture = new Fixture(TestDatabase.H2.fresh())) {
            Transaction transaction = fixture.begin("GET /");
            transaction.db().execute("update dish set portions = 9 where id = 1");
            assertThat(transaction.cancelStatement()).isFalse();
            transaction.commit();
            assertThat(fixture.portions()).containsExactly(9, 10);
        }
    }

    private static String forever(TestDatabase on) {
        return switch (on) {
            case H2 -> "select count(*) from system_range(1, 100000) a, system_range(1, 100000) b where a.x + b.x < 0";
            case POSTGRESQL -> "select pg_sleep(600)";
        };
    }
}
