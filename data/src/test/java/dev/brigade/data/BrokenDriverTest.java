package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The virtual machine fails inside the driver while the database's answer is on its way: nobody else shall read that answer. */
class BrokenDriverTest {
    private final Fixture fixture;

    BrokenDriverTest() {
        DatabaseSettings plain = TestDatabase.POSTGRESQL.fresh();
        String url = plain.url() + (plain.url().contains("?") ? "" : "?") + BreakingSockets.parameter();
        fixture = new Fixture(DatabaseSettings.at(url).withPoolSize(1));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String said(Transaction transaction, String what) {
        return transaction
                .db()
                .select("select cast(? as text)", what)
                .mapTo(String.class)
                .one();
    }

    @Test
    void who_gets_a_connection_next_does_not_read_the_answer_that_another_left() {
        Transaction first = fixture.begin("GET /first");
        assertThat(said(first, "begins")).isEqualTo("begins");
        BreakingSockets.breakNext();
        assertThatThrownBy(() -> said(first, "the first one's")).isInstanceOf(StackOverflowError.class);
        first.rollback();

        Transaction second = fixture.begin("GET /second");
        assertThat(said(second, "the second one's")).isEqualTo("the second one's");
        second.commit();
    }

    @Test
    void a_handler_that_goes_on_does_not_read_it_either_and_commits_nothing() {
        for (int before = 0; before < 2; before++) {
            Transaction transaction = fixture.begin("POST /orders");
            if (before == 1) {
                transaction.db().execute("update dish set portions = 3 where id = 1");
            }
            BreakingSockets.breakNext();
            assertThatThrownBy(() -> transaction.db().execute("update dish set portions = 4 where id = 2"))
                    .isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(() -> said(transaction, "more"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("\"select cast(? as text)\" was not sent");
            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
    }

    @Test
    void also_not_if_it_failed_while_rows_were_fetched() throws SQLException {
        Transaction first = fixture.begin("GET /first");
        try (PreparedStatement statement =
                first.connection().prepareStatement("select n from generate_series(1, 1000) as numbers (n)")) {
            statement.setFetchSize(10);
            ResultSet rows = statement.executeQuery();
            rows.next();
            BreakingSockets.breakNext();
            assertThatThrownBy(() -> {
                        while (rows.next()) {
                            // until the next ten are fetched
                        }
                    })
                    .isInstanceOf(StackOverflowError.class);
        }
        first.rollback();

        Transaction second = fixture.begin("GET /second");
        assertThat(said(second, "the second one's")).isEqualTo("the second one's");
        second.commit();
    }

    @Test
    void nobody_knows_whether_a_last_statement_committed_whose_answer_was_not_read() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.finish("update dish set portions = 4 where id = 2");
        BreakingSockets.breakNext();
        CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(fixture.portions()).containsExactly(3, 4); // it did, this time
    }

    @Test
    void a_last_statement_that_was_not_sent_is_known_not_to_have_run() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 3 where id = 1");
        transaction.finish("update dish set portions = ? where id = 2", new Object()); // nothing that SQL knows
        assertThatThrownBy(transaction::commit).isNotInstanceOf(CommitFailedException.class);
        assertThat(fixture.portions()).containsExactly(10, 10);
    }
}
