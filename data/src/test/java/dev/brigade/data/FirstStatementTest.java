package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The first statement of a transaction, with which on PostgreSQL its BEGIN travels: all else is as with any other statement. */
@ParameterizedClass
@EnumSource
class FirstStatementTest {
    private static final String TAKE = "update dish set portions = portions - ? where id = ? -- the first";
    private static final String PORTIONS = "select portions from dish where id = ?";

    /** Often enough for the driver to prepare a statement on the server. */
    private static final int OFTEN = 8;

    private final TestDatabase on;
    private final Fixture fixture;

    FirstStatementTest(TestDatabase on) {
        this.on = on;
        this.fixture = new Fixture(on.fresh().withPoolSize(1));
    }

    @AfterEach
    void close() {
        assertThat(fixture.leased()).isZero();
        fixture.close();
    }

    private static int portions(Transaction transaction, int id) {
        return transaction.db().select(PORTIONS, id).mapTo(int.class).one();
    }

    @Test
    void it_reads_or_changes_and_what_follows_is_of_the_same_transaction() {
        for (int times = 1; times <= OFTEN; times++) {
            Transaction changes = fixture.begin("POST /orders");
            assertThat(changes.db().execute(TAKE, 1, 1)).isEqualTo(1);
            assertThat(changes.db().execute(TAKE, 1, 99)).isZero();
            assertThat(portions(changes, 1)).isEqualTo(10 - times);
            changes.commit();
            Transaction reads = fixture.begin("POST /orders");
            assertThat(portions(reads, 1)).isEqualTo(10 - times);
            assertThat(reads.db().execute(TAKE, 1, 1)).isEqualTo(1);
            reads.rollback();
            assertThat(fixture.portions()).containsExactly(10 - times, 10);
        }
    }

    @Test
    void a_rollback_undoes_it() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute(TAKE, 3, 2);
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void when_it_fails_the_next_transaction_finds_a_sound_connection() {
        for (int i = 0; i < OFTEN; i++) {
            Transaction transaction = fixture.begin("POST /orders");
            assertThatThrownBy(() -> transaction.db().execute(TAKE, 11, 1))
                    .isInstanceOf(UnableToExecuteStatementException.class);
            transaction.rollback();
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
        Transaction wrong = fixture.begin("GET /");
        assertThatThrownBy(() -> wrong.db()
                        .select("select portion from dish")
                        .mapTo(int.class)
                        .one())
                .hasMessageContaining("portion");
        wrong.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void one_statement_of_jdbc_is_executed_again_and_again() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        Connection connection = transaction.db().getConnection();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setInt(2, 1);
            for (int i = 1; i <= OFTEN; i++) {
                take.setInt(1, 1);
                assertThat(take.execute()).isFalse();
                assertThat(take.getUpdateCount()).isEqualTo(1);
                assertThat(take.getMoreResults()).isFalse();
                assertThat(take.getUpdateCount()).isEqualTo(-1);
            }
            assertThat((Object) take.getWarnings()).isNull();
            take.clearParameters();
            assertThatThrownBy(take::execute).isInstanceOf(SQLException.class);
        }
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void what_was_prepared_first_may_be_executed_last() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        Connection connection = transaction.db().getConnection();
        try (PreparedStatement one = connection.prepareStatement(TAKE);
                PreparedStatement other = connection.prepareStatement(PORTIONS)) {
            one.setInt(1, 2);
            one.setInt(2, 1);
            other.setInt(1, 1);
            assertThat(other.execute()).isTrue();
            try (ResultSet rows = other.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(10);
                assertThat(rows.getStatement()).isSameAs(other);
            }
            assertThat(one.execute()).isFalse();
            assertThat(one.getUpdateCount()).isEqualTo(1);
            assertThat((Object) one.getWarnings()).isNull();
            try (ResultSet rows = other.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(8);
            }
        }
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void other_ways_to_execute_it_are_of_the_transaction_too() throws SQLException {
        Transaction updates = fixture.begin("POST /orders");
        try (PreparedStatement take = updates.db().getConnection().prepareStatement(TAKE)) {
            take.setInt(1, 1);
            take.setInt(2, 1);
            assertThat(take.executeUpdate()).isEqualTo(1);
        }
        updates.rollback();
        Transaction queries = fixture.begin("POST /orders");
        try (PreparedStatement ask = queries.db().getConnection().prepareStatement(PORTIONS)) {
            assertThat(ask.getMetaData().getColumnCount()).isEqualTo(1);
            assertThat(ask.getParameterMetaData().getParameterCount()).isEqualTo(1);
            ask.setInt(1, 2);
            ask.setMaxRows(1);
            assertThat(ask.getMaxRows()).isEqualTo(1);
            try (ResultSet rows = ask.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
        queries.db().execute(TAKE, 1, 2);
        queries.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void a_batch_a_script_and_keys_are_of_the_transaction_too() {
        Transaction batch = fixture.begin("POST /orders");
        PreparedBatch takes = batch.db().prepareBatch(TAKE);
        takes.bind(0, 1).bind(1, 1).add();
        takes.bind(0, 1).bind(1, 2).add();
        assertThat(takes.execute()).containsExactly(1, 1);
        batch.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);

        Transaction keys = fixture.begin("POST /orders");
        assertThat(keys.db()
                        .createUpdate("insert into dish values (3, 5)")
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(int.class)
                        .one())
                .isEqualTo(3);
        keys.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void rows_come_by_and_by_if_it_has_a_fetch_size() {
        Transaction transaction = fixture.begin("GET /");
        try (Stream<Integer> portions = transaction
                .db()
                .createQuery("select portions from dish order by id")
                .setFetchSize(1)
                .mapTo(Integer.class)
                .stream()) {
            assertThat(portions.toList()).containsExactly(10, 10);
        }
        transaction.db().execute(TAKE, 1, 1);
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void values_of_all_kinds_reach_it() throws SQLException {
        Transaction setup = fixture.begin("setup");
        setup.db()
                .execute("create table kinds (id int primary key, name varchar(20), bytes varbinary(9))"
                        .replace("varbinary(9)", on == TestDatabase.H2 ? "varbinary(9)" : "bytea"));
        setup.commit();
        for (int i = 0; i < OFTEN; i++) {
            Transaction transaction = fixture.begin("POST /kinds");
            try (PreparedStatement insert =
                    transaction.db().getConnection().prepareStatement("insert into kinds values (?, ?, ?)")) {
                insert.setObject(1, i);
                insert.setNull(2, Types.VARCHAR);
                insert.setBytes(3, new byte[] {1, 2, (byte) i});
                assertThat(insert.execute()).isFalse();
                assertThat(insert.getUpdateCount()).isEqualTo(1);
            }
            transaction.commit();
        }
        Transaction look = fixture.begin("GET /kinds");
        assertThat(look.db()
                        .select("select bytes from kinds where name is null order by id")
                        .mapTo(byte[].class)
                        .list())
                .hasSize(OFTEN)
                .last()
                .isEqualTo(new byte[] {1, 2, OFTEN - 1});
        look.commit();
    }
}
