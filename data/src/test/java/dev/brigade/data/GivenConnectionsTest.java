package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GivenConnectionsTest {
    private final Recorder recorder = new Recorder();

    private Transaction begin(Database database, TransactionOptions options) {
        return database.begin(recorder.begin(Activity.Kind.REQUEST, "test"), options);
    }

    private void run(Database database, Consumer<Transaction> body) {
        Transaction transaction = begin(database, TransactionOptions.DEFAULT);
        body.accept(transaction);
        transaction.commit();
    }

    @ParameterizedTest
    @EnumSource
    void each_statement_commit_and_rollback_passes_through_the_given_connections(TestDatabase kind) throws Exception {
        try (Owner owner = new Owner(kind.fresh());
                Database database = Database.over(owner.settings(), owner)) {
            assertThat(owner.log()).isEmpty(); // opening sends nothing
            run(database, work -> work.db().execute("create table dish (id int primary key)"));
            run(database, work -> {
                work.db().execute("insert into dish values (1)");
                work.finish("insert into dish values (2)");
            });
            Transaction undone = begin(database, TransactionOptions.DEFAULT);
            undone.db().execute("insert into dish values (3)");
            undone.rollback();
            assertThat(owner.log())
                    .containsExactly(
                            "create table dish (id int primary key)",
                            "commit",
                            "close",
                            "insert into dish values (1)",
                            "insert into dish values (2)",
                            "commit",
                            "close",
                            "insert into dish values (3)",
                            "rollback",
                            "close");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_transaction_has_its_isolation_whatever_the_connection_had(TestDatabase kind) throws Exception {
        try (Owner owner = new Owner(kind.fresh());
                Database database = Database.over(owner.settings(), owner)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction transaction = begin(database, new TransactionOptions(isolation, false));
                assertThat(isolationOf(transaction)).isEqualTo(isolation.jdbc());
                transaction.commit();
            }
        }
    }

    private static int isolationOf(Transaction transaction) {
        try {
            return transaction.connection().getTransactionIsolation();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_single_read_has_its_transaction_even_where_one_could_be_spared(TestDatabase kind) throws Exception {
        try (Owner owner = new Owner(kind.fresh());
                Database database = Database.over(owner.settings(), owner)) {
            assertThat(database.sparesCommit()).isFalse();
            for (int i = 0; i < 5; i++) {
                Transaction read = begin(database, TransactionOptions.READ_ONLY.withOneStatement(true));
                read.db().select("select 1").mapTo(Integer.class).one();
                read.commit();
            }
            assertThat(Set.copyOf(owner.log()))
                    .isEqualTo(Set.of("select 1", kind == TestDatabase.H2 ? "rollback" : "commit", "close"));
        }
    }

    @Test
    void the_pool_has_the_size_and_the_patience_of_the_settings() throws Exception {
        try (Owner owner = new Owner(TestDatabase.H2.fresh().withPoolSize(1).withLeaseTimeout(Duration.ofMillis(20)));
                Database database = Database.over(owner.settings(), owner)) {
            Transaction first = begin(database, TransactionOptions.DEFAULT);
            first.db().execute("select 1");
            Transaction second = begin(database, TransactionOptions.DEFAULT);
            assertThatThrownBy(() -> second.db().execute("select 1")).isInstanceOf(LeaseTimeoutException.class);
            assertThat(database.poolView().leased()).isEqualTo(1);
            first.commit();
            second.rollback();
        }
    }

    @Test
    void who_waits_gets_the_connection_of_the_one_before() throws Exception {
        try (Owner owner = new Owner(TestDatabase.H2.fresh().withPoolSize(1));
                Database database = Database.over(owner.settings(), owner)) {
            Transaction first = begin(database, TransactionOptions.DEFAULT);
            first.db().execute("select 1");
            var second = Fixture.async("second", () -> {
                run(database, work -> work.db().execute("select 2"));
                return true;
            });
            Eventually.holds("the second waits", () -> database.poolView().waiting() == 1);
            first.commit();
            assertThat(second.get()).isTrue();
            assertThat(owner.given()).isEqualTo(1);
        }
    }

    @Test
    void separate_transactions_have_connections_of_the_same_owner() throws Exception {
        try (Owner owner = new Owner(TestDatabase.H2.fresh().withPoolSize(1));
                Database database = Database.over(owner.settings(), owner)) {
            run(database, work -> {
                work.db().execute("select 1");
                work.separately(other -> other.db().execute("select 2"));
            });
            assertThat(owner.log()).containsExactly("select 1", "select 2", "commit", "close", "commit", "close");
        }
    }

    @Test
    void closing_it_leaves_the_connections_to_their_owner() throws Exception {
        try (Owner owner = new Owner(TestDatabase.H2.fresh())) {
            Database database = Database.over(owner.settings(), owner);
            run(database, work -> work.db().execute("create table dish (id int)"));
            database.close();
            try (Connection connection = owner.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThatThrownBy(() -> run(database, work -> work.db().execute("select 1")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("is closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cluster_locks_and_signals_stay_in_the_one_application(TestDatabase kind) throws Exception {
        ClusterLock lock = new ClusterLock("kitchen", "billing");
        ClusterCondition filled = new ClusterCondition("kitchen", "filled", Duration.ofHours(1));
        try (Owner owner = new Owner(kind.fresh());
                Database database = Database.over(owner.settings(), owner)) {
            run(database, work -> work.db().execute("create table dish (id int)"));
            var waiting = Fixture.async("waiter", () -> {
                Transaction waiter = begin(database, TransactionOptions.DEFAULT);
                boolean found = filled.awaitUntil(
                        waiter,
                        Duration.ofMinutes(1),
                        look -> !look.db()
                                .select("select id from dish")
                                .mapTo(Integer.class)
                                .list()
                                .isEmpty());
                waiter.rollback();
                return found;
            });
            Transaction clerk = begin(database, TransactionOptions.DEFAULT);
            lock.hold(clerk);
            clerk.db().execute("insert into dish values (1)");
            filled.signal(clerk);
            clerk.commit();
            clerk.runHooks();
            assertThat(waiting.get()).isTrue();
            assertThat(threads()).noneMatch(name -> name.contains("listens to signals"));
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
