package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.cluster.ClusterSchema;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Target;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables that cluster locks and conditions make for themselves. */
class ClusterSchemaTest {

    @ParameterizedTest
    @EnumSource
    void many_may_make_them_at_once_and_they_are_made_once(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        try (Database kept = Database.open(settings)) {
            CyclicBarrier all = new CyclicBarrier(6);
            List<CompletableFuture<Boolean>> made = new ArrayList<>();
            ClusterSchema shared = new ClusterSchema(TestDatabase.target(settings));
            for (int i = 0; i < 6; i++) {
                // other nodes are there on PostgreSQL only
                ClusterSchema schema =
                        database == TestDatabase.H2 ? shared : new ClusterSchema(TestDatabase.target(settings));
                made.add(Fixture.async("node " + i, () -> {
                    all.await(20, TimeUnit.SECONDS);
                    schema.ensure();
                    return true;
                }));
            }
            for (CompletableFuture<Boolean> one : made) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
            }
            new ClusterSchema(TestDatabase.target(settings)).ensure(); // at the next start
            Transaction look = kept.begin(Activity.current(), TransactionOptions.READ_ONLY);
            assertThat(look.db()
                            .select("select version from brigade_history where part = 'cluster'")
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(1);
            look.rollback();
        }
    }

    @Test
    void a_user_who_may_not_make_them_is_told_the_sql_that_somebody_else_can_run() throws Exception {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        TestDatabase.administer("drop role if exists clerk");
        TestDatabase.administer("create role clerk login password 'secret'");
        try (Database asOwner = Database.open(settings);
                Database asClerk = Database.open(settings.withUser("clerk", "secret"))) {
            ClusterLock lock = new ClusterLock("kitchen", "billing");
            Transaction owner = asOwner.begin(Activity.current(), TransactionOptions.DEFAULT);
            owner.db().execute("revoke create on schema public from public");
            owner.commit();
            Transaction clerk = asClerk.begin(Activity.current(), TransactionOptions.DEFAULT);
            lock.hold(clerk); // needs no table
            new ClusterCondition("kitchen", "filled").signalAll(clerk); // nor does this
            clerk.commit();

            Transaction refused = asClerk.begin(Activity.current(), TransactionOptions.DEFAULT);
            Throwable failure = catchThrowable(() -> lock.holdFenced(refused));
            refused.rollback();

            assertThat(failure)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("User \"clerk\" of database \"main\" at ")
                    .hasMessageContaining(
                            "Let somebody who may run this, once:\ncreate table if not exists brigade_history");
            String said = String.valueOf(failure.getMessage());
            try (var connection = TestDatabase.target(settings).connect();
                    var statement = connection.createStatement()) {
                statement.execute(said.substring(said.indexOf("create table")));
            }
            Transaction again = asClerk.begin(Activity.current(), TransactionOptions.DEFAULT);
            assertThat(lock.holdFenced(again)).isEqualTo(1);
            new ClusterCondition("kitchen", "filled").signal(again);
            again.commit();
        } finally {
            TestDatabase.administer(
                    "drop database " + settings.url().replaceFirst(".*/(\\w+).*", "$1") + " with (force)");
            TestDatabase.administer("drop role clerk");
        }
    }

    @Test
    void a_user_who_may_not_read_those_that_another_made_is_told_sql_that_can_be_run() throws Exception {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        TestDatabase.administer("drop role if exists clerk");
        TestDatabase.administer("create role clerk login password 'secret'");
        try {
            new ClusterSchema(TestDatabase.target(settings)).ensure();
            ClusterSchema ofClerk = new ClusterSchema(TestDatabase.target(settings.withUser("clerk", "secret")));
            String said = String.valueOf(catchThrowable(ofClerk::ensure).getMessage());
            try (var connection = TestDatabase.target(settings).connect();
                    var statement = connection.createStatement()) {
                statement.execute(said.substring(said.indexOf("create table")));
            }
            ofClerk.ensure();
        } finally {
            TestDatabase.administer(
                    "drop database " + settings.url().replaceFirst(".*/(\\w+).*", "$1") + " with (force)");
            TestDatabase.administer("drop role clerk");
        }
    }

    @Test
    void a_database_through_which_processes_cant_lock_each_other_out_is_refused() {
        Target shared = TestDatabase.target(DatabaseSettings.at("jdbc:h2:./data/x;AUTO_SERVER=TRUE"));
        assertThatThrownBy(() -> new Cluster(shared, shared::connect).check("Cluster lock \"billing\""))
                .hasMessageStartingWith(
                        "Cluster lock \"billing\" needs PostgreSQL, or an H2 database that is this process's alone;");
    }
}
