package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.Outages;
import dev.brigade.data.settings.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H2 closes a file by itself when it can't go on: what it does then is done here in its place. */
class ClosedByItselfTest {
    enum Reason {
        /** The disk is full, say. */
        A_WRITE_FAILED {
            @Override
            void close(Database engine) {
                engine.getStore().getMvStore().closeImmediately();
            }
        },
        /** In the midst of a statement. */
        THERE_WAS_NO_MEMORY {
            @Override
            void close(Database engine) {
                engine.shutdownImmediately();
            }
        };

        abstract void close(Database engine);
    }

    @TempDir
    Path folder;

    private DatabaseSettings settings() {
        return DatabaseSettings.at("jdbc:h2:" + folder.resolve("shop"))
                .withPoolSize(4) // so that several have nothing to do with it when it happens
                .withLeaseTimeout(Duration.ofMillis(500));
    }

    private Connection connect() {
        return TestDatabase.target(settings()).connect();
    }

    private static Database engine(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }

    private static boolean works(Fixture shop) {
        try {
            shop.portions();
            return true;
        } catch (RuntimeException failure) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_is_opened_again_for_all_whoever_was_in_it_still(Reason reason) throws Exception {
        try (Fixture shop = new Fixture(settings());
                Connection other = connect()) {
            Transaction order = shop.begin("POST /orders");
            order.db().execute("update dish set portions = 3 where id = 1");

            reason.close(engine(other));
            Eventually.holds("others are served again", () -> works(shop));
            for (int at = 0; at < 4; at++) {
                works(shop); // may meet a connection of before
            }

            assertThat(catchThrowable(() -> order.db().execute("update dish set portions = 3 where id = 2")))
                    .matches(Outages::isOutage, "an outage");
            order.rollback();
            Transaction job = shop.database().beginUpkeep(); // on a connection that has to be opened
            job.db().execute("update dish set portions = 7 where id = 2");
            job.commit();
            assertThat(shop.portions()).containsExactly(10, 7);
            assertThat(shop.leased()).isZero();
        }
        try (dev.brigade.data.Database again = dev.brigade.data.Database.open(settings())) {
            assertThat(again.poolView().leased()).isZero();
        }
    }

    @Test
    void two_databases_of_one_process_open_it_again_together() throws Exception {
        try (Fixture shop = new Fixture(settings());
                dev.brigade.data.Database twin = dev.brigade.data.Database.open(settings());
                Connection other = connect()) {
            Reason.A_WRITE_FAILED.close(engine(other));
            Eventually.holds("the first is served again", () -> works(shop));
            Eventually.holds("the second is served again", () -> {
                Transaction job = twin.beginUpkeep();
                try {
                    job.db().execute("update dish set portions = 7 where id = 2");
                    job.commit();
                    return true;
                } catch (RuntimeException failure) {
                    job.rollback();
                    return false;
                }
            });
            assertThat(shop.portions()).containsExactly(10, 7);
            shop.database().beginUpkeep().rollback();
        }
    }

    /** As one does that rolls back in H2 2.4.240 when a write has failed in the midst of a version. */
    @Test
    void a_thread_that_never_leaves_it_keeps_nobody_out_and_holds_up_no_end() throws Exception {
        try (Fixture shop = new Fixture(settings())) {
            Connection other = connect();
            Database engine = engine(other);
            SessionLocal session =
                    (SessionLocal) other.unwrap(JdbcConnection.class).getSession();
            CountDownLatch isIn = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> {
                session.lock();
                isIn.countDown();
                while (true) {
                    LockSupport.park();
                }
            });
            isIn.await();

            Reason.A_WRITE_FAILED.close(engine);

            Eventually.holds("others are served again", () -> works(shop));
        }
    }

    /** As after a kill: see {@link FileAtAnyMomentTest}. */
    @Test
    void what_was_written_and_not_committed_is_put_back() throws Exception {
        try (Fixture shop = new Fixture(settings());
                Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update dish set portions = 3 where id = 1");
            MVStore store = engine(other).getStore().getMvStore();
            for (String name : store.getMapNames()) {
                if (name.startsWith("undoLog.")) {
                    store.getMap(Integer.parseInt(store.getMetaMap().get("name." + name), 16))
                            .clear();
                }
            }
            store.commit();

            Reason.A_WRITE_FAILED.close(engine(other));
            Eventually.holds("it is served again", () -> works(shop));

            Transaction order = shop.begin("POST /orders");
            order.db().execute("update dish set portions = portions + 1");
            order.commit();
            assertThat(shop.portions()).containsExactly(11, 11);
        }
    }
}
