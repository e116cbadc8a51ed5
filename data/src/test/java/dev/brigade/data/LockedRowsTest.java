package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.LockTimeout;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.guard.RowWaits;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedRowsTest {

    @Test
    void a_prepared_transaction_that_has_locked_a_row_is_told_as_one(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setServerConfig("max_prepared_transactions", "2")
                        .start();
                Fixture fixture = new Fixture(DatabaseSettings.at(server.getJdbcUrl("postgres", "postgres"))
                        .withPoolSize(1));
                Connection other = server.getPostgresDatabase().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("begin");
            statement.execute("update dish set portions = 1 where id = 1");
            statement.execute("prepare transaction 'left'");
            Activity activity = fixture.request("POST /orders");
            CompletableFuture<Throwable> failed = Fixture.async("waits", () -> {
                Transaction transaction = fixture.database().begin(activity, TransactionOptions.DEFAULT);
                transaction.db().execute("set local lock_timeout = '2s'");
                Throwable failure =
                        catchThrowable(() -> transaction.db().execute("update dish set portions = 2 where id = 1"));
                transaction.rollback();
                return failure;
            });
            RowWaits rows = fixture.database().rowWaits();
            Eventually.holds("it has waited in vain, and the guard has looked meanwhile", () -> {
                assertThat(rows.of(Set.of(activity)).values())
                        .allMatch(wait -> wait.blockers().equals(Blockers.UNKNOWN));
                return failed.isDone();
            });

            assertThat(LockTimeout.of(failed.get(20, TimeUnit.SECONDS))
                            .orElseThrow()
                            .holders())
                    .containsExactly("a prepared transaction, of pg_prepared_xacts");
            statement.execute("rollback prepared 'left'");
        }
    }

    /** The application must stop, and the guard look after locks, also when the network is cut. */
    @Test
    void closing_does_not_wait_for_an_answer_that_a_network_swallows() throws Exception {
        DatabaseSettings direct = TestDatabase.POSTGRESQL.fresh();
        try (SwallowingProxy proxy = new SwallowingProxy(TestDatabase.port());
                Fixture fixture = new Fixture(DatabaseSettings.at(
                                direct.url().replace(":" + TestDatabase.port() + "/", ":" + proxy.port() + "/"))
                        .withPoolSize(1))) {
            Transaction holder = fixture.begin("POST /orders");
            holder.db().execute("update dish set portions = 9 where id = 1");
            Activity activity = holder.activity();
            LockedRows rows = (LockedRows) fixture.database().rowWaits();
            assertThat(rows.of(Set.of(activity))).isEmpty(); // it waits for nobody, and there is a connection now

            proxy.swallow();
            CompletableFuture<Map<?, ?>> asked = Fixture.async("guard", () -> rows.of(Set.of(activity)));
            rows.close();
            assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(rows.of(Set.of(activity))).isEmpty(); // at once, since it is closed
        }
    }
}
