package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.DeadlockException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LastStatementTest {
    private static final String TAKE = "update dish set portions = portions - ? where id = ? -- the last";

    private final Fixture fixture;

    LastStatementTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static int portions(Transaction transaction, int id) {
        return transaction
                .db()
                .select("select portions from dish where id = ?", id)
                .mapTo(int.class)
                .one();
    }

    @Test
    void it_commits_with_the_statements_before_it_and_tells_its_rows_afterwards() {
        List<Integer> told = new ArrayList<>();
        for (int times = 1; times <= 8; times++) { // often enough for the driver to prepare it on the server
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = portions - 1 where id = 1");
            LastStatement last = transaction.finish(TAKE, 1, 2);
            transaction.afterCommit(() -> told.add(last.rows()));
            assertThatThrownBy(last::rows)
                    .hasMessageContaining("has not run yet")
                    .hasMessageContaining("afterCommit");
            transaction.commit();
            transaction.runHooks();
            assertThat(fixture.portions()).containsExactly(10 - times, 10 - times);
        }
        assertThat(told).hasSize(8).containsOnly(1);
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void one_that_returns_the_rows_that_it_changes_tells_how_many_these_are() {
        String sql = fixture.database().isPostgres()
                ? "update dish set portions = ? returning id"
                : "select id from final table (update dish set portions = ?)";
        Transaction transaction = fixture.begin("POST /orders");
        LastStatement last = transaction.finish(sql, 3);
        transaction.commit();
        assertThat(last.rows()).isEqualTo(2);
        assertThat(fixture.portions()).containsExactly(3, 3);
    }

    @Test
    void it_is_not_the_end_of_the_transaction_itself() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        assertThatThrownBy(() -> transaction.finish("rollback")).hasMessageContaining("call rollbackOnly() or throw");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(3, 10);
    }

    @Test
    void it_may_be_the_only_statement_and_change_nothing() {
        Transaction transaction = fixture.begin("POST /orders");
        LastStatement last = transaction.finish(TAKE, 1, 99);
        transaction.commit();
        assertThat(last.rows()).isZero();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void a_rollback_leaves_it_out() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.finish(TAKE, 1, 1);
        transaction.rollback();
        Transaction only = fixture.begin("POST /orders");
        only.finish(TAKE, 1, 1);
        only.rollbackOnly();
        only.commit();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void when_it_fails_nothing_of_the_transaction_stays() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 1 where id = 1");
        transaction.finish(TAKE, 11, 2); // no dish has less than nothing
        CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(failure).hasMessageContaining("did not commit");
        assertThat(fixture.portions()).containsExactly(10, 10);
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void a_conflict_in_it_is_a_conflict() {
        Transaction first = fixture.begin("POST /orders");
        portions(first, 1);
        first.finish(TAKE, 1, 1);
        Transaction second = fixture.begin("POST /orders");
        portions(second, 1);
        second.db().execute("update dish set portions = 7 where id = 1");
        second.commit();
        Throwable failure = catchThrowable(first::commit);
        assertThat(Conflicts.isConflict(failure)).isTrue();
        assertThat(fixture.portions()).containsExactly(7, 10);
    }

    @Test
    void what_comes_after_it_is_refused_and_so_is_a_second() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.finish(TAKE, 1, 1);
        assertThatThrownBy(() -> portions(transaction, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("update dish set portions = portions - ?")
                .hasMessageContaining("Call finish(…) after all other statements");
        assertThatThrownBy(() -> transaction.finish(TAKE, 1, 2))
                .hasMessageContaining("has declared its last statement already");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(9, 10);
    }

    @Test
    void a_part_that_is_undone_takes_it_back() {
        Transaction transaction = fixture.begin("POST /orders");
        assertThatThrownBy(() -> transaction.db().useTransaction(part -> {
                    part.execute("update dish set portions = 1 where id = 1");
                    transaction.afterCommit(transaction.finish(TAKE, 5, 2)::rows);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(portions(transaction, 1)).isEqualTo(10); // it is not the last any more
        LastStatement other = transaction.finish(TAKE, 1, 2);
        transaction.commit();
        assertThat(other.rows()).isEqualTo(1);
        assertThat(fixture.portions()).containsExactly(10, 9);
    }

    @Test
    void a_part_that_is_undone_may_have_been_all_of_it() {
        Transaction transaction = fixture.begin("POST /orders");
        List<LastStatement> last = new ArrayList<>();
        assertThatThrownBy(() -> transaction.db().useTransaction(outer -> {
                    outer.useTransaction(
                            inner -> last.add(transaction.finish(TAKE, 5, 2))); // which is not undone by itself
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(10, 10);
        assertThatThrownBy(() -> last.getFirst().rows()).hasMessageContaining("was undone");
    }

    @Test
    void a_part_after_it_is_refused_and_one_that_is_kept_keeps_it() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().useTransaction(_ -> transaction.finish(TAKE, 1, 2));
        assertThatThrownBy(() -> transaction.db().useTransaction(_ -> {}))
                .hasMessageContaining("Call finish(…) after all other statements");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(10, 9);
    }

    @Test
    void a_transaction_that_failed_before_it_does_not_commit_it() {
        Transaction transaction = fixture.begin("POST /orders");
        assertThatThrownBy(() -> transaction.db().execute("insert into dish values (1, 1)"))
                .isInstanceOf(RuntimeException.class);
        transaction.finish(TAKE, 1, 2);
        Throwable failure = catchThrowable(transaction::commit);
        switch (fixture.database().product()) {
            case POSTGRESQL -> {
                assertThat(failure).hasMessageContaining("a statement had failed");
                assertThat(fixture.portions()).containsExactly(10, 10);
            }
            case H2, OTHER -> { // undoes the failed statement only
                assertThat(failure).isNull();
                assertThat(fixture.portions()).containsExactly(10, 9);
            }
        }
    }

    @Test
    void it_may_be_the_victim_of_a_deadlock_which_is_a_conflict_and_no_failed_commit() throws Exception {
        Transaction holder = fixture.begin("POST /holds");
        holder.db().execute("update dish set portions = 9 where id = 1");
        CompletableFuture<Transaction> begun = new CompletableFuture<>();
        CompletableFuture<Throwable> ended = Fixture.async("victim", () -> {
            Transaction victim = fixture.begin("POST /victim");
            victim.finish(TAKE, 1, 1);
            begun.complete(victim);
            return catchThrowable(victim::commit);
        });
        Session session = begun.get(20, TimeUnit.SECONDS).session();
        DeadlockException why = new DeadlockException("They wait for each other.", List.of(() -> false));
        Eventually.holds("it is called out", () -> {
            session.breakWith(why);
            return ended.isDone();
        });
        assertThat(ended.get()).isInstanceOf(DeadlockException.class).matches(Conflicts::isConflict);
        holder.commit();
        assertThat(fixture.portions()).containsExactly(9, 10);
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void in_a_read_only_transaction_it_is_not_forgotten_but_refused_if_it_writes() {
        Transaction transaction = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        transaction.finish(TAKE, 1, 1);
        assertThatThrownBy(transaction::commit)
                .isInstanceOf(CommitFailedException.class)
                .hasMessageContaining("read-only")
                .message()
                .containsOnlyOnce("declares .readOnly(false)");
        assertThat(fixture.portions()).containsExactly(10, 10);

        Transaction reads = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        LastStatement last = reads.finish("select * from dish");
        reads.commit();
        assertThatCode(last::rows).doesNotThrowAnyException(); // as it would if it had not run
    }
}
