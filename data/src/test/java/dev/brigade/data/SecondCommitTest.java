package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The commit of a second database fails after that of the first: shown with PostgreSQL, which checks constraints so late. */
class SecondCommitTest {

    @Test
    void the_first_has_committed_and_the_error_says_so() {
        try (Fixture main = new Fixture(TestDatabase.POSTGRESQL.fresh());
                Fixture stock = new Fixture(TestDatabase.POSTGRESQL.fresh().withName("stock"))) {
            Transaction setup = stock.begin("setup");
            setup.db().execute("create table shelf (dish int references dish deferrable initially deferred)");
            setup.commit();
            Databases both = new Databases(Optional.of(main.database()), Map.of("stock", stock.database()));
            Transaction transaction = both.begin(main.request("POST /orders"), TransactionOptions.DEFAULT);
            transaction.db().execute("update dish set portions = 9 where id = 1");
            transaction.db("stock").execute("insert into shelf values (99)");

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);

            assertThat(failure)
                    .hasMessageStartingWith(
                            transaction.activity().name() + " has committed, but not in its database \"stock\"");
            assertThat(failure.outcomeUnknown()).isTrue(); // so that nobody runs it again
            assertThat(failure.isInPart()).isTrue();
            assertThat(Conflicts.isConflict(failure)).isFalse();
            assertThat(main.portions()).containsExactly(9, 10);
            assertThat(main.leased() + stock.leased()).isZero();
        }
    }

    @Test
    void what_the_second_is_known_to_refuse_keeps_the_first_from_committing() {
        try (Fixture main = new Fixture(TestDatabase.POSTGRESQL.fresh());
                Fixture stock = new Fixture(TestDatabase.POSTGRESQL.fresh().withName("stock"))) {
            Databases both = new Databases(Optional.of(main.database()), Map.of("stock", stock.database()));
            Transaction transaction = both.begin(main.request("POST /orders"), TransactionOptions.DEFAULT);
            transaction.db().execute("update dish set portions = 9 where id = 1");
            assertThatThrownBy(() -> transaction.db("stock").execute("insert into dish values (1, 1)"))
                    .isInstanceOf(RuntimeException.class);
            List<String> hooks = new ArrayList<>();
            transaction.afterCommit(() -> hooks.add("commit"));
            transaction.afterRollback(() -> hooks.add("rollback"));

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            transaction.runHooks();

            assertThat(failure).hasMessageContaining("a statement had failed");
            assertThat(failure.isFailedBefore()).isTrue();
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(main.portions()).containsExactly(10, 10);
            assertThat(hooks).containsExactly("rollback");
            assertThat(main.leased() + stock.leased()).isZero();
        }
    }

    @Test
    void a_conflict_at_the_commit_of_the_only_one_that_was_used_is_a_reason_to_run_again() {
        try (Fixture main = new Fixture(TestDatabase.POSTGRESQL.fresh());
                Fixture stock = new Fixture(TestDatabase.POSTGRESQL.fresh().withName("stock"))) {
            Databases both = new Databases(Optional.of(main.database()), Map.of("stock", stock.database()));
            Transaction first = both.begin(main.request("POST /first"), TransactionOptions.DEFAULT);
            Transaction second = both.begin(main.request("POST /second"), TransactionOptions.DEFAULT);
            for (Transaction one : List.of(first, second)) {
                one.db("stock")
                        .select("select sum(portions) from dish")
                        .mapTo(int.class)
                        .one();
            }
            first.db("stock").execute("update dish set portions = 1 where id = 1");
            second.db("stock").execute("update dish set portions = 2 where id = 2");
            List<String> hooks = new ArrayList<>();
            second.afterCommit(() -> hooks.add("commit"));
            second.afterRollback(() -> hooks.add("rollback"));
            first.commit();

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, second::commit);
            second.runHooks();

            assertThat(Conflicts.isConflict(failure)).isTrue();
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(second.isCommitted()).isFalse();
            assertThat(hooks).containsExactly("rollback");
            assertThat(stock.portions()).containsExactly(1, 10);
        }
    }

    @Test
    void one_that_commits_last_has_not_committed_if_the_second_can_not() {
        try (Fixture main = new Fixture(TestDatabase.POSTGRESQL.fresh());
                Fixture stock = new Fixture(TestDatabase.POSTGRESQL.fresh().withName("stock"))) {
            Transaction setup = stock.begin("setup");
            setup.db().execute("create table shelf (dish int references dish deferrable initially deferred)");
            setup.commit();
            Databases both = new Databases(Optional.of(main.database()), Map.of("stock", stock.database()));
            List<String> hooks = new ArrayList<>();
            for (int dish : List.of(99, 2)) {
                Transaction transaction = both.begin(main.request("bill"), TransactionOptions.DEFAULT);
                transaction.commitsLast();
                transaction.afterCommit(() -> hooks.add("commit of " + dish));
                transaction.afterRollback(() -> hooks.add("rollback of " + dish));
                transaction.db().execute("update dish set portions = ? where id = 1", dish);
                transaction.db("stock").execute("insert into shelf values (?)", dish);

                CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
                transaction.runHooks();

                assertThat(failure == null).isEqualTo(dish == 2);
                assertThat(transaction.isCommitted()).isEqualTo(dish == 2);
                assertThat(main.portions()).containsExactly(dish == 2 ? 2 : 10, 10);
                assertThat(main.leased() + stock.leased()).isZero();
            }
            assertThat(hooks).containsExactly("rollback of 99", "commit of 2");
        }
    }
}
