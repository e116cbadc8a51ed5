package dev.brigade.check.postgres;

import static dev.brigade.check.postgres.Works.execute;
import static dev.brigade.check.postgres.Works.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.postgres.Trial.Explored;
import dev.brigade.check.postgres.Trial.Work;
import dev.brigade.check.search.DelayBound;
import dev.brigade.check.search.PartialOrder;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All that one transaction can wait for in another one, and each way in which it lets go. */
class PostgresLocksTest {
    private static final String SCHEMA = "CREATE TABLE recipe(id int PRIMARY KEY);"
            + " CREATE TABLE step(id int PRIMARY KEY, recipe int REFERENCES recipe);";
    private static final String RESET = "DELETE FROM step; DELETE FROM recipe; INSERT INTO recipe VALUES (1)";
    private static final String STATE = "SELECT 'r' || id FROM recipe UNION ALL SELECT 's' || id FROM step ORDER BY 1";

    private static Trial trial;

    @BeforeAll
    static void begin() throws SQLException {
        trial = new Trial(3, SCHEMA, RESET, STATE);
    }

    @AfterAll
    static void end() throws SQLException {
        trial.close();
    }

    private static Explored explore(Work... works) throws SQLException {
        Explored all = trial.explore(new DelayBound(100, Set.of("database")), 300, works);
        Explored reduced = trial.explore(new PartialOrder(), 300, works);
        assertThat(all.mismatches()).isEmpty();
        assertThat(reduced.mismatches()).isEmpty();
        if (all.schedules() < 300) {
            assertThat(reduced.texts()).isEqualTo(all.texts());
        }
        return all;
    }

    private static boolean someRunHas(Explored explored, String earlier, String later) {
        return explored.runs().stream()
                .map(Trial.Outcome::events)
                .anyMatch(events -> events.contains(earlier)
                        && events.contains(later)
                        && events.indexOf(earlier) < events.indexOf(later));
    }

    @Test
    void who_inserts_the_same_key_waits_for_the_first_and_is_refused() throws SQLException {
        Work inserts = transaction("INSERT INTO recipe VALUES (2)");

        assertThat(explore(inserts, inserts).texts()).containsExactly("[23505, ok] r1 r2", "[ok, 23505] r1 r2");
    }

    @Test
    void if_the_first_takes_its_key_back_those_who_waited_go_on_in_their_order() throws SQLException {
        Work takesBack = connection -> {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO recipe VALUES (2)");
            connection.rollback();
            return "back";
        };
        Work inserts = transaction("INSERT INTO recipe VALUES (2)");

        assertThat(explore(takesBack, inserts, inserts).texts())
                .containsExactly(
                        "[23505, 23505, ok] r1 r2",
                        "[23505, ok, 23505] r1 r2",
                        "[back, 23505, ok] r1 r2",
                        "[back, ok, 23505] r1 r2");
    }

    @Test
    void a_row_that_is_referred_to_is_not_deleted() throws SQLException {
        assertThat(explore(
                                transaction("INSERT INTO step VALUES (1, 1)"),
                                transaction("DELETE FROM recipe WHERE id = 1"))
                        .texts())
                .containsExactly("[23503, ok] ", "[ok, 23503] r1 s1");
    }

    @Test
    void who_insert_two_keys_in_opposite_orders_are_in_deadlock() throws SQLException {
        Explored all = explore(
                transaction("INSERT INTO recipe VALUES (2)", "INSERT INTO recipe VALUES (3)"),
                transaction("INSERT INTO recipe VALUES (3)", "INSERT INTO recipe VALUES (2)"));

        assertThat(all.texts())
                .containsExactly(
                        "[23505, ok] r1 r2 r3", "[40P01, ok] r1 r2 r3", "[ok, 23505] r1 r2 r3", "[ok, 40P01] r1 r2 r3");
    }

    @Test
    void a_statement_that_fails_lets_the_locks_go_before_the_rollback() throws SQLException {
        Work fails = connection -> {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1 FROM recipe FOR UPDATE");
            try {
                execute(connection, "SELECT 1 / 0");
                return "ok";
            } catch (SQLException e) {
                connection.rollback();
                return e.getSQLState();
            }
        };

        Explored all = explore(fails, transaction("UPDATE recipe SET id = 4"));

        assertThat(all.texts()).containsExactly("[22012, ok] r4");
        assertThat(someRunHas(all, "1 commit", "0 rollback")).isTrue();
    }

    @Test
    void a_rollback_to_a_savepoint_lets_the_locks_go_that_came_after_it() throws SQLException {
        Work half = connection -> {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1");
            Savepoint before = connection.setSavepoint();
            execute(connection, "UPDATE recipe SET id = 5");
            connection.rollback(before);
            connection.commit();
            return "ok";
        };

        Explored all = explore(half, transaction("UPDATE recipe SET id = 4"));

        assertThat(all.texts()).containsExactly("[ok, ok] r4");
        assertThat(someRunHas(all, "1 goes on after it has waited, when it UPDATE recipe SET id = 4", "0 commit"))
                .isTrue();
    }

    @Test
    void an_advisory_lock_is_let_go_within_a_transaction() throws SQLException {
        Work locks = connection -> {
            connection.setAutoCommit(false);
            execute(connection, "SELECT pg_advisory_lock(7)", "SELECT pg_advisory_unlock(7)");
            connection.commit();
            return "ok";
        };

        Explored all = explore(locks, locks);

        assertThat(all.texts()).containsExactly("[ok, ok] r1");
        assertThat(someRunHas(all, "1 goes on after it has waited, when it SELECT pg_advisory_lock(7)", "0 commit"))
                .isTrue();
    }

    @Test
    void a_table_is_waited_for() throws SQLException {
        Explored all = explore(
                transaction("LOCK TABLE step", "INSERT INTO step VALUES (1, 1)"),
                transaction("INSERT INTO step VALUES (2, 1)"),
                connection -> "nothing");

        assertThat(all.texts()).containsExactly("[ok, ok, nothing] r1 s1 s2");
    }

    @Test
    void without_a_transaction_each_statement_lets_its_locks_go() throws SQLException {
        Work statements = connection -> {
            execute(connection, "UPDATE recipe SET id = id + 1", "UPDATE recipe SET id = id * 2");
            return "ok";
        };

        assertThat(explore(statements, statements).texts()).containsExactly("[ok, ok] r10", "[ok, ok] r12");
    }

    @Test
    void skip_locked_and_nowait_see_what_is_locked_at_that_moment() throws SQLException {
        Work takes = connection -> {
            connection.setAutoCommit(false);
            int deleted;
            try (var statement = connection.createStatement()) {
                deleted = statement.executeUpdate(
                        "DELETE FROM recipe WHERE id = (SELECT id FROM recipe LIMIT 1 FOR UPDATE SKIP LOCKED)");
            }
            connection.commit();
            return String.valueOf(deleted);
        };
        Work insists = transaction("SELECT 1 FROM recipe WHERE id = 1 FOR UPDATE NOWAIT");

        assertThat(explore(takes, insists).texts())
                .containsExactlyInAnyOrderElementsOf(List.of("[0, ok] r1", "[1, 55P03] ", "[1, ok] "));
    }

    @Test
    void a_session_that_is_closed_lets_its_locks_go() throws SQLException {
        Work leaves = connection -> {
            connection.setAutoCommit(false);
            execute(connection, "UPDATE recipe SET id = 5");
            connection.abort(Runnable::run);
            return "left";
        };

        assertThat(explore(leaves, transaction("UPDATE recipe SET id = 4")).texts())
                .containsExactly("[left, ok] r4");
    }
}
