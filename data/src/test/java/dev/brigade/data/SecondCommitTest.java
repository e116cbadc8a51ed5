package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
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
            assertThat(Conflicts.isConflict(failure)).isFalse();
            assertThat(main.portions()).containsExactly(9, 10);
            assertThat(main.leased() + stock.leased()).isZero();
        }
    }
}
