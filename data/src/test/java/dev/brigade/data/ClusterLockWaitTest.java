package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.Isolation;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wait for a lock that another transaction has, here or on another node. */
class ClusterLockWaitTest {
    private static final ClusterLock BILLING = new ClusterLock("kitchen", "billing");
    private static final ClusterLock OVEN = new ClusterLock("kitchen", "oven");
    private static final Duration SHORT = Duration.ofMillis(30);

    private static void waits(Activity activity) {
        Eventually.holds("it waits for the lock", () -> activity.status().state() == State.WAITS_FOR_LOCK);
    }

    @Test
    void those_of_one_process_wait_without_a_connection() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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

    @ParameterizedTest
    @EnumSource
    void a_wait_that_was_too_long_leaves_the_transaction_as_it_was(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            for (Isolation isolation : Isolation.values()) {
                Transaction holder = nodes.begin(0, isolation);
                BILLING.hold(holder);
                boolean held = nodes.async(1, nodes.request(), isolation, work -> {
                            OVEN.hold(work);
                            assertThat(BILLING.tryHold(work, SHORT)).isFalse();
                            assertThat(nodes.isFree(0, isolation, OVEN))
                                    .as("the lock from before is held on")
                                    .isFalse();
                            work.db().execute("update stock set amount = amount + 1 where id = 1");
                            return true;
                        })
                        .get(20, TimeUnit.SECONDS);
                assertThat(held).isTrue();
                holder.commit();
                assertThat(nodes.isFree(0, isolation, BILLING)).isTrue();
                assertThat(nodes.isFree(0, isolation, OVEN)).isTrue();
            }
            assertThat(nodes.amount(0)).isEqualTo(3);
        }
    }

    @Test
    void a_wait_can_be_cancelled_and_leaves_no_lock_behind() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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
                Eventually.holds("PostgreSQL has the statement", () -> nodes.isBlocked());
                assertThat(waiter.get(20, TimeUnit.SECONDS).cancelStatement()).isTrue();
                assertThatThrownBy(() -> held.get(20, TimeUnit.SECONDS))
                        .rootCause()
                        .hasMessageContaining("canceling statement");
                holder.commit();
                assertThat(nodes.isFree(0, isolation, BILLING)).isTrue();
                assertThat(nodes.isFree(1, isolation, BILLING)).isTrue();
            }
        }
    }

    @Test
    void a_deadlock_of_two_nodes_is_found_by_the_database_and_is_a_conflict() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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
    void the_lock_timeout_of_an_operator_ends_the_wait_with_an_error_that_names_the_lock() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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
}
