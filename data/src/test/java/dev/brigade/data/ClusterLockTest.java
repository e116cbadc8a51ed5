package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.options.Isolation;
import dev.brigade.threads.Activity;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lock that the nodes of an application share. */
class ClusterLockTest {
    private static final ClusterLock BILLING = new ClusterLock("kitchen", "billing");
    private static final ClusterLock OVEN = new ClusterLock("kitchen", "oven");
    private static final Duration SHORT = Duration.ofMillis(30);

    private static void waits(Activity activity) {
        Eventually.holds("it waits for the lock", () -> activity.status().state() == State.WAITS_FOR_LOCK);
    }

    @ParameterizedTest
    @EnumSource
    void two_nodes_never_hold_it_at_once(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(nodes.async(
                        i % 2, nodes.request(), List.of(Isolation.values()).get(i % 3), work -> {
                            BILLING.hold(work);
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            int seen = Nodes.amount(work);
                            work.db().execute("update stock set amount = ? where id = 1", seen + 1);
                            inside.decrementAndGet();
                            return seen;
                        }));
            }
            for (CompletableFuture<Integer> one : all) {
                one.get(30, TimeUnit.SECONDS); // no conflict: each has read what the last one wrote
            }
            assertThat(most).hasValue(1);
            assertThat(nodes.amount(0)).isEqualTo(40);
            assertThat(nodes.get(0).cluster().gates().size()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_has_waited_reads_what_the_last_holder_wrote_at_every_isolation(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                BILLING.hold(holder);
                int before = Nodes.amount(holder);
                holder.db().execute("update stock set amount = amount + 1 where id = 1");
                Activity activity = nodes.request();
                CompletableFuture<Integer> seen = nodes.async(1, activity, isolation, work -> {
                    BILLING.hold(work);
                    return Nodes.amount(work);
                });
                waits(activity);
                holder.commit();
                assertThat(seen.get(20, TimeUnit.SECONDS)).as(isolation.name()).isEqualTo(before + 1);
            }
        }
    }

    /** Why it is not simply the first statement of the transaction. */
    @Test
    void an_advisory_lock_in_the_first_statement_of_a_transaction_shows_the_rows_of_before_the_wait() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                holder.db().execute("select pg_advisory_xact_lock(7)");
                int before = Nodes.amount(holder);
                holder.db().execute("update stock set amount = amount + 1 where id = 1");
                Activity activity = nodes.request();
                CompletableFuture<Integer> seen = nodes.async(1, activity, isolation, work -> {
                    work.db().execute("select pg_advisory_xact_lock(7)");
                    return Nodes.amount(work);
                });
                Eventually.holds("it is in the statement", () -> nodes.isBlocked());
                holder.commit();
                int expected = isolation == Isolation.READ_COMMITTED ? before + 1 : before;
                assertThat(seen.get(20, TimeUnit.SECONDS)).as(isolation.name()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_the_first_statement_it_is_refused_unless_each_statement_sees_all(TestDatabase database)
            throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            for (Isolation isolation : List.of(Isolation.REPEATABLE_READ, Isolation.SERIALIZABLE)) {
                Transaction late = nodes.begin(0, isolation);
                Nodes.amount(late);
                assertThatThrownBy(() -> BILLING.hold(late))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("POST /stock #")
                        .hasMessageContaining(
                                "asks for cluster lock \"billing\" after its first statement. At " + isolation)
                        .hasMessageContaining("hold the lock before any statement, or run at READ_COMMITTED");
                late.rollback();
            }
            Transaction late = nodes.begin(0, Isolation.READ_COMMITTED);
            Nodes.amount(late);
            BILLING.hold(late);
            assertThat(nodes.isFree(1, Isolation.READ_COMMITTED, BILLING)).isFalse();
            late.commit();
            assertThat(nodes.isFree(1, Isolation.READ_COMMITTED, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_is_released_by_a_rollback(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            assertThat(nodes.isFree(1, Isolation.SERIALIZABLE, BILLING)).isFalse();
            first.rollback();
            assertThat(nodes.isFree(1, Isolation.SERIALIZABLE, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_taken_again_in_the_same_transaction(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            Nodes.amount(first);
            BILLING.hold(first); // also after a statement
            assertThat(BILLING.tryHold(first)).isTrue();
            first.commit();
            assertThat(nodes.isFree(1, Isolation.SERIALIZABLE, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void several_locks_are_taken_one_after_the_other_and_released_together(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction first = nodes.begin(0, isolation);
                BILLING.hold(first);
                OVEN.hold(first);
                OVEN.hold(first, 42);
                Nodes.Body<List<Boolean>> tryAll = work -> List.of(
                        BILLING.tryHold(work),
                        OVEN.tryHold(work),
                        OVEN.tryHold(work, 42, SHORT),
                        OVEN.tryHold(work, 43, SHORT));
                List<Boolean> before = nodes.elsewhere(1, isolation, tryAll);
                first.commit();
                List<Boolean> after = nodes.elsewhere(1, isolation, tryAll);
                assertThat(before).containsExactly(false, false, false, true);
                assertThat(after).containsOnly(true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_second_transaction_of_its_holder_is_refused_it(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            assertThatThrownBy(() -> first.runSeparately(BILLING::hold))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Cluster lock \"billing\" is held by the first transaction");
            first.rollback();
        }
    }

    @Test
    void the_number_in_pg_locks_can_be_computed_in_sql() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
            Transaction holder = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(holder, "42");
            assertThat(holder.db()
                            .select(
                                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"
                                            + " and (classid::bigint << 32) | objid::bigint = ('x' ||"
                                            + " left(encode(sha256('brigade/lock/kitchen/billing/42'), 'hex'), 16))::bit(64)::bigint")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(1);
            holder.rollback();
        }
    }

    @Test
    void a_name_or_a_key_that_could_be_another_is_refused() {
        assertThatThrownBy(() -> new ClusterLock("kitchen", "a/b"))
                .hasMessage("\"a/b\" is no name for a cluster lock; use 1 to 200 characters without a slash, such as"
                        + " \"billing\"");
        assertThatThrownBy(() -> new ClusterCondition("kitchen", " "))
                .hasMessageContaining("no name for a cluster condition");
        try (Nodes nodes = Nodes.two(TestDatabase.H2)) {
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            assertThatThrownBy(() -> BILLING.hold(work, ""))
                    .hasMessage("A key of cluster lock \"billing\" has 1 to 500 characters, and not 0");
            work.rollback();
        }
    }
}
