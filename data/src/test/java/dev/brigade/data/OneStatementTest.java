package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On PostgreSQL a read-only transaction that is expected to consist of one statement runs without BEGIN and COMMIT. */
class OneStatementTest {
    private static final TransactionOptions ONE = TransactionOptions.READ_ONLY.withOneStatement(true);

    private final DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh().withPoolSize(1);
    private final Fixture fixture = new Fixture(settings);

    @AfterEach
    void close() {
        fixture.close();
    }

    private int read(Transaction transaction) {
        return transaction
                .db()
                .select("select portions from dish where id = 1")
                .mapTo(int.class)
                .one();
    }

    /** As often as it takes for a session to be changed. */
    private void readBefore() {
        for (int i = 0; i < 3; i++) {
            Transaction transaction = fixture.begin("GET /", ONE);
            assertThat(read(transaction)).isEqualTo(10);
            assertThat(transaction.usage()).isEqualTo(Usage.ONE_STATEMENT);
            transaction.commit();
        }
    }

    @Test
    void a_second_statement_is_refused_and_the_work_has_to_begin_again() {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        read(transaction);
        assertThat(transaction.guessedWrong()).isFalse();
        assertThatThrownBy(() -> read(transaction)).isInstanceOf(Error.class).hasMessageContaining("begins again");
        assertThat(transaction.guessedWrong()).isTrue();
        assertThat(transaction.usage()).isEqualTo(Usage.MORE);
        assertThatThrownBy(() -> read(transaction)).isInstanceOf(Error.class);
        assertThatThrownBy(transaction::commit).isInstanceOf(Error.class);
        assertThat(fixture.leased()).isZero();

        Transaction again = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        assertThat(List.of(read(again), read(again))).containsExactly(10, 10);
        again.commit();
        assertThat(again.usage()).isEqualTo(Usage.MORE);
    }

    @Test
    void a_handler_that_hides_that_and_wants_a_rollback_has_to_begin_again_too() {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        read(transaction);
        assertThatThrownBy(() -> read(transaction)).isInstanceOf(Error.class);
        transaction.rollbackOnly(); // also what an answer of 500 means

        assertThatThrownBy(transaction::commit).isInstanceOf(Error.class).hasMessageContaining("begins again");
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void the_statement_is_a_transaction_of_its_own() throws SQLException {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        read(transaction);
        assertThat(state()).isEqualTo("idle");
        transaction.commit();

        Transaction full = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        read(full);
        assertThat(state()).isEqualTo("idle in transaction");
        full.commit();
    }

    /** What the server says of the pool's one session, asked over another connection. That which made the tables may still be ending. */
    private String state() throws SQLException {
        String name = settings.url().replaceAll(".*/(t[0-9a-f]+).*", "$1");
        try (Connection other = TestDatabase.administrator();
                PreparedStatement asked = other.prepareStatement(
                        "select state from pg_stat_activity where datname = ? and backend_type = 'client backend'")) {
            asked.setString(1, name);
            return Eventually.gives("one session", () -> states(asked), states -> states.size() == 1)
                    .getFirst();
        }
    }

    private static List<String> states(PreparedStatement asked) throws SQLException {
        List<String> states = new ArrayList<>();
        try (ResultSet rows = asked.executeQuery()) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    @Test
    void a_last_statement_alone_is_in_a_transaction_and_runs() {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        LastStatement last = transaction.finish("select * from dish");
        transaction.commit();
        assertThatCode(last::rows).doesNotThrowAnyException(); // as it would if it had not run
    }

    @Test
    void a_lock_that_lasts_until_the_end_of_the_transaction_has_one() throws SQLException {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        transaction.db().execute("select pg_advisory_xact_lock(7)");
        assertThat(state()).isEqualTo("idle in transaction");
        transaction.commit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock table dish in share mode", "declare c cursor for select 1", "savepoint a"})
    void what_postgresql_refuses_without_a_transaction_has_one(String sql) throws SQLException {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        transaction.db().execute(sql);
        assertThat(state()).isEqualTo("idle in transaction");
        transaction.commit();
    }

    @Test
    void it_can_not_write() {
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        Throwable failure = catchThrowable(() -> transaction.db().execute("update dish set portions = 0"));
        transaction.rollback();
        assertThat(failure).hasStackTraceContaining("read-only transaction");
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void a_function_that_writes_can_not_either() {
        Transaction setup = fixture.begin("setup");
        setup.db()
                .execute("create function take() returns int language sql as "
                        + "'update dish set portions = portions - 1 where id = 1 returning portions'");
        setup.commit();
        readBefore();
        Transaction transaction = fixture.begin("GET /", ONE);
        Throwable failure = catchThrowable(
                () -> transaction.db().select("select take()").mapTo(int.class).one());
        transaction.rollback();
        assertThat(failure).hasStackTraceContaining("read-only transaction");
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void a_transaction_after_it_writes_as_ever_and_one_that_reads_reads() {
        readBefore();
        Transaction write = fixture.begin("POST /");
        write.db().execute("update dish set portions = 10 where id = 1");
        write.commit();
        readBefore();
        Transaction rolledBack = fixture.begin("POST /");
        rolledBack.db().execute("update dish set portions = 3 where id = 1");
        rolledBack.rollback();
        readBefore();
        Transaction read = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        Throwable failure = catchThrowable(() -> read.db().execute("update dish set portions = 0"));
        assertThat(failure).hasStackTraceContaining("read-only transaction");
        read.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void a_cursor_or_a_savepoint_before_the_first_statement_begins_a_transaction_after_all() throws SQLException {
        readBefore();
        Transaction cursor = fixture.begin("GET /", ONE);
        List<Integer> ids = cursor.db()
                .select("select id from dish order by id")
                .setFetchSize(1)
                .mapTo(int.class)
                .list();
        assertThat(ids).containsExactly(1, 2);
        assertThat(state()).isEqualTo("idle in transaction");
        cursor.commit();
        assertThat(cursor.guessedWrong()).isFalse();
        assertThat(cursor.usage()).isEqualTo(Usage.MORE);

        Transaction nested = fixture.begin("GET /", ONE);
        int portions = nested.db().inTransaction(_ -> read(nested) + read(nested));
        nested.commit();
        assertThat(portions).isEqualTo(20);
        assertThat(nested.guessedWrong()).isFalse();
    }

    @Test
    void where_reads_and_writes_alternate_reads_have_their_transactions() throws SQLException {
        for (int i = 0; i < 6; i++) {
            Transaction read = fixture.begin("GET /", ONE);
            read(read);
            assertThat(state()).isEqualTo("idle in transaction");
            read.commit();
            Transaction write = fixture.begin("POST /");
            write.db().execute("update dish set portions = 10 where id = 1");
            write.commit();
        }
    }

    @Test
    void one_that_may_write_is_never_expected_to_be_one_statement() {
        assertThatThrownBy(() -> TransactionOptions.DEFAULT.withOneStatement(true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ONE.withReadOnly(false).oneStatement()).isFalse();
    }
}
