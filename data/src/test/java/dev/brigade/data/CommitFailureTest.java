package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.DeadlockException;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

class CommitFailureTest {

    @Test
    void a_deferred_constraint_fails_the_commit_with_its_reason() throws InterruptedException {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction setup = fixture.begin("setup");
            setup.db()
                    .execute(
                            "create table orders (id int, dish int references dish (id) deferrable initially deferred)");
            setup.commit();
            List<String> heard = new ArrayList<>();
            ReentrantLock oven = new ReentrantLock();

            Transaction transaction = fixture.begin("POST /orders");
            transaction.hold(oven);
            transaction.afterCommit(() -> heard.add("committed"));
            transaction.afterRollback(() -> heard.add("rolled back"));
            transaction.db().execute("insert into orders values (1, 99)");
            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);

            assertThat(failure)
                    .hasMessageStartingWith(transaction.activity().name() + " did not commit: ERROR: insert or update")
                    .hasMessageContaining("violates foreign key constraint");
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(fixture.database().commitsInDoubt()).isZero();
            assertThat(Conflicts.isConflict(failure)).isFalse();
            assertThat(oven.isLocked()).isFalse();
            assertThat(fixture.leased()).isZero();
            transaction.runHooks();
            assertThat(heard).containsExactly("rolled back");
        }
    }

    /** SQLSTATE 40003, statement completion unknown: of databases that speak PostgreSQL's protocol and keep their rows on many servers. */
    @Test
    void a_commit_of_which_the_database_itself_does_not_know_may_have_happened() throws SQLException {
        try (Owner owner = new Owner(TestDatabase.H2.fresh())) {
            DataSource doubtful = instead(
                    DataSource.class,
                    owner,
                    "getConnection",
                    () -> instead(Connection.class, owner.getConnection(), "commit", () -> {
                        throw new SQLException("result is ambiguous", "40003");
                    }));
            try (Database database = Database.over(owner.settings(), doubtful)) {
                List<String> heard = new ArrayList<>();
                Transaction transaction = database.begin(Activity.current(), TransactionOptions.DEFAULT);
                transaction.afterRollback(() -> heard.add("rolled back"));
                transaction.db().execute("create table t (id int)");

                CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
                transaction.runHooks();

                assertThat(failure.outcomeUnknown()).isTrue();
                assertThat(Conflicts.isConflict(failure)).isFalse();
                assertThat(heard).isEmpty();
                assertThat(database.commitsInDoubt()).isEqualTo(1);
            }
        }
    }

    private static <T> T instead(Class<T> type, T real, String name, Callable<?> what) {
        return type.cast(Proxy.newProxyInstance(
                CommitFailureTest.class.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
                    if (method.getName().equals(name)) {
                        return what.call();
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    /** The guard ends a statement, and what it sent arrives when that is over and the COMMIT runs. */
    @Test
    void one_that_is_ended_as_the_victim_of_a_deadlock_is_a_conflict() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction setup = fixture.begin("setup");
            setup.db()
                    .execute("create function slow() returns trigger language plpgsql as"
                            + " 'begin perform pg_sleep(60); return null; end'");
            setup.db()
                    .execute("create constraint trigger late after update on dish deferrable initially deferred"
                            + " for each row execute function slow()");
            setup.commit();
            CompletableFuture<Session> begun = new CompletableFuture<>();
            CompletableFuture<Throwable> ended = Fixture.async("victim", () -> {
                Transaction victim = fixture.begin("POST /victim");
                victim.db().execute("update dish set portions = 3 where id = 1");
                begun.complete(victim.session());
                assertThatThrownBy(() -> victim.db().useTransaction(db -> db.execute("select pg_sleep(60)")))
                        .isInstanceOf(DeadlockException.class);
                return catchThrowable(victim::commit);
            });
            Session session = begun.get(20, TimeUnit.SECONDS);
            Eventually.holds("it sleeps", () -> runs(session, "select pg_sleep%"));
            session.breakWith(new DeadlockException("They wait for each other.", List.of(() -> false)));
            Eventually.holds("it commits", () -> runs(session, "COMMIT"));
            TestDatabase.administer("select pg_cancel_backend(" + session.backendId() + ")");

            assertThat(ended.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(DeadlockException.class)
                    .matches(Conflicts::isConflict);
            assertThat(fixture.portions()).containsExactly(10, 10);
            assertThat(fixture.leased()).isZero();
        }
    }

    private static boolean runs(Session session, String query) {
        try (Connection look = TestDatabase.administrator();
                PreparedStatement asked = look.prepareStatement(
                        "select 1 from pg_stat_activity where pid = ? and state = 'active' and query like ?"
                                + " and wait_event = 'PgSleep'")) {
            asked.setInt(1, session.backendId());
            asked.setString(2, query);
            try (ResultSet rows = asked.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement has failed, and calls it success. */
    @Test
    void a_handler_that_swallows_a_failed_statement_does_not_lose_its_writes_silently_on_postgresql() {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            assertThatThrownBy(() -> transaction.db().execute("insert into dish values (1, 1)"))
                    .hasMessageContaining("duplicate key");
            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure).hasMessageContaining("duplicate key");
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
    }

    /** What is done past the confined connection is not seen by it, but by the driver. */
    @Test
    void a_copy_that_failed_and_was_swallowed_does_not_lose_writes_silently_either() throws SQLException {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            CopyManager copies =
                    transaction.connection().unwrap(PGConnection.class).getCopyAPI();
            assertThatThrownBy(() -> copies.copyIn("copy dish from stdin", new StringReader("no number")))
                    .hasMessageContaining("invalid input syntax");
            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
    }

    @Test
    void a_nested_transaction_that_swallowed_a_failed_statement_is_undone_alone() {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            assertThatThrownBy(() -> transaction.db().useTransaction(nested -> {
                        nested.execute("update dish set portions = 4 where id = 2");
                        assertThatThrownBy(() -> nested.execute("insert into dish values (1, 1)"))
                                .hasMessageContaining("duplicate key");
                    }))
                    .isInstanceOf(TransactionException.class);
            transaction.db().execute("update dish set portions = portions - 1 where id = 1");
            transaction.commit();
            assertThat(fixture.portions()).containsExactly(2, 10);
        }
    }

    @Test
    void a_failed_statement_that_a_savepoint_made_good_does_not_hinder_the_commit() {
        for (TestDatabase on : TestDatabase.values()) {
            try (Fixture fixture = new Fixture(on.fresh())) {
                Transaction transaction = fixture.begin("POST /orders");
                transaction.db().execute("update dish set portions = 3 where id = 1");
                assertThatThrownBy(() -> transaction
                                .db()
                                .useTransaction(nested -> nested.execute("insert into dish values (1, 1)")))
                        .isInstanceOf(RuntimeException.class);
                transaction.commit();
                assertThat(fixture.portions()).containsExactly(3, 10);
            }
        }
    }

    /** H2 undoes the whole transaction on a conflict, and would commit what is written after it. */
    @Test
    void a_handler_that_swallows_a_conflict_does_not_commit_its_second_half_on_h2() {
        try (Fixture fixture = new Fixture(TestDatabase.H2.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            Transaction other = fixture.begin("POST /orders");
            other.db().execute("update dish set portions = 7 where id = 2");
            other.commit();
            assertThatThrownBy(() -> transaction.db().execute("update dish set portions = 4 where id = 2"))
                    .matches(Conflicts::isConflict);
            transaction.db().execute("insert into dish values (5, 5)");

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure).hasMessageContaining("undid its transaction").matches(Conflicts::isConflict);
            assertThat(fixture.portions()).containsExactly(10, 7);
        }
    }

    @Test
    void a_connection_that_is_lost_at_the_commit_leaves_the_outcome_unknown() throws InterruptedException {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            List<String> heard = new ArrayList<>();
            BoundedQueue<String> queue = new BoundedQueue<>("pass", 1);
            Transaction transaction = fixture.begin("POST /orders");
            transaction.putOrRefuse(queue, "ticket");
            transaction.afterCommit(() -> heard.add("committed"));
            transaction.afterRollback(() -> heard.add("rolled back"));
            int backend = transaction
                    .db()
                    .select("update dish set portions = 3 where id = 1 returning pg_backend_pid()")
                    .mapTo(int.class)
                    .one();
            TestDatabase.administer("select pg_terminate_backend(" + backend + ", 5000)");

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(fixture.database().commitsInDoubt()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("nobody knows whether it did");
            assertThat(Conflicts.isConflict(failure)).isFalse();
            transaction.runHooks();
            assertThat(heard).isEmpty();

            assertThat(queue).isEmpty();
            assertThat(queue.remainingCapacity()).isEqualTo(1); // its place has been given back
            assertThat(fixture.portions()).containsExactly(10, 10); // on a new connection
        }
    }

    @Test
    void a_session_that_is_killed_leaves_the_outcome_unknown_on_h2() {
        try (Fixture fixture = new Fixture(TestDatabase.H2.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            transaction.db().execute("update dish set portions = 3 where id = 1");
            int session = transaction
                    .db()
                    .select("select session_id()")
                    .mapTo(int.class)
                    .one();
            Transaction killer = fixture.begin("DELETE /session");
            killer.db()
                    .select("select abort_session(?)", session)
                    .mapTo(boolean.class)
                    .one();
            killer.commit();

            CommitFailedException failure = catchThrowableOfType(CommitFailedException.class, transaction::commit);
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(fixture.portions()).containsExactly(10, 10);
            assertThat(fixture.leased()).isZero();
        }
    }

    @Test
    void a_rollback_on_a_lost_connection_does_not_throw() {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction transaction = fixture.begin("POST /orders");
            int backend = transaction
                    .db()
                    .select("select pg_backend_pid()")
                    .mapTo(int.class)
                    .one();
            TestDatabase.administer("select pg_terminate_backend(" + backend + ", 5000)");
            transaction.rollback();
            assertThat(fixture.leased()).isZero();
            assertThat(fixture.portions()).containsExactly(10, 10);
        }
    }
}
