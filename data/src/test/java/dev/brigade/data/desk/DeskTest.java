package dev.brigade.data.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.data.Eventually;
import dev.brigade.data.Fixture;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.Transaction;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.pool.PoolTotals;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.Activity;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeskTest {

    @Test
    void two_hundred_that_wait_for_two_connections_are_served_in_the_order_they_came() throws Exception {
        try (Fixture fixture = h2(2, Duration.ofSeconds(60))) {
            Transaction first = leased(fixture, "first");
            Transaction second = leased(fixture, "second");
            List<Integer> served = Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                all.add(Fixture.async("waiter", () -> {
                    Transaction transaction = fixture.begin("GET /");
                    transaction.connection().prepareStatement("select 1"); // leases
                    served.add(number);
                    transaction.rollback();
                    return null;
                }));
                Eventually.holds("waiter " + number + " waits", () -> fixture.waiting() == number + 1);
            }
            first.rollback(); // one connection goes from hand to hand through all of them
            for (CompletableFuture<Void> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            second.rollback();
            assertThat(served).isEqualTo(IntStream.range(0, 200).boxed().toList());
            assertThat(fixture.leased()).isZero();
        }
    }

    @Test
    void who_runs_again_goes_before_those_that_have_not_been_served_yet() throws Exception {
        try (Fixture fixture = h2(1, Duration.ofSeconds(60))) {
            Transaction holder = leased(fixture, "holder");
            List<String> served = Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (String who : List.of("first", "second", "first again", "third", "second again")) {
                int waiting = all.size();
                all.add(Fixture.async(who, () -> {
                    Transaction transaction = fixture.begin("GET /");
                    if (who.endsWith("again")) {
                        transaction.activity().runsAgain(fixture.database().pool(), 2, "a conflict");
                    }
                    transaction.connection().prepareStatement("select 1"); // leases
                    served.add(who);
                    transaction.rollback();
                    return null;
                }));
                Eventually.holds(who + " waits", () -> fixture.waiting() == waiting + 1);
            }
            holder.rollback();
            for (CompletableFuture<Void> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThat(served).containsExactly("first again", "second again", "first", "second", "third");
        }
    }

    @Test
    void a_connection_is_handed_from_the_one_that_ends_to_the_one_that_waits() throws Exception {
        try (Fixture fixture = h2(1, Duration.ofSeconds(30))) {
            Transaction first = fixture.begin("POST /orders");
            int session =
                    first.db().select("select session_id()").mapTo(int.class).one();
            CompletableFuture<Integer> second = Fixture.async("second", () -> {
                Transaction transaction = fixture.begin("POST /orders");
                int mine = transaction
                        .db()
                        .select("select session_id()")
                        .mapTo(int.class)
                        .one();
                transaction.commit();
                return mine;
            });
            Eventually.holds("the second waits", () -> fixture.waiting() == 1);
            first.commit();
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(session);
        }
    }

    @Test
    void a_timeout_names_pool_holder_and_remedy() throws Exception {
        try (Fixture fixture = h2(2, Duration.ofMillis(50))) {
            Transaction oldest = fixture.begin("POST /orders");
            oldest.db()
                    .execute(
                            "update dish  set portions = portions - 1\n where id = 1 and portions >= 1 and 'x' <> 'y'");
            Transaction other = leased(fixture, "GET /");
            LeaseTimeoutException failure = Fixture.on(
                    "late",
                    () -> catchThrowableOfType(LeaseTimeoutException.class, () -> leased(fixture, "GET /menu")));

            assertThat(String.valueOf(failure.getMessage()).replaceFirst("\\d+\\.\\d s", "3.2 s"))
                    .isEqualTo("Pool \"main\" has 2 connections and all are leased; the oldest is held by "
                            + oldest.activity().name()
                            + " for 3.2 s after \"update dish set portions = portions - 1 where id = 1 and por…\"."
                            + " Raise database.pool.size, or release earlier.");
            oldest.rollback();
            other.rollback();
            assertThat(fixture.waiting()).isZero();
            leased(fixture, "GET /menu").rollback();
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_pending() throws Exception {
        try (Fixture fixture = h2(1, Duration.ofSeconds(60))) {
            Transaction holder = leased(fixture, "POST /orders");
            CompletableFuture<Boolean> pending = new CompletableFuture<>();
            Thread waiter = Thread.ofVirtual().start(() -> {
                assertThatThrownBy(() -> leased(fixture, "GET /")).hasMessageContaining("was interrupted");
                pending.complete(Thread.currentThread().isInterrupted());
            });
            Eventually.holds("it waits", () -> fixture.waiting() == 1);
            waiter.interrupt();
            assertThat(pending.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(fixture.waiting()).isZero();
            holder.rollback();
            leased(fixture, "GET /").rollback();
        }
    }

    @Test
    void no_connection_is_lost_between_hand_over_timeout_and_interrupt() throws Exception {
        try (Fixture fixture = h2(3, Duration.ofNanos(200_000))) {
            int threads = 24;
            AtomicInteger served = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(threads);
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(Thread.ofVirtual().start(() -> {
                    for (int round = 0; round < 1000; round++) {
                        Transaction transaction = fixture.begin("GET /");
                        try {
                            transaction.connection().createStatement();
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                                Thread.sleep(Duration.ofNanos(150_000)); // near the timeout of those who wait
                            }
                            inside.decrementAndGet();
                            served.incrementAndGet();
                        } catch (InterruptedException expected) {
                            inside.decrementAndGet();
                        } catch (DatabaseException | java.sql.SQLException expected) {
                            refused.incrementAndGet();
                        } finally {
                            transaction.rollback();
                        }
                        Thread.interrupted();
                    }
                    done.countDown();
                }));
            }
            while (!done.await(1, TimeUnit.MILLISECONDS)) {
                all.get(ThreadLocalRandom.current().nextInt(threads)).interrupt();
            }
            PoolView pool = fixture.database().poolView();
            assertThat(served.get()).isPositive();
            assertThat(refused.get()).isPositive();
            assertThat(most.get()).isLessThanOrEqualTo(3);
            assertThat(pool.leased()).isZero();
            assertThat(pool.waiting()).isZero();
            assertThat(pool.leases()).isEmpty();

            List<Transaction> full = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                full.add(leased(fixture, "GET /"));
            }
            full.forEach(Transaction::rollback);
        }
    }

    /** Leases at each depth of the stack at which it may just fail. */
    @Test
    void no_connection_is_lost_when_the_stack_is_full() throws Exception {
        try (Fixture fixture = h2(2, Duration.ofSeconds(1))) {
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger leased = new AtomicInteger();
            Thread deep = new Thread(
                    null,
                    () -> {
                        for (int warm = 0; warm < 20_000; warm++) { // compiled code has other depths
                            leased(fixture, "warm").rollback();
                        }
                        for (int step = 0; step < 4000; step++) {
                            int room = step % 1000;
                            Transaction transaction = fixture.begin("GET /deep");
                            int left = room;
                            try {
                                untilRoom(
                                        new AtomicInteger(left),
                                        () -> transaction.connection().prepareStatement("select 1"));
                                leased.incrementAndGet();
                            } catch (StackOverflowError _) {
                                failed.incrementAndGet();
                            } finally {
                                transaction.rollback();
                            }
                        }
                    },
                    "deep",
                    512 * 1024);
            deep.start();
            deep.join();
            assertThat(failed).hasPositiveValue();
            assertThat(leased).hasPositiveValue();
            assertThat(fixture.leased()).isZero();
            Transaction first = leased(fixture, "first");
            Transaction second = leased(fixture, "second");
            first.rollback();
            second.rollback();
        }
    }

    /** Goes down until the stack is full, then up again by {@code up} frames, and calls there. */
    @SuppressWarnings("InfiniteRecursion") // until there is no more room
    private static void untilRoom(AtomicInteger up, Callable<?> call) {
        try {
            untilRoom(up, call);
        } catch (StackOverflowError full) {
            if (up.getAndDecrement() > 0) {
                throw full;
            }
            if (up.get() == -1) {
                try {
                    call.call();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            } else {
                throw full; // it failed already
            }
        }
    }

    @Test
    void the_view_shows_who_holds_what_and_the_activity_says_that_it_waits() throws Exception {
        try (Fixture fixture = h2(1, Duration.ofSeconds(30))) {
            Transaction holder = fixture.begin("POST /orders");
            holder.db().execute("update dish set portions = 0");
            Activity waiter = fixture.request("GET /menu");
            CompletableFuture<Integer> waits = Fixture.async("waiter", () -> {
                Transaction transaction = fixture.database().begin(waiter, TransactionOptions.DEFAULT);
                try {
                    return transaction.db().execute("update dish set portions = 1");
                } finally {
                    transaction.rollback();
                }
            });
            Eventually.holds("it waits", () -> fixture.waiting() == 1);

            assertThat(waiter.status().state()).isEqualTo(State.WAITS_FOR_CONNECTION);
            assertThat(waiter.status().at()).contains(fixture.database().pool());
            PoolView pool = fixture.database().poolView();
            assertThat(pool.size()).isEqualTo(1);
            assertThat(pool.leased()).isEqualTo(1);
            assertThat(pool.idle()).isZero();
            assertThat(pool.leases()).singleElement().satisfies(lease -> {
                assertThat(lease.activity()).isSameAs(holder.activity());
                assertThat(lease.statement()).isEqualTo("update dish set portions = 0");
                assertThat(lease.inSql()).isFalse();
            });
            holder.rollback();
            assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(waiter.status().state()).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void the_view_counts_leases_waits_and_timeouts_since_the_start() throws Exception {
        Duration timeout = Duration.ofMillis(50);
        try (Fixture fixture = h2(1, timeout)) {
            PoolTotals before = fixture.database().poolView().totals();
            Transaction holder = leased(fixture, "POST /orders");
            assertThatThrownBy(() -> leased(fixture, "GET /")).isInstanceOf(LeaseTimeoutException.class);
            holder.rollback();
            leased(fixture, "GET /").rollback();

            PoolTotals after = fixture.database().poolView().totals();
            assertThat(after.granted() - before.granted()).isEqualTo(2);
            assertThat(after.waited()).isEqualTo(1);
            assertThat(after.timedOut()).isEqualTo(1);
            assertThat(after.longestWait()).isGreaterThanOrEqualTo(timeout).isEqualTo(after.totalWait());
        }
    }

    @Test
    void closing_refuses_those_who_wait_and_those_who_come() throws Exception {
        Fixture fixture = h2(1, Duration.ofSeconds(60));
        Transaction holder = leased(fixture, "POST /orders");
        CompletableFuture<Transaction> waits = Fixture.async("waiter", () -> leased(fixture, "GET /"));
        Eventually.holds("it waits", () -> fixture.waiting() == 1);
        fixture.close();
        assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS)).hasMessageContaining("Pool \"main\" is closed");
        assertThatThrownBy(() -> leased(fixture, "GET /")).hasMessageContaining("Pool \"main\" is closed");
        holder.rollback();
    }

    private static Fixture h2(int size, Duration timeout) {
        return new Fixture(TestDatabase.H2.fresh().withPoolSize(size).withLeaseTimeout(timeout));
    }

    private static Transaction leased(Fixture fixture, String label) {
        Transaction transaction = fixture.begin(label);
        boolean done = false;
        try {
            transaction.connection().createStatement();
            done = true;
            return transaction;
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        } finally {
            if (!done) {
                transaction.rollback();
            }
        }
    }
}
