package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activity;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ConfinementTest {
    private final Fixture fixture;

    ConfinementTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void another_thread_is_refused_and_both_are_named() throws Exception {
        Fixture.on("owner", () -> {
            Transaction transaction = fixture.begin("POST /orders");
            Connection connection = transaction.connection();
            PreparedStatement statement = connection.prepareStatement("select id from dish");
            ResultSet rows = statement.executeQuery();
            Activity other = fixture.request("GET /menu");

            String said = Fixture.on(
                    "thief",
                    () -> other.call(() -> {
                        assertThatThrownBy(statement::executeQuery)
                                .hasMessageStartingWith("A statement of POST /orders");
                        assertThatThrownBy(rows::next).hasMessageStartingWith("A result set of POST /orders");
                        assertThatThrownBy(rows::close).isInstanceOf(IllegalStateException.class);
                        assertThatThrownBy(transaction::db).isInstanceOf(IllegalStateException.class);
                        assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
                        assertThatThrownBy(transaction::rollback).isInstanceOf(IllegalStateException.class);
                        try {
                            connection.createStatement();
                            return "";
                        } catch (IllegalStateException refused) {
                            return String.valueOf(refused.getMessage());
                        }
                    }));

            assertThat(said)
                    .isEqualTo("The connection of " + transaction.activity().name()
                            + " belongs to thread \"owner\" and was used from thread \"thief\" (" + other.name()
                            + "). A connection stays with its thread: read the rows first and pass them on, or begin a"
                            + " transaction there.");
            assertThat(rows.next()).isTrue(); // and the owner has not been disturbed
            transaction.rollback();
            return true;
        });
    }

    @Test
    void use_after_the_end_is_refused_and_says_how_it_ended() throws SQLException {
        Transaction committed = fixture.begin("POST /orders");
        Handle handle = committed.db();
        Connection connection = committed.connection();
        PreparedStatement statement = connection.prepareStatement("select id from dish");
        ResultSet rows = statement.executeQuery();
        committed.commit();

        String after = " of " + committed.activity().name() + " was used after its transaction had committed.";
        assertThatThrownBy(connection::createStatement).hasMessageStartingWith("The connection" + after);
        assertThatThrownBy(statement::executeQuery).hasMessageStartingWith("A statement" + after);
        assertThatThrownBy(rows::next).hasMessageStartingWith("A result set" + after);
        assertThatThrownBy(committed::db).hasMessageStartingWith("The connection" + after);
        assertThatThrownBy(() -> handle.execute("select 1")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(committed::commit).hasMessageStartingWith("The transaction" + after);
        assertThatThrownBy(() -> committed.afterCommit(() -> {})).hasMessageStartingWith("A hook" + after);

        Transaction rolledBack = fixture.begin("POST /orders");
        rolledBack.rollback();
        assertThatThrownBy(rolledBack::connection).hasMessageContaining("its transaction had rolled back");
    }

    @Test
    void closing_after_the_end_does_nothing() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        Connection connection = transaction.connection();
        PreparedStatement statement = connection.prepareStatement("select id from dish");
        ResultSet rows = statement.executeQuery();
        transaction.commit();

        assertThatCode(() -> {
                    rows.close();
                    statement.close();
                    connection.close();
                    transaction.rollback();
                })
                .doesNotThrowAnyException();
        assertThat(connection.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
    }

    @Test
    void statements_that_were_left_open_are_closed_at_the_end() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        PreparedStatement statement = transaction.connection().prepareStatement("select id from dish");
        PreparedStatement driver = statement.unwrap(driverType());
        assertThat(driver.isClosed()).isFalse();
        transaction.commit();
        assertThat(driver.isClosed()).isTrue();
    }

    @Test
    void unwrap_to_a_type_of_jdbc_stays_confined() throws SQLException {
        Transaction transaction = fixture.begin("POST /orders");
        Connection connection = transaction.connection();
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        ResultSet tables = connection.getMetaData().getTables(null, null, "%", null);
        assertThat(tables.next()).isTrue();
        Statement behind = tables.getStatement(); // H2 has none
        if (behind != null) {
            assertThat(behind.getConnection()).isSameAs(connection);
        }
        transaction.rollback();
    }

    /** PostgreSQL fetches a large object over the connection while it is read, H2 from its files. */
    @ParameterizedTest
    @EnumSource
    void large_values_are_confined_too(TestDatabase on) throws Exception {
        try (Fixture large = new Fixture(on.fresh())) {
            Transaction transaction = large.begin("GET /picture");
            String made = on == TestDatabase.H2 ? "cast(X'0102' as blob)" : "lo_from_bytea(0, '\\x0102')";
            ResultSet rows = transaction
                    .connection()
                    .createStatement()
                    .executeQuery("select " + made + ", " + (on == TestDatabase.H2 ? "cast('text' as clob)" : "1"));
            rows.next();
            Blob blob = Objects.requireNonNull(rows.getBlob(1));
            assertThat(blob.getBytes(1, 2)).containsExactly(1, 2);
            assertThatThrownBy(() -> Fixture.on("thief", blob::length))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("A blob of GET /picture");
            if (on == TestDatabase.H2) {
                assertThat(rows.getObject(2))
                        .isInstanceOf(Clob.class)
                        .asString()
                        .startsWith("A clob of GET /picture");
            }
            transaction.commit();
            assertThatThrownBy(blob::length).hasMessageContaining("after its transaction had committed");
            blob.free(); // as libraries do in finally
        }
    }

    @Test
    void ending_by_hand_is_refused_with_the_remedy() {
        Transaction transaction = fixture.begin("POST /orders");
        Connection connection = transaction.connection();
        assertThatThrownBy(connection::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Connection.commit() is not for "
                        + transaction.activity().name()
                        + " to call: the commit comes after the handler has returned; put what must come after it into"
                        + " afterCommit.");
        assertThatThrownBy(connection::rollback).hasMessageContaining("call rollbackOnly() or throw");
        assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("it is always in a transaction");
        assertThatThrownBy(() -> connection.setReadOnly(true)).hasMessageContaining("where the transaction begins");
        assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED))
                .hasMessageContaining("runs at SERIALIZABLE");
        assertThatThrownBy(() -> connection.abort(Runnable::run)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.db().begin()).hasMessageContaining("use inTransaction");
        assertThatThrownBy(() -> transaction.db().commit()).hasMessageContaining("afterCommit");
        assertThatThrownBy(() -> transaction.db().rollback()).hasMessageContaining("rollbackOnly()");
        transaction.rollback();
    }

    private Class<? extends PreparedStatement> driverType() {
        return switch (fixture.database().product()) {
            case H2 -> org.h2.jdbc.JdbcPreparedStatement.class;
            case POSTGRESQL, OTHER -> PreparedStatement.class;
        };
    }
}
