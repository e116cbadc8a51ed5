package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Ways of H2 with transactions that want the same rows, which are no fault of those who run in them. */
class H2ConflictsTest {

    private static DatabaseExploration<DataSource> seats() {
        return Explore.database(DatabaseProduct.H2)
                .given(db -> db.execute("create table seat (id int primary key, guest int not null check (guest >= 0))")
                        .execute("insert into seat values (1, 1), (2, 2)"))
                .budget(Duration.ofMinutes(1));
    }

    /** Runs them in a transaction; a conflict is passed on, and what else a statement says is its result. */
    private static String inTransaction(DataSource source, int isolation, String... statements) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            StringBuilder results = new StringBuilder();
            for (String sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    results.append(statement.executeUpdate(sql)).append(' ');
                } catch (SQLException e) {
                    if ("40001".equals(e.getSQLState())) {
                        connection.rollback();
                        throw e;
                    }
                    results.append(e.getSQLState()).append(' ');
                }
            }
            connection.commit();
            return results.toString();
        }
    }

    @Test
    void a_row_that_has_changed_since_the_snapshot_is_no_deadlock_whoever_waits_for_it_besides() {
        Explored explored = seats().calls(
                        source -> inTransaction(
                                source,
                                Connection.TRANSACTION_REPEATABLE_READ,
                                "delete from seat where id = 1",
                                "update seat set guest = 3 where id = 2"),
                        source -> inTransaction(
                                source, Connection.TRANSACTION_REPEATABLE_READ, "delete from seat where id = 1"),
                        source -> inTransaction(
                                source, Connection.TRANSACTION_REPEATABLE_READ, "insert into seat values (1, 4)"))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    /** H2 wakes whoever waits for a transaction that has undone a statement, at once and again and again, until it ends. */
    @Test
    void who_is_woken_again_and_again_lets_the_one_go_on_that_all_wait_for() {
        Explored explored = seats().calls(
                        source -> inTransaction(
                                source,
                                Connection.TRANSACTION_READ_COMMITTED,
                                "delete from seat where id = 1",
                                "update seat set guest = -1 where id = 2",
                                "delete from seat where id = 1"),
                        source -> inTransaction(
                                source, Connection.TRANSACTION_READ_COMMITTED, "delete from seat where id = 1"),
                        source -> inTransaction(
                                source,
                                Connection.TRANSACTION_READ_COMMITTED,
                                "update seat set guest = 5 where id = 1"))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
