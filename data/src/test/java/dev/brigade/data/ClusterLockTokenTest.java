package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The number that each holder of a lock of all nodes gets, larger than that of the last. */
class ClusterLockTokenTest {
    private static final ClusterLock BILLING = new ClusterLock("kitchen", "billing");
    private static final ClusterLock OVEN = new ClusterLock("kitchen", "oven");

    @ParameterizedTest
    @EnumSource
    void the_token_of_each_holder_is_larger_than_that_of_the_last(TestDatabase database) throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
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
        try (Nodes nodes = Nodes.two(database)) {
            long token = nodes.inTransaction(0, TransactionOptions.READ_ONLY, BILLING::holdFenced);
            assertThat(token).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_is_refused_after_the_first_statement_and_after_a_hold_without_one(TestDatabase database)
            throws Exception {
        try (Nodes nodes = Nodes.two(database)) {
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

    @Test
    void a_lost_session_loses_the_lock_and_its_transaction_together() throws Exception {
        try (Nodes nodes = Nodes.two(TestDatabase.POSTGRESQL)) {
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
}
