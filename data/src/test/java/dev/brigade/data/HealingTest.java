package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Outages;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;

class HealingTest {

    @Test
    void connections_that_the_server_has_killed_are_replaced() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            killAll(fixture);
            // each may still meet one dead connection, and says so; none is met twice
            List<Boolean> worked =
                    IntStream.range(0, 8).mapToObj(_ -> works(fixture)).toList();
            assertThat(worked).endsWith(true, true, true, true);
            assertThat(fixture.portions()).containsExactly(10, 10);
            assertThat(fixture.leased()).isZero();
        }
    }

    @Test
    void a_database_that_is_down_is_told_and_one_that_is_up_again_is_used(@TempDir Path folder) throws IOException {
        EmbeddedPostgres server = start(folder, 0);
        int port = server.getPort();
        DatabaseSettings settings = DatabaseSettings.at(server.getJdbcUrl("postgres", "postgres"))
                .withPoolSize(2)
                .withLeaseTimeout(Duration.ofMillis(500));
        try (Fixture fixture = new Fixture(settings)) {
            server.close();
            Eventually.holds(
                    "its dead connections are found out",
                    () -> !works(fixture) && fixture.database().poolView().idle() == 0);
            assertThatThrownBy(fixture::portions)
                    .hasMessageContaining("Database \"main\" gives no connection: ")
                    .hasMessageContaining("The pool recovers by itself");

            server = start(folder, port);
            Eventually.holds("the pool works again", () -> works(fixture));
            assertThat(fixture.portions()).containsExactly(10, 10);
            assertThat(fixture.leased()).isZero();
        } finally {
            server.close();
        }
    }

    @Test
    void a_transaction_that_only_reads_and_loses_its_connection_at_the_commit_leaves_nobody_in_doubt() {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh().withPoolSize(1))) {
            Transaction read = fixture.begin("GET /dishes", TransactionOptions.READ_ONLY);
            int backend = read.db()
                    .select("select pg_backend_pid()")
                    .mapTo(Integer.class)
                    .one();
            TestDatabase.administer("select pg_terminate_backend(" + backend + ", 5000)");

            Throwable failure = catchThrowable(read::commit);

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            CommitFailedException.class,
                            commit -> assertThat(commit.outcomeUnknown()).isFalse());
            assertThat(Outages.isOutage(failure)).isTrue();
            assertThat(fixture.database().commitsInDoubt()).isZero();
            assertThat(fixture.portions()).containsExactly(10, 10);
            assertThat(fixture.leased()).isZero();
        }
    }

    /** Somebody who looks after what lasts too long, as an application has. */
    private record Swept(Thread sweeper) implements AutoCloseable {
        Swept(Database database) {
            this(Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    database.breakSilent(System.nanoTime());
                    LockSupport.parkNanos(10_000_000);
                }
            }));
        }

        @Override
        public void close() {
            sweeper.interrupt();
        }
    }

    /** As where a firewall forgets connections, or the machine of the database is gone without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"commit", "last statement", "rollback", "read", "upkeep"})
    void the_end_of_a_transaction_does_not_wait_for_ever_for_a_network_that_swallows_all(String end) throws Exception {
        DatabaseSettings real = TestDatabase.POSTGRESQL.fresh();
        try (SwallowingProxy network = new SwallowingProxy(TestDatabase.port())) {
            String url = real.url().replace(":" + TestDatabase.port() + "/", ":" + network.port() + "/");
            DatabaseSettings through = new DatabaseSettings(
                            "main", url, real.user(), real.password(), 1, Duration.ofMillis(500), "")
                    .withIdleInTransaction(Duration.ofSeconds(1));
            try (Fixture fixture = new Fixture(through);
                    Swept _ = new Swept(fixture.database())) {
                Throwable failure = Fixture.on("swallowed", () -> {
                    Transaction transaction = switch (end) {
                        case "upkeep" -> fixture.database().beginUpkeep();
                        case "read" -> fixture.begin("GET /dishes", TransactionOptions.READ_ONLY);
                        default -> fixture.begin("POST /dishes");
                    };
                    transaction.db().select("select 1").mapTo(Integer.class).one();
                    if (end.equals("last statement")) {
                        transaction.finish("update dish set portions = 1 where id = 1");
                    }
                    network.swallow();
                    return catchThrowable(() -> {
                        switch (end) {
                            case "rollback" -> transaction.rollback();
                            case "upkeep" ->
                                transaction
                                        .db()
                                        .select("select 2")
                                        .mapTo(Integer.class)
                                        .one();
                            default -> transaction.commit();
                        }
                    });
                });
                if (!end.equals("rollback")) {
                    assertThat(Outages.isOutage(failure) || failure instanceof CommitFailedException)
                            .as("%s", failure)
                            .isTrue();
                }
                assertThat(fixture.leased()).isZero();
            }
        }
    }

    @Test
    void connections_that_were_opened_while_a_network_swallowed_all_do_not_hold_up_later_ones() throws Exception {
        DatabaseSettings real = TestDatabase.POSTGRESQL.fresh();
        try (SwallowingProxy network = new SwallowingProxy(TestDatabase.port())) {
            String url = real.url().replace(":" + TestDatabase.port() + "/", ":" + network.port() + "/");
            DatabaseSettings through =
                    new DatabaseSettings("main", url, real.user(), real.password(), 1, Duration.ofSeconds(1), "");
            try (Fixture fixture = new Fixture(through);
                    Swept _ = new Swept(fixture.database())) {
                Transaction lost = fixture.begin("POST /dishes");
                lost.db().execute("update dish set portions = 9 where id = 1");
                network.swallow();
                lost.rollback();
                Eventually.holds(
                        "the pool tries to open another, without TLS too", () -> !works(fixture) && network.lost() > 2);

                network.passAgain();

                Eventually.holds("the pool works again", () -> works(fixture));
                assertThat(fixture.portions()).containsExactly(10, 10);
            }
        }
    }

    /** As after a failover whose old primary goes on as a standby, with all its connections. */
    @Test
    void a_session_that_refuses_writes_though_its_transaction_may_write_is_replaced() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh().withPoolSize(1))) {
            Transaction demoted = fixture.begin("demoted");
            Connection driver = demoted.connection().unwrap(PgConnection.class);
            try (Statement unseen = driver.createStatement()) {
                unseen.execute("set session characteristics as transaction read only");
            }
            demoted.commit();

            Transaction refused = fixture.begin("refused");
            assertThatThrownBy(() -> refused.db().execute("update dish set portions = 3 where id = 1"))
                    .hasStackTraceContaining("read-only transaction");
            refused.rollback();

            Transaction write = fixture.begin("write");
            write.db().execute("update dish set portions = 4 where id = 1");
            write.commit();
            assertThat(fixture.portions()).containsExactly(4, 10);
        }
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static void killAll(Fixture fixture) {
        Transaction look = fixture.begin("look");
        String name = look.db()
                .select("select current_database()")
                .mapTo(String.class)
                .one();
        look.rollback();
        TestDatabase.administer(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name + "'");
    }

    private static boolean works(Fixture fixture) {
        try {
            fixture.portions();
            return true;
        } catch (RuntimeException failure) {
            return false;
        }
    }
}
