package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Product;
import dev.brigade.threads.Activity;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A condition at which work of one node waits for work of another. */
class ClusterConditionTest {
    private static final Duration LONG = Duration.ofHours(1);

    /** Looks by itself so seldom that within a test only a signal wakes. */
    private static final ClusterCondition DELIVERED = new ClusterCondition("kitchen", "delivered", LONG);

    private final AtomicInteger looks = new AtomicInteger();

    private boolean take(Work look) {
        looks.incrementAndGet();
        return look.db().execute("update stock set amount = amount - 1 where id = 1 and amount > 0") == 1;
    }

    /** Begins to wait on a node, and returns when it sleeps. */
    private CompletableFuture<Boolean> waiter(Nodes nodes, int node, ClusterCondition condition) {
        Activity activity = nodes.request();
        CompletableFuture<Boolean> taken = nodes.async(
                node, activity, Isolation.SERIALIZABLE, work -> condition.awaitUntil(work, LONG, this::take));
        Eventually.holds("it sleeps", () -> activity.status().state() == State.IN_WAIT_SET);
        return taken;
    }

    /** On PostgreSQL a node that has begun to listen wakes its waiters once; this has happened when the method returns. */
    private void listens(Nodes nodes, int node) {
        ClusterCondition other = new ClusterCondition("kitchen", "node " + node + " listens", LONG);
        AtomicInteger seen = new AtomicInteger();
        var _ = nodes.async(
                node,
                nodes.request(),
                Isolation.SERIALIZABLE,
                work -> other.awaitUntil(work, LONG, _ -> seen.incrementAndGet() == 2));
        Eventually.holds("the node listens", () -> {
            nodes.inTransaction(0, TransactionOptions.DEFAULT, work -> {
                other.signalAll(work);
                return true;
            });
            return seen.get() >= 2 && nodes.get(node).cluster().waiters().size() == 0;
        });
        Eventually.holds("it hears", () -> hears(nodes.get(node)));
    }

    private static boolean hears(Database database) {
        if (database.product() != Product.POSTGRESQL) {
            return true;
        }
        return listeners(database) >= 1;
    }

    private static int listeners(Database database) {
        Transaction look = database.begin(Activity.current(), TransactionOptions.READ_ONLY);
        try {
            return look.db()
                    .select("select count(*) from pg_stat_activity where query = 'listen brigade_cluster'"
                            + " and datname = current_database() and state = 'idle'")
                    .mapTo(Integer.class)
                    .one();
        } finally {
            look.rollback();
        }
    }

    private static void deliver(Nodes nodes, int node, int amount, boolean toOne) {
        nodes.inTransaction(node, TransactionOptions.DEFAULT, work -> {
            work.db().execute("update stock set amount = amount + ? where id = 1", amount);
            if (toOne) {
                DELIVERED.signal(work);
            } else {
                DELIVERED.signalAll(work);
            }
            return true;
        });
    }

