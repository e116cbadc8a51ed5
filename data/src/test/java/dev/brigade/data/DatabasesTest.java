package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A main database and one with a name. */
@ParameterizedClass
@EnumSource
class DatabasesTest {
    private final Fixture main;
    private final Fixture stock;
    private final Databases both;

    DatabasesTest(TestDatabase on) {
        main = new Fixture(on.fresh());
        stock = new Fixture(on.fresh().withName("stock"));
        both = new Databases(Optional.of(main.database()), Map.of("stock", stock.database()));
    }

    @AfterEach
    void close() {
        both.close();
    }

    private Transaction begin() {
        return both.begin(main.request("POST /orders"), TransactionOptions.DEFAULT);
    }

    private static void take(org.jdbi.v3.core.Handle from) {
        from.execute("update dish set portions = portions - 1 where id = 1");
    }

    @Test
    void both_commit_and_give_their_connections_back() {
        Transaction transaction = begin();
        take(transaction.db());
        take(transaction.db("stock"));
        take(transaction.db("stock"));
        assertThat(stock.leased()).isEqualTo(1);
        transaction.commit();
        assertThat(main.portions()).containsExactly(9, 10);
        assertThat(stock.portions()).containsExactly(8, 10);
        assertThat(main.leased() + stock.leased()).isZero();
    }

    @Test
    void a_separate_transaction_is_of_the_main_one_alone_and_says_so() {
        Transaction transaction = begin();
        assertThatThrownBy(() -> transaction.runSeparately(tx -> tx.db("stock")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the main one alone: a separate one always is")
                .hasMessageContaining("ask the request itself");
        transaction.rollback();
    }

    @Test
    void both_roll_back() {
        Transaction transaction = begin();
        take(transaction.db());
        take(transaction.db("stock"));
        transaction.rollback();
        assertThat(main.portions()).containsExactly(10, 10);
        assertThat(stock.portions()).containsExactly(10, 10);
        assertThat(main.leased() + stock.leased()).isZero();
    }

    @Test
    void when_the_main_one_fails_to_commit_the_other_rolls_back() {
        Transaction transaction = begin();
        take(transaction.db("stock"));
        transaction.finish("update dish set portions = -1 where id = 1");
        assertThatThrownBy(transaction::commit).isInstanceOf(CommitFailedException.class);
        assertThat(stock.portions()).containsExactly(10, 10);
        assertThat(stock.leased()).isZero();
    }

    @Test
    void a_name_that_is_not_declared_is_an_error_that_lists_those_that_are() {
        Transaction transaction = begin();
        assertThatThrownBy(() -> transaction.db("stork"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"stork\"")
                .hasMessageContaining("only stock");
        transaction.rollback();
    }

    @Test
    void without_a_main_one_the_others_can_be_used() {
        Transaction transaction = new Databases(Optional.empty(), Map.of("stock", stock.database()))
                .begin(Activity.current(), TransactionOptions.DEFAULT);
        take(transaction.db("stock"));
        assertThatThrownBy(transaction::db).hasMessageContaining("no database");
        transaction.commit();
        assertThat(stock.portions()).containsExactly(9, 10);
    }
}
