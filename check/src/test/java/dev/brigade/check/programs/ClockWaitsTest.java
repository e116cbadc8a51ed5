package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.NotThreadSafeError;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Threads that wait by asking what time it is, in the application or in a library. */
class ClockWaitsTest {

    /** On H2 an insert waits in a loop for the transaction that has inserted the same key into an index, but not into the primary key. */
    private static DatabaseExploration<DataSource> members() {
        return Explore.database(DatabaseProduct.H2)
                .given(db -> db.execute("create table member (id bigint generated always as identity primary key,"
                        + " email varchar(40) not null unique, note varchar(20) not null)"));
    }

    private static void join(DataSource source, String... emails) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into member (email, note) values (?, 'new')")) {
            connection.setAutoCommit(false);
            for (String email : emails) {
                insert.setString(1, email);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    private static void joinOnce(DataSource source) throws SQLException {
        try {
            join(source, "ann@example.org");
        } catch (SQLIntegrityConstraintViolationException e) {
            // a member already
        }
    }

    @Test
    void two_inserts_of_one_key_into_a_unique_index_are_explored_to_the_end() {
        Explored explored = members()
                .threads(ClockWaitsTest::joinOnce, ClockWaitsTest::joinOnce)
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void that_the_second_insert_fails_is_what_every_serial_order_gives() {
        Explored explored = members()
                .threads(source -> join(source, "ann@example.org"), source -> join(source, "ann@example.org"))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    /** Looks first, so no serial order fails. */
    private static void joinUnlessThere(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (var found = connection.createStatement().executeQuery("select id from member")) {
                if (found.next()) {
                    return;
                }
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into member (email, note) values ('ann@example.org', 'new')")) {
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    private static DatabaseExploration<DataSource> lookThenInsert() {
        return members().threads(ClockWaitsTest::joinUnlessThere, ClockWaitsTest::joinUnlessThere);
    }

    @Test
    void an_insert_that_fails_in_no_serial_order_is_found_and_replayed() {
        Finding finding = lookThenInsert().explore().finding().orElseThrow();
        assertThat(finding.found().results())
                .anySatisfy(result -> assertThat(result).contains("Unique index"));

        NotThreadSafeError again = catchThrowableOfType(
                NotThreadSafeError.class, () -> lookThenInsert().replay(finding.replay()));

        Finding replayed = again.explored().finding().orElseThrow();
        assertThat(replayed.found()).isEqualTo(finding.found());
        assertThat(replayed.steps()).isEqualTo(finding.steps());
    }

    @Test
    void two_who_insert_two_keys_in_opposite_orders_wait_for_each_other() {
        Explored explored = members()
                .threads(
                        source -> join(source, "ann@example.org", "bob@example.org"),
                        source -> join(source, "bob@example.org", "ann@example.org"))
                .explore();

        assertThat(explored.finding().map(Finding::anomaly)).contains(Anomaly.DEADLOCK);
    }

    @Test
    void who_asks_for_the_time_until_a_deadline_comes_to_it() {
        Explored explored = Explore.fresh(AtomicInteger::new)
                .threads(2, count -> {
                    long until = System.nanoTime() + 30_000_000_000L;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    count.incrementAndGet();
                })
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void who_looks_until_a_deadline_whether_another_has_done_something_sees_it() {
        Explored explored = Explore.fresh(AtomicBoolean::new)
                .threads(done -> assertThat(awaits(done, 30_000_000_000L)).isTrue(), done -> done.set(true))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void who_looks_until_a_deadline_for_what_nobody_does_gives_up() {
        Explored explored = Explore.fresh(AtomicBoolean::new)
                .threads(done -> assertThat(awaits(done, 30_000_000_000L)).isFalse())
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    private static boolean awaits(AtomicBoolean done, long nanos) {
        long until = System.nanoTime() + nanos;
        while (!done.get()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }
}