    private static boolean done(CompletableFuture<Boolean> one) throws Exception {
        return one.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_on_one_node_wakes_who_waits_on_another(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            CompletableFuture<Boolean> taken = waiter(nodes, 1, DELIVERED);
            deliver(nodes, 0, 1, true);
            assertThat(done(taken)).isTrue();
            assertThat(nodes.amount(0)).isZero();
            assertThat(nodes.get(1).cluster().waiters().size()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_wakes_one_of_all_nodes_and_each_further_signal_another(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            listens(nodes, 0);
            listens(nodes, 1);
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(waiter(nodes, i % 2, DELIVERED));
            }
            for (int i = 1; i <= 6; i++) {
                int expected = i;
                deliver(nodes, 0, 1, true);
                Eventually.holds(
                        "one more has taken",
                        () -> all.stream().filter(CompletableFuture::isDone).count() == expected);
            }
            assertThat(looks)
                    .as("each has looked once, and once more when it was woken")
                    .hasValue(12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_for_all_wakes_all_of_all_nodes(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(waiter(nodes, i % 2, DELIVERED));
            }
            deliver(nodes, 1, 6, false);
            for (CompletableFuture<Boolean> one : all) {
                assertThat(done(one)).isTrue();
            }
            assertThat(nodes.amount(0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_is_not_sent_if_its_transaction_rolls_back(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            listens(nodes, 1);
            CompletableFuture<Boolean> taken = waiter(nodes, 1, DELIVERED);
            Transaction inVain = nodes.begin(0, Isolation.SERIALIZABLE);
            DELIVERED.signal(inVain);
            DELIVERED.signalAll(inVain);
            inVain.rollback();
            inVain.runHooks();
            deliver(nodes, 0, 1, true);
            assertThat(done(taken)).isTrue();
            assertThat(looks).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_there_already_is_not_waited_for(TestDatabase database) throws Exception {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            deliver(nodes, 0, 1, true);
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            assertThat(DELIVERED.awaitUntil(work, Duration.ZERO, this::take)).isTrue();
            assertThat(Nodes.amount(work)).as("the work sees what has come").isZero();
            work.rollback();
            assertThat(nodes.amount(0))
                    .as("the look has committed, and is another transaction")
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_in_vain_gives_up(TestDatabase database) throws Exception {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            assertThat(DELIVERED.awaitUntil(work, Duration.ofMillis(30), this::take))
                    .isFalse();
            assertThat(nodes.get(0).cluster().waiters().size()).isZero();
            work.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_look_that_finds_nothing_or_throws_is_rolled_back(TestDatabase database) throws Exception {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            assertThat(DELIVERED.awaitUntil(
                            work, Duration.ZERO, look -> look.db().execute("update stock set amount = 7") == 0))
                    .isFalse();
            assertThatThrownBy(() -> DELIVERED.awaitUntil(work, LONG, look -> {
                        look.db().execute("update stock set amount = 8");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            work.rollback();
            assertThat(nodes.amount(0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_looks_by_itself_now_and_then(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
            CompletableFuture<Boolean> taken =
                    waiter(nodes, 1, new ClusterCondition("kitchen", "delivered", Duration.ofMillis(10)));
            nodes.inTransaction(
                    0,
                    TransactionOptions.DEFAULT,
                    work -> work.db().execute("update stock set amount = 1 where id = 1"));
            assertThat(done(taken)).as("without a signal").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_has_no_connection(TestDatabase database) throws Exception {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            listens(nodes, 0);
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(waiter(nodes, 0, DELIVERED));
            }
            assertThat(nodes.get(0).poolView().leased()).isZero();
            deliver(nodes, 0, 10, false);
            for (CompletableFuture<Boolean> one : all) {
                assertThat(done(one)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_the_first_statement_it_is_refused(TestDatabase database) {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            Transaction work = nodes.begin(0, Isolation.SERIALIZABLE);
            Nodes.amount(work);
            assertThatThrownBy(() -> DELIVERED.awaitUntil(work, LONG, this::take))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("waits at cluster condition \"delivered\" after its first statement")
                    .hasMessageContaining("Wait before any statement.");
            work.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_ends_the_wait(TestDatabase database) throws Exception {
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            listens(nodes, 0);
            Activity activity = nodes.request();
            AtomicReference<Thread> thread = new AtomicReference<>();
            CompletableFuture<Boolean> taken = nodes.async(0, activity, Isolation.SERIALIZABLE, work -> {
                thread.set(Thread.currentThread());
                try {
                    return DELIVERED.awaitUntil(work, LONG, this::take);
                } catch (InterruptedException expected) {
                    return false;
                }
            });
            Eventually.holds("it sleeps", () -> activity.status().state() == State.IN_WAIT_SET);
            assertThat(activity.status().at()).contains(DELIVERED);
            thread.get().interrupt();
            assertThat(done(taken)).isFalse();
            assertThat(nodes.get(0).cluster().waiters().size()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_when_the_database_is_closed_is_told_so(TestDatabase database) {
        CompletableFuture<Boolean> taken;
        try (Nodes nodes = new Nodes(database.fresh(), 1)) {
            taken = waiter(nodes, 0, DELIVERED);
        }
        assertThatThrownBy(() -> done(taken)).rootCause().hasMessageContaining("is closed: the application stops");
    }

    @Test
    void a_node_whose_listening_connection_is_lost_looks_once_and_hears_again() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
            listens(nodes, 1);
            CompletableFuture<Boolean> first = waiter(nodes, 1, DELIVERED);
            int before = looks.get();
            TestDatabase.administer("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where query = 'listen brigade_cluster' and datname = '" + name(nodes) + "'");
            Eventually.holds("it has looked, though nobody signalled", () -> looks.get() > before);
            deliver(nodes, 0, 1, true);
            assertThat(done(first)).isTrue();
        }
    }

    @Test
    void a_signal_that_was_taken_leaves_nothing_in_the_database() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
            listens(nodes, 1);
            CompletableFuture<Boolean> taken = waiter(nodes, 1, DELIVERED);
            deliver(nodes, 0, 1, true);
            assertThat(done(taken)).isTrue();
            Eventually.holds(
                    "its row is gone",
                    () -> nodes.inTransaction(
                            0,
                            TransactionOptions.DEFAULT,
                            work -> work.db()
                                            .select("select count(*) from brigade_signal")
                                            .mapTo(Integer.class)
                                            .one()
                                    == 0));
        }
    }

    @Test
    void a_signal_for_one_that_goes_without_having_used_it_reaches_another_node() throws Exception {
        try (Nodes nodes = new Nodes(TestDatabase.POSTGRESQL.fresh(), 3)) {
            listens(nodes, 0);
            listens(nodes, 1);
            AtomicInteger seen = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            Activity failing = nodes.request();
            CompletableFuture<Boolean> fails = nodes.async(
                    0,
                    failing,
                    Isolation.SERIALIZABLE,
                    work -> DELIVERED.awaitUntil(work, LONG, _ -> {
                        if (seen.incrementAndGet() == 1) {
                            return false;
                        }
                        go.await();
                        throw new IllegalStateException("its look fails");
                    }));
            Eventually.holds("it sleeps", () -> failing.status().state() == State.IN_WAIT_SET);
            deliver(nodes, 2, 1, true);
            Eventually.holds("it is woken, and looks", () -> seen.get() == 2);
            AtomicInteger others = new AtomicInteger();
            Activity other = nodes.request();
            CompletableFuture<Boolean> taken = nodes.async(
                    1,
                    other,
                    Isolation.SERIALIZABLE,
                    work -> DELIVERED.awaitUntil(work, LONG, look -> others.incrementAndGet() > 1 && take(look)));
            Eventually.holds("it sleeps", () -> other.status().state() == State.IN_WAIT_SET);
            go.countDown();
            assertThatThrownBy(() -> done(fails)).hasMessageContaining("its look fails");
            assertThat(done(taken)).isTrue();
        }
    }

    private static String name(Nodes nodes) {
        return nodes.inTransaction(
                0,
                TransactionOptions.DEFAULT,
                work -> work.db()
                        .select("select current_database()")
                        .mapTo(String.class)
                        .one());
    }
}
