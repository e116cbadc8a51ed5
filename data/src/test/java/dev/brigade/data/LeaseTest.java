package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LeaseTest {
    record Dish(int id, int portions) {}

    private final Fixture fixture;

    LeaseTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_transaction_without_a_statement_never_has_a_connection() throws SQLException {
        Transaction transaction = fixture.begin("GET /");
        Handle handle = transaction.db();
        Connection connection = transaction.connection();
        connection.setAutoCommit(false);
        connection.setReadOnly(false);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.isValid(1)).isTrue();
        assertThat((Object) connection.getWarnings()).isNull();
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(handle.isReadOnly()).isFalse();
        handle.createQuery("select 1").close();

        assertThat(fixture.leased()).isZero();
        transaction.commit();
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void a_connection_is_leased_at_the_first_statement_and_given_back_at_the_end() {
        Transaction transaction = fixture.begin("GET /");
        assertThat(transaction.db().select("select 1").mapTo(int.class).one()).isEqualTo(1);
        assertThat(fixture.leased()).isEqualTo(1);
        assertThat(transaction.db().select("select 2").mapTo(int.class).one()).isEqualTo(2);
        assertThat(fixture.leased()).isEqualTo(1);
        transaction.rollback();
        assertThat(fixture.leased()).isZero();
    }

    @Test
    void the_handle_and_the_plain_connection_are_one() throws SQLException {
        Transaction transaction = fixture.begin("POST /dishes");
        transaction.db().execute("insert into dish values (3, 7)");
        try (Connection connection = transaction.connection();
                PreparedStatement statement = connection.prepareStatement("select portions from dish where id = 3");
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
        }
        // closing it was the library's habit, not the end of the transaction
        assertThat(transaction.db().execute("delete from dish where id = 3")).isEqualTo(1);
        transaction.commit();
    }

    @Test
    void a_handle_that_a_library_closed_is_replaced() {
        Transaction transaction = fixture.begin("POST /dishes");
        try (Handle handle = transaction.db()) {
            handle.execute("insert into dish values (3, 7)");
        }
        assertThat(transaction
                        .db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one())
                .isEqualTo(3);
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(10, 10, 7);
    }

    @Test
    void a_record_is_mapped_by_its_components() {
        Transaction transaction = fixture.begin("GET /");
        assertThat(transaction
                        .db()
                        .select("select * from dish where id = 2")
                        .mapTo(Dish.class)
                        .one())
                .isEqualTo(new Dish(2, 10));
        transaction.rollback();
    }

    @Test
    void an_activity_gets_no_second_connection() {
        Activity request = fixture.request("POST /orders");
        Transaction first = fixture.database().begin(request, TransactionOptions.DEFAULT);
        Transaction early = fixture.database().begin(request, TransactionOptions.DEFAULT);
        first.db().execute("update dish set portions = 9");

        assertThatThrownBy(() -> fixture.database().begin(request, TransactionOptions.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(request.name() + " holds a connection of database \"main\"");
        assertThatThrownBy(() -> early.db().execute("update dish set portions = 8"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gets no second one")
                .hasMessageContaining("separately(…)");

        first.commit();
        assertThat(early.db().execute("update dish set portions = 8")).isEqualTo(2);
        early.rollback();
    }

    @Test
    void a_handle_of_its_own_is_refused() {
        Transaction transaction = fixture.begin("GET /");
        assertThatThrownBy(() -> transaction.db().getJdbi().open())
                .hasMessageContaining("would be a second connection; use db()");
        transaction.rollback();
    }

    @Test
    void the_isolation_that_was_asked_for_is_that_of_the_database_and_does_not_stay() throws SQLException {
        for (Isolation asked : new Isolation[] {
            Isolation.READ_COMMITTED, Isolation.SERIALIZABLE, Isolation.REPEATABLE_READ, Isolation.SERIALIZABLE
        }) {
            Transaction transaction = fixture.begin("GET /", TransactionOptions.DEFAULT.withIsolation(asked));
            transaction.db().select("select 1").mapTo(int.class).one();
            Connection driver = transaction.connection().getMetaData().getConnection();
            assertThat(driver.unwrap(driverType()).getTransactionIsolation()).isEqualTo(asked.jdbc());
            transaction.commit();
        }
    }

    @Test
    void a_read_only_transaction_can_read_and_can_not_write() {
        Transaction transaction = fixture.begin("GET /", TransactionOptions.READ_ONLY);
        assertThat(transaction
                        .db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one())
                .isEqualTo(2);
        assertThatThrownBy(() -> transaction.db().execute("update dish set portions = 0"))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("25006"));
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);

        Transaction next = fixture.begin("POST /");
        assertThat(next.db().execute("update dish set portions = 5")).isEqualTo(2);
        next.commit();
        assertThat(fixture.portions()).containsExactly(5, 5);
    }

    private Class<? extends Connection> driverType() {
        return switch (fixture.database().product()) {
            case H2 -> org.h2.jdbc.JdbcConnection.class;
            case POSTGRESQL, OTHER -> org.postgresql.jdbc.PgConnection.class;
        };
    }
}
