package dev.brigade.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbc.JdbcPreparedStatement;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.jdbc.PgStatement;

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

    private void createPages() {
        Transaction setup = fixture.begin("setup");
        setup.db()
                .execute("create table page (id int primary key, name varchar(20), bytes "
                        + (on == TestDatabase.H2 ? "varbinary(9)" : "bytea") + ")");
        setup.commit();
    }

    private List<String> pages() {
        Transaction look = fixture.begin("GET /pages");
        List<String> pages = look.db()
                .select("select id, name, bytes from page order by id")
                .map((rows, _) -> rows.getInt(1) + " " + rows.getString(2) + " " + Arrays.toString(rows.getBytes(3)))
                .list();
        look.commit();
        return pages;
    }

    @Test
    void each_execution_has_the_values_that_were_set_last() throws SQLException {
        createPages();
        Transaction transaction = fixture.begin("POST /pages");
        try (PreparedStatement insert =
                transaction.db().getConnection().prepareStatement("insert into page (id, name) values (?, ?)")) {
            insert.setString(2, "a");
            for (int id = 1; id <= 3; id++) {
                insert.setInt(1, id);
                insert.execute();
            }
            insert.setInt(1, 4);
            insert.setString(2, "b");
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        transaction.commit();
        assertThat(pages()).containsExactly("1 a null", "2 a null", "3 a null", "4 b null");

        Transaction asks = fixture.begin("GET /pages");
        try (PreparedStatement ask = asks.db().getConnection().prepareStatement("select name from page where id = ?")) {
            ask.setInt(1, 1);
            assertThat(ask.execute()).isTrue();
            ResultSet first = ask.getResultSet();
            assertThat(first.next()).isTrue();
            ask.setInt(1, 4);
            try (ResultSet rows = ask.executeQuery()) {
                assertThat(first.isClosed()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("b");
            }
        }
        asks.commit();
    }

    @Test
    void a_batch_may_follow_when_it_was_executed() throws SQLException {
        createPages();
        Transaction transaction = fixture.begin("POST /pages");
        try (PreparedStatement insert =
                transaction.db().getConnection().prepareStatement("insert into page (id) values (?)")) {
            insert.setInt(1, 1);
            insert.execute();
            insert.setInt(1, 2);
            insert.addBatch();
            insert.setInt(1, 3);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            insert.setInt(1, 4);
            insert.addBatch();
            insert.clearBatch();
            assertThat(insert.executeBatch()).isEmpty();
        }
        transaction.commit();
        assertThat(pages()).containsExactly("1 null null", "2 null null", "3 null null");
    }

    @Test
    void what_the_driver_refused_to_send_can_be_mended() throws SQLException {
        createPages();
        Transaction transaction = fixture.begin("POST /pages");
        try (PreparedStatement insert =
                transaction.db().getConnection().prepareStatement("insert into page (id, name) values (?, ?)")) {
            insert.setInt(1, 1);
            assertThatThrownBy(insert::execute).isInstanceOf(SQLException.class);
            insert.setString(2, "a");
            insert.execute();
        }
        transaction.rollback();
        assertThat(pages()).isEmpty();
    }

    /** PostgreSQL's driver takes a stream for that; H2 would take its bytes. */
    private Object text() {
        return on == TestDatabase.H2 ? "text" : new ByteArrayInputStream("text".getBytes(US_ASCII));
    }

    /** What can be read once only reaches the statement that runs. */
    @Test
    void streams_reach_it() throws SQLException {
        createPages();
        String sql = "insert into page values (?, ?, ?)";
        byte[] bytes = {1, 2, 3};
        for (int id = 1; id <= 4; id++) {
            Transaction transaction = fixture.begin("POST /pages");
            try (PreparedStatement insert = transaction.db().getConnection().prepareStatement(sql)) {
                insert.setInt(1, id);
                switch (id) {
                    case 1 -> {
                        insert.setCharacterStream(2, new StringReader("text"));
                        insert.setBinaryStream(3, new ByteArrayInputStream(bytes));
                        insert.execute();
                    }
                    case 2 -> {
                        insert.setAsciiStream(2, new ByteArrayInputStream("text".getBytes(US_ASCII)), 4);
                        insert.setBinaryStream(3, new ByteArrayInputStream(bytes), 3);
                        insert.executeUpdate();
                    }
                    case 3 -> {
                        insert.setObject(2, text(), Types.LONGVARCHAR);
                        insert.setBytes(3, bytes);
                        insert.execute();
                    }
                    default -> {
                        insert.setCharacterStream(2, new StringReader("text"), 4);
                        insert.setBinaryStream(3, new ByteArrayInputStream(bytes));
                        insert.addBatch();
                        insert.executeBatch();
                    }
                }
            }
            transaction.commit();
        }
        Transaction second = fixture.begin("POST /pages");
        try (PreparedStatement insert = second.db().getConnection().prepareStatement(sql)) {
            assertThat(portions(second, 1)).isEqualTo(10);
            insert.setInt(1, 5);
            insert.setCharacterStream(2, new StringReader("text"));
            insert.setBinaryStream(3, new ByteArrayInputStream(bytes));
            insert.execute();
        }
        second.commit();
        assertThat(pages())
                .containsExactly(
                        "1 text [1, 2, 3]",
                        "2 text [1, 2, 3]",
                        "3 text [1, 2, 3]",
                        "4 text [1, 2, 3]",
                        "5 text [1, 2, 3]");
    }

    @Test
    void what_is_set_at_the_drivers_own_statement_counts() throws SQLException {
        createPages();
        Transaction transaction = fixture.begin("POST /pages");
        try (PreparedStatement insert =
                transaction.db().getConnection().prepareStatement("insert into page (id, name) values (?, ?)")) {
            insert.setInt(1, 1);
            PreparedStatement own = on == TestDatabase.H2
                    ? insert.unwrap(JdbcPreparedStatement.class)
                    : (PreparedStatement) insert.unwrap(PgStatement.class);
            own.setString(2, "own");
            insert.execute();
        }
        transaction.commit();
        assertThat(pages()).containsExactly("1 own null");
    }
}
