package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.embedded.Leftovers;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a killed process leaves behind is its file of H2 as the operating system has it at that moment: what each of these copies holds.
 * With H2 2.5.252 what was committed before a {@code kill -9} was lost, or half of it, and nobody could write the other half.
 */
class FileAtAnyMomentTest {
    private static final int ROWS = 10_000;

    @TempDir
    Path folder;

    private DatabaseSettings in(String name) {
        return DatabaseSettings.at("jdbc:h2:" + folder.resolve(name) + ";RETENTION_TIME=0") // space is reused at once
                .withPoolSize(2);
    }

    /** The file as it is, for another database. */
    private DatabaseSettings copy(int number) throws IOException {
        Files.copy(
                folder.resolve("shop.mv.db"),
                folder.resolve("copy" + number + ".mv.db"),
                StandardCopyOption.REPLACE_EXISTING);
        return in("copy" + number);
    }

    private static int one(Database database, String sql) {
        Transaction look = database.begin(Activity.current(), TransactionOptions.READ_ONLY);
        try {
            return look.db().select(sql).mapTo(int.class).one();
        } finally {
            look.rollback();
        }
    }

    @Test
    void holds_what_was_committed() throws Exception {
        try (Fixture shop = new Fixture(in("shop"))) {
            for (int portions = 1; portions <= 10; portions++) {
                Transaction order = shop.begin("POST /orders");
                order.db().execute("update dish set portions = ? where id = 1", portions);
                order.commit();
                try (Database killed = Database.open(copy(portions))) {
                    assertThat(one(killed, "select portions from dish where id = 1"))
                            .isEqualTo(portions);
                }
            }
        }
    }

    @Test
    void holds_all_or_nothing_of_what_is_committed_at_that_moment() throws Exception {
        List<DatabaseSettings> copies = new ArrayList<>();
        try (Fixture shop = new Fixture(in("shop"))) {
            Transaction setup = shop.begin("setup");
            setup.db().execute("create table stock (id int primary key, n int)");
            setup.db().execute("insert into stock select x, 0 from system_range(1, ?)", ROWS);
            setup.commit();

            CompletableFuture<String> count = Fixture.async("count", () -> {
                Transaction all = shop.begin("POST /count");
                all.db().execute("update stock set n = n + 1");
                all.commit();
                return "counted";
            });
            while (!count.isDone()) { // each of these commits writes the file, also amid that of the other
                Transaction order = shop.begin("POST /orders");
                order.db().execute("update dish set portions = portions + 1 where id = 1");
                order.commit();
                copies.add(copy(copies.size()));
            }
            assertThat(count.get(20, TimeUnit.SECONDS)).isEqualTo("counted");
        }
        for (int at :
                IntStream.range(Math.max(0, copies.size() - 8), copies.size()).toArray()) {
            try (Database killed = Database.open(copies.get(at))) {
                assertThat(one(killed, "select min(n) from stock")).isEqualTo(one(killed, "select max(n) from stock"));
                assertThat(one(killed, "select portions from dish where id = 1"))
                        .isEqualTo(10 + at + 1);
                assertThat(canBeWritten(killed))
                        .as("copy %s of %s", at, copies.size())
                        .isTrue();
            }
        }
    }

    @Test
    void holds_nothing_that_was_not_committed_where_the_table_was_written_after_the_undo_log() throws Exception {
        try (Fixture shop = new Fixture(in("shop"));
                Connection other = TestDatabase.target(in("shop")).connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update dish set portions = 3 where id = 1");
            statement.execute("insert into dish values (3, 10)");
            statement.execute("delete from dish where id = 2");
            MVStore store = store(other);
            for (String name : store.getMapNames()) {
                if (name.startsWith("undoLog.")) {
                    store.getMap(Integer.parseInt(store.getMetaMap().get("name." + name), 16))
                            .clear();
                }
            }
            store.commit();
            try (Database killed = Database.open(copy(1))) {
                Transaction order = killed.begin(Activity.current(), TransactionOptions.DEFAULT);
                order.db().execute("update dish set portions = portions + 1");
                order.commit();
                assertThat(one(killed, "select count(*) from dish where portions = 11"))
                        .isEqualTo(2);
                assertThat(one(killed, "select sum(portions) from dish")).isEqualTo(22);
            }
            assertThat(shop.leased()).isZero();
        }
    }

    @Test
    void is_looked_through_after_a_kill_and_not_after_a_stop() throws Exception {
        String path = TestDatabase.target(in("shop")).h2Path();
        assertThat(Leftovers.mayBeIn(path)).as("there is no file").isFalse();
        try (Fixture shop = new Fixture(in("shop"))) {
            assertThat(Leftovers.mayBeIn(TestDatabase.target(copy(1)).h2Path())).isTrue();
            assertThat(shop.leased()).isZero();
        }
        assertThat(Leftovers.mayBeIn(path)).isFalse();
    }

    /** The table that is asked early would not have it, the one that is asked late would. */
    @Test
    void holds_nothing_of_a_commit_that_begins_while_it_is_made() throws Exception {
        try (Fixture shop = new Fixture(in("shop"));
                Connection other = TestDatabase.target(in("shop")).connect();
                Statement statement = other.createStatement()) {
            CompletableFuture<String> written = new CompletableFuture<>();
            CountDownLatch go = new CountDownLatch(1);
            Thread order = Thread.ofPlatform().start(() -> {
                Transaction transaction = shop.begin("POST /orders");
                transaction.db().execute("update dish set portions = 3 where id = 1");
                written.complete("written");
                await(go);
                transaction.commit();
            });
            assertThat(written.get(20, TimeUnit.SECONDS)).isEqualTo("written");
            CompletableFuture<Integer> seen = new CompletableFuture<>();
            store(other).executeFilestoreOperation(() -> {
                try {
                    go.countDown();
                    Eventually.holds("it commits, and waits", () -> waitsInCommit(order));
                    try (ResultSet row = statement.executeQuery("select portions from dish where id = 1")) {
                        seen.complete(row.next() ? row.getInt(1) : -1);
                    }
                } catch (SQLException | AssertionError failure) { // which H2 would take for the end of its file
                    seen.completeExceptionally(failure);
                }
            });
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(10);
            order.join();
            assertThat(shop.portions()).containsExactly(3, 10);
        }
    }

    private static void await(CountDownLatch go) {
        try {
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waitsInCommit(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Transaction.class.getName()));
    }

    private static MVStore store(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    /** With an end of the wait, since H2 2.5.252 went round in circles. */
    private static boolean canBeWritten(Database killed) throws Exception {
        CompletableFuture<Integer> written = Fixture.async("writer", () -> {
            Transaction all = killed.begin(Activity.current(), TransactionOptions.DEFAULT);
            int rows = all.db().execute("update stock set n = 0");
            all.commit();
            return rows;
        });
        return written.get(20, TimeUnit.SECONDS) == ROWS;
    }
}
