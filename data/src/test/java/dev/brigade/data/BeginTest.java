package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The BEGIN of a transaction on PostgreSQL: it travels with the first statement, and is answered with it. */
class BeginTest {
    private final Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh().withPoolSize(1));

    @AfterEach
    void close() {
        assertThat(fixture.leased()).isZero();
        fixture.close();
    }

    @Test
    void it_is_prepared_as_statements_are_and_not_sent_as_a_text() {
        for (int i = 0; i < 8; i++) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 9 where id = ?", 1);
            transaction.commit();
        }
        Transaction look = fixture.begin("GET /");
        List<String> prepared = look.db()
                .select("select statement from pg_prepared_statements")
                .mapTo(String.class)
                .list();
        look.commit();
        assertThat(prepared).anyMatch(sql -> sql.strip().equals("BEGIN")).anyMatch(sql -> sql.contains("update dish"));
    }

    /** The driver would read all rows at once: it opens a cursor in a transaction of its own only. */
    @Test
    void rows_come_by_and_by_if_the_url_says_so() {
        try (Fixture other = with("defaultRowFetchSize=2")) {
            Transaction transaction = other.begin("GET /");
            try (Stream<Integer> numbers =
                    transaction.db().select("select n from generate_series(1, 5) n").mapTo(Integer.class).stream()) {
                Iterator<Integer> each = numbers.iterator();
                assertThat(each.next()).isEqualTo(1);
                assertThat(transaction
                                .db()
                                .select("select count(*) from pg_cursors where statement like '%generate_series%'"
                                        + " and statement not like '%pg_cursors%' and name <> ''")
                                .mapTo(int.class)
                                .one())
                        .isEqualTo(1);
            }
            transaction.commit();
        }
    }

    @Test
    void it_runs_at_the_isolation_and_with_the_rights_of_its_transaction() {
        String asked =
                "select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')";
        for (Isolation isolation :
                List.of(Isolation.SERIALIZABLE, Isolation.REPEATABLE_READ, Isolation.READ_COMMITTED)) {
            for (boolean readOnly : List.of(true, false)) {
                Transaction transaction = fixture.begin("GET /", new TransactionOptions(isolation, readOnly, false));
                String said = transaction.db().select(asked).mapTo(String.class).one();
                transaction.commit();
                assertThat(said)
                        .isEqualTo(isolation.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                + (readOnly ? " on" : " off"));
            }
        }
        Transaction reads = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        assertThatThrownBy(() -> reads.db().execute("update dish set portions = 9"))
                .hasMessageContaining("read-only");
        reads.rollback();
    }

    private static Fixture with(String option) {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        return new Fixture(DatabaseSettings.at(url + (url.contains("?") ? "&" : "?") + option)
                .withPoolSize(1));
    }

    /** The driver sets savepoints in transactions that it has begun itself. */
    @Test
    void a_first_statement_may_fail_if_the_url_wants_savepoints() {
        try (Fixture saving = with("autosave=always")) {
            Transaction transaction = saving.begin("POST /dishes");
            assertThatThrownBy(() -> transaction.db().execute("insert into dish values (1, 1)"))
                    .hasMessageContaining("duplicate key");
            transaction.db().execute("update dish set portions = 9 where id = ?", 1);
            transaction.commit();
            assertThat(saving.portions()).containsExactly(9, 10);
        }
    }

    /** The driver sets the session to read-only and back, which a rollback would undo in part. */
    @Test
    void a_session_that_the_driver_makes_read_only_can_write_again() {
        try (Fixture strict = with("readOnlyMode=always")) {
            for (int i = 0; i < 3; i++) {
                Transaction reads = strict.begin("GET /", TransactionOptions.READ_ONLY);
                assertThat(reads.db()
                                .select("select count(*) from dish")
                                .mapTo(int.class)
                                .one())
                        .isEqualTo(2);
                reads.rollback();
                Transaction writes = strict.begin("POST /");
                writes.db().execute("update dish set portions = portions - 1");
                writes.commit();
            }
            assertThat(strict.portions()).containsExactly(7, 7);
        }
    }
}
