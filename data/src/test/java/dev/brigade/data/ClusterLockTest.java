package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
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

    /** Two nodes; on H2, two databases of one process on the same data. */
    private static Nodes twoNodes(TestDatabase database) {
        return new Nodes(database.fresh(), 2);
    }

    private static boolean isFree(Nodes nodes, int node, Isolation isolation, ClusterLock lock) throws Exception {
        return nodes.elsewhere(node, isolation, lock::tryHold);
    }

    private static void waits(Activity activity) {
        Eventually.holds("it waits for the lock", () -> activity.status().state() == State.WAITS_FOR_LOCK);
    }

    @ParameterizedTest
    @EnumSource
    void two_nodes_never_hold_it_at_once(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
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
        try (Nodes nodes = twoNodes(database)) {
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
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
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
                Eventually.holds("it is in the statement", () -> isBlocked(nodes));
                holder.commit();
                int expected = isolation == Isolation.READ_COMMITTED ? before + 1 : before;
                assertThat(seen.get(20, TimeUnit.SECONDS)).as(isolation.name()).isEqualTo(expected);
            }
        }
    }

    private static boolean isBlocked(Nodes nodes) {
        return nodes.inTransaction(
                0,
                TransactionOptions.READ_ONLY,
                work -> work.db()
                                .select(
                                        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                                + " and database = (select oid from pg_database where datname = current_database())")
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    @ParameterizedTest
    @EnumSource
    void after_the_first_statement_it_is_refused_unless_each_statement_sees_all(TestDatabase database)
            throws Exception {
        try (Nodes nodes = twoNodes(database)) {
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
            assertThat(isFree(nodes, 1, Isolation.READ_COMMITTED, BILLING)).isFalse();
            late.commit();
            assertThat(isFree(nodes, 1, Isolation.READ_COMMITTED, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_is_released_by_a_rollback(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            assertThat(isFree(nodes, 1, Isolation.SERIALIZABLE, BILLING)).isFalse();
            first.rollback();
            assertThat(isFree(nodes, 1, Isolation.SERIALIZABLE, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_taken_again_in_the_same_transaction(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            Nodes.amount(first);
            BILLING.hold(first); // also after a statement
            assertThat(BILLING.tryHold(first)).isTrue();
            first.commit();
            assertThat(isFree(nodes, 1, Isolation.SERIALIZABLE, BILLING)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void several_locks_are_taken_one_after_the_other_and_released_together(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
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
    void a_wait_that_was_too_long_leaves_the_transaction_as_it_was(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                BILLING.hold(holder);
                boolean held = nodes.async(1, nodes.request(), isolation, work -> {
                            OVEN.hold(work);
                            assertThat(BILLING.tryHold(work, SHORT)).isFalse();
                            assertThat(isFree(nodes, 0, isolation, OVEN))
                                    .as("the lock from before is held on")
                                    .isFalse();
                            work.db().execute("update stock set amount = amount + 1 where id = 1");
                            return true;
                        })
                        .get(20, TimeUnit.SECONDS);
                assertThat(held).isTrue();
                holder.commit();
                assertThat(isFree(nodes, 0, isolation, BILLING)).isTrue();
                assertThat(isFree(nodes, 0, isolation, OVEN)).isTrue();
            }
            assertThat(nodes.amount(0)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_token_of_each_holder_is_larger_than_that_of_the_last(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean rollsBack = i % 4 == 0;
                all.add(nodes.async(
                        i % 2, nodes.request(), List.of(Isolation.values()).get(i % 3), work -> {
                            tokens.add(BILLING.holdFenced(work));
                            Nodes.amount(work);
                            if (rollsBack) {
                                work.rollbackOnly();
                            }
                            return tokens.add(BILLING.holdFenced(work)); // the same once more
                        }));
            }
            for (CompletableFuture<Boolean> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThat(tokens).hasSize(80).isSorted();
            assertThat(new LinkedHashSet<>(tokens)).hasSize(40);
            long ofAnother = nodes.elsewhere(1, Isolation.SERIALIZABLE, work -> OVEN.holdFenced(work, "left"));
            assertThat(ofAnother).as("a lock and key of its own").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void work_that_only_reads_gets_a_token_too(TestDatabase database) {
        try (Nodes nodes = twoNodes(database)) {
            long token = nodes.inTransaction(0, TransactionOptions.READ_ONLY, BILLING::holdFenced);
            assertThat(token).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_is_refused_after_the_first_statement_and_after_a_hold_without_one(TestDatabase database)
            throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            Transaction late = nodes.begin(0, Isolation.READ_COMMITTED);
            Nodes.amount(late);
            assertThatThrownBy(() -> BILLING.holdFenced(late))
                    .hasMessageContaining("after its first statement. A fencing token is drawn before");
            late.rollback();
            Transaction unfenced = nodes.begin(0, Isolation.READ_COMMITTED);
            BILLING.hold(unfenced);
            assertThatThrownBy(() -> BILLING.holdFenced(unfenced))
                    .hasMessageContaining("without a fencing token. Call holdFenced in place of the first hold");
            unfenced.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_second_transaction_of_its_holder_is_refused_it(TestDatabase database) throws Exception {
        try (Nodes nodes = twoNodes(database)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(first);
            assertThatThrownBy(() -> first.runSeparately(BILLING::hold))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Cluster lock \"billing\" is held by the first transaction");
            first.rollback();
        }
    }

    @Test
    void those_of_one_process_wait_without_a_connection() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            Transaction holder = nodes.begin(0, Isolation.SERIALIZABLE);
            BILLING.hold(holder);
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Activity activity = nodes.request();
                all.add(nodes.async(0, activity, Isolation.SERIALIZABLE, work -> {
                    BILLING.hold(work);
                    return Nodes.amount(work);
                }));
                waits(activity);
            }
            assertThat(nodes.get(0).poolView().leased()).isEqualTo(1);
            holder.rollback();
            for (CompletableFuture<Integer> one : all) {
                one.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void who_waits_for_another_node_is_seen_to_wait_for_the_lock_and_its_key() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                BILLING.hold(holder, 7);
                Activity activity = nodes.request();
                CompletableFuture<Boolean> held = nodes.async(1, activity, isolation, work -> {
                    BILLING.hold(work, 7);
                    return activity.status().state() == State.RUNNING;
                });
                waits(activity);
                assertThat(activity.status().at()).contains(BILLING);
                assertThat(activity.status().detail()).isEqualTo("7");
                holder.commit();
                assertThat(held.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(activity.events())
                        .filteredOn(event ->
                                event instanceof Event.AtPoint at && at.at().equals(BILLING))
                        .hasExactlyElementsOfTypes(
                                Event.WaitBegan.class,
                                Event.WaitEnded.class,
                                Event.Acquired.class,
                                Event.Released.class);
            }
        }
    }

    @Test
    void a_wait_can_be_cancelled_and_leaves_no_lock_behind() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                BILLING.hold(holder);
                Activity activity = nodes.request();
                CompletableFuture<Transaction> waiter = new CompletableFuture<>();
                CompletableFuture<Boolean> held = nodes.async(1, activity, isolation, work -> {
                    waiter.complete(work);
                    BILLING.hold(work);
                    return true;
                });
                waits(activity);
                Eventually.holds("PostgreSQL has the statement", () -> isBlocked(nodes));
                assertThat(waiter.get(20, TimeUnit.SECONDS).cancelStatement()).isTrue();
                assertThatThrownBy(() -> held.get(20, TimeUnit.SECONDS))
                        .rootCause()
                        .hasMessageContaining("canceling statement");
                holder.commit();
                assertThat(isFree(nodes, 0, isolation, BILLING)).isTrue();
                assertThat(isFree(nodes, 1, isolation, BILLING)).isTrue();
            }
        }
    }

    @Test
    void a_deadlock_of_two_nodes_is_found_by_the_database_and_is_a_conflict() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            CyclicBarrier both = new CyclicBarrier(2);
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                List<ClusterLock> locks = node == 0 ? List.of(BILLING, OVEN) : List.of(OVEN, BILLING);
                all.add(nodes.async(node, nodes.request(), Isolation.SERIALIZABLE, work -> {
                    locks.getFirst().hold(work);
                    both.await(20, TimeUnit.SECONDS);
                    try {
                        locks.getLast().hold(work);
                        return true;
                    } catch (DatabaseException failure) {
                        assertThat(Conflicts.isConflict(failure)).isTrue();
                        return false;
                    }
                }));
            }
            List<Boolean> held = new ArrayList<>();
            for (CompletableFuture<Boolean> one : all) {
                held.add(one.get(20, TimeUnit.SECONDS));
            }
            assertThat(held).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void a_lost_session_loses_the_lock_and_its_transaction_together() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            Transaction first = nodes.begin(0, Isolation.SERIALIZABLE);
            long token = BILLING.holdFenced(first);
            first.db().execute("update stock set amount = 9 where id = 1");
            int session = first.db()
                    .select("select pg_backend_pid()")
                    .mapTo(Integer.class)
                    .one();
            TestDatabase.administer("select pg_terminate_backend(" + session + ")");
            long next = nodes.elsewhere(1, Isolation.SERIALIZABLE, BILLING::holdFenced);
            assertThat(next).isGreaterThan(token);
            assertThatThrownBy(first::commit).isInstanceOf(CommitFailedException.class);
            assertThat(nodes.amount(1)).isZero();
        }
    }

    @Test
    void the_lock_timeout_of_an_operator_ends_the_wait_with_an_error_that_names_the_lock() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
            Transaction holder = nodes.begin(0, Isolation.READ_COMMITTED);
            BILLING.hold(holder);
            Transaction other = nodes.begin(1, Isolation.READ_COMMITTED);
            other.db().execute("set local lock_timeout = 10");
            assertThatThrownBy(() -> BILLING.hold(other))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("could not take cluster lock \"billing\"")
                    .hasMessageContaining("lock timeout");
            other.rollback();
            holder.rollback();
        }
    }

    @Test
    void the_number_in_pg_locks_can_be_computed_in_sql() throws Exception {
        try (Nodes nodes = twoNodes(TestDatabase.POSTGRESQL)) {
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
        try (Nodes nodes = twoNodes(TestDatabase.H2)) {
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            assertThatThrownBy(() -> BILLING.hold(work, ""))
                    .hasMessage("A key of cluster lock \"billing\" has 1 to 500 characters, and not 0");
            work.rollback();
        }
    }
}
