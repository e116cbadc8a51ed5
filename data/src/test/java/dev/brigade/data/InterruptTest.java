package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request whose client has gone is interrupted, wherever it is. */
class InterruptTest {

    /** With H2's default file system, this closes the database for all within a few rounds. */
    @Test
    void interrupted_writes_to_an_h2_file_do_not_harm_the_others(@TempDir Path folder) throws Exception {
        DatabaseSettings settings =
                DatabaseSettings.at("jdbc:h2:file:" + folder.resolve("shop")).withPoolSize(2);
        AtomicInteger committed = new AtomicInteger();
        try (Fixture fixture = new Fixture(settings)) {
            Transaction setup = fixture.begin("setup");
            setup.db().execute("create table log (id identity, line varchar)");
            setup.commit();
            for (int round = 0; round < 100; round++) {
                CompletableFuture<Thread> begun = new CompletableFuture<>();
                CompletableFuture<Boolean> done = Fixture.async("writer", () -> {
                    begun.complete(Thread.currentThread());
                    try {
                        writeAndSync(fixture, committed);
                        return true;
                    } catch (DatabaseException interrupted) {
                        return false;
                    }
                });
                Thread writer = begun.get(20, TimeUnit.SECONDS);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(4_000_000));
                writer.interrupt();
                done.get(20, TimeUnit.SECONDS);
                writer.join();
                assertThat(fixture.portions()).containsExactly(10, 10); // the others go on
            }
            assertThat(fixture.leased()).isZero();
        }
        try (Database again = Database.open(settings)) { // and what was committed is in the file
            Transaction look = again.begin(Activity.current(), TransactionOptions.READ_ONLY);
            assertThat(look.db()
                            .select("select count(*) from log")
                            .mapTo(int.class)
                            .one())
                    .isEqualTo(committed.get());
            look.rollback();
        }
    }

    /** Writes some rows and then makes this very thread write the file, which H2 otherwise does in the background. */
    private static void writeAndSync(Fixture fixture, AtomicInteger committed) {
        for (int i = 0; i < 5; i++) {
            Transaction rows = fixture.begin("POST /log");
            try {
                rows.db().execute("insert into log (line) values (?)", "x".repeat(50_000));
                rows.commit();
                committed.incrementAndGet();
            } finally {
                rows.rollback();
            }
            Transaction sync = fixture.begin("POST /sync");
            try {
                sync.db().execute("checkpoint sync");
                sync.commit();
            } finally {
                sync.rollback();
            }
        }
    }

    @Test
    void an_interrupted_statement_on_postgresql_costs_its_connection_and_nothing_else() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh().withPoolSize(1))) {
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            Thread sleeper = Thread.ofVirtual().start(() -> {
                Transaction transaction = fixture.begin("GET /slow");
                try {
                    transaction.db().execute("update dish set portions = 0");
                    transaction
                            .db()
                            .select("select pg_sleep(60)")
                            .mapTo(String.class)
                            .list();
                    failed.complete(new IllegalStateException("it slept"));
                } catch (Throwable failure) {
                    failed.complete(failure);
                } finally {
                    transaction.rollback();
                }
            });
            Eventually.holds(
                    "it sleeps in the database",
                    () -> fixture.database().poolView().leases().stream()
                            .anyMatch(
                                    lease -> lease.inSql() && lease.statement().contains("pg_sleep")));
            sleeper.interrupt();
            assertThat(Failures.isConnectionLost(failed.get(20, TimeUnit.SECONDS)))
                    .isTrue();
            sleeper.join();
            assertThat(fixture.leased()).isZero();
            assertThat(fixture.portions()).containsExactly(10, 10); // the only connection has been replaced
        }
    }

    @Test
    void a_statement_is_not_sent_with_an_interrupt_pending() {
        for (TestDatabase on : TestDatabase.values()) {
            try (Fixture fixture = new Fixture(on.fresh())) {
                Transaction transaction = fixture.begin("POST /orders");
                transaction.db().execute("update dish set portions = 3 where id = 1");
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> transaction.db().execute("update dish set portions = 3 where id = 2"))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessage(
                                transaction.activity().name() + " was interrupted; \"update dish set portions = 3 where"
                                        + " id = 2\" was not sent to the database.");
                assertThat(Thread.interrupted()).isTrue();
                transaction.commit(); // the connection is as good as before
                assertThat(fixture.portions()).containsExactly(3, 10);
            }
        }
    }
}
