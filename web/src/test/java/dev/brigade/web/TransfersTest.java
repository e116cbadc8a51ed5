package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many clients move money among few accounts, by a handler that is written as if it were alone. */
class TransfersTest {
    private static final Logger LOG = LoggerFactory.getLogger(TransfersTest.class);
    private static final int CLIENTS = 64;
    private static final int TRANSFERS = 10_000;
    private static final int ACCOUNTS = 10;
    private static final int EACH = 100;
    private static final int MOST_RUNS = 20;

    record Transfer(int from, int to, int amount) {}

    private static App bank() {
        App app = App.named("bank").database("jdbc:h2:mem:");
        app.onStart(work -> {
            work.db().execute("create table account (id int primary key, balance int not null)");
            for (int id = 0; id < ACCOUNTS; id++) {
                work.db().execute("insert into account values (?, ?)", id, EACH);
            }
        });
        app.post("/transfers", rq -> {
            Transfer transfer = rq.body(Transfer.class);
            int balance = balance(rq, transfer.from());
            if (balance < transfer.amount()) {
                throw new Conflict("Account " + transfer.from() + " has only " + balance);
            }
            int target = balance(rq, transfer.to());
            rq.db()
                    .execute(
                            "update account set balance = ? where id = ?",
                            balance - transfer.amount(),
                            transfer.from());
            rq.db().execute("update account set balance = ? where id = ?", target + transfer.amount(), transfer.to());
            return Integer.toString(rq.run());
        });
        app.get(
                "/total",
                rq -> rq.db()
                        .createQuery("select sum(balance) from account where balance >= 0")
                        .mapTo(Integer.class)
                        .one());
        return app;
    }

    private static int balance(Request rq, int account) {
        return rq.db()
                .createQuery("select balance from account where id = :id")
                .bind("id", account)
                .mapTo(Integer.class)
                .one();
    }

    @ParameterizedTest
    @EnumSource
    void noMoneyIsMadeOrLostAndEveryTransferIsAnswered(TestDatabase database) throws Exception {
        AtomicInteger left = new AtomicInteger(TRANSFERS);
        AtomicIntegerArray statuses = new AtomicIntegerArray(600);
        AtomicIntegerArray runs = new AtomicIntegerArray(MOST_RUNS + 1);
        try (Client client = bank().client(
                                "--database.url", database.fresh().url(), "--retry.runs", Integer.toString(MOST_RUNS));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                clients.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        ClientResponse answer = client.post("/transfers", any(random));
                        statuses.incrementAndGet(answer.status());
                        if (answer.status() == 200) {
                            runs.incrementAndGet(Integer.parseInt(answer.text()));
                        }
                    }
                }));
            }
            for (Future<?> one : clients) {
                one.get(120, TimeUnit.SECONDS);
            }
            assertThat(client.get("/total").text()).isEqualTo(Integer.toString(ACCOUNTS * EACH));
        }
        LOG.info("{}: transfers that were made, by their number of runs from 0: {}", database, runs);
        assertThat(statuses.get(200) + statuses.get(409) + statuses.get(503))
                .as("answers of each status: %s", statuses)
                .isEqualTo(TRANSFERS);
        assertThat(statuses.get(200)).as("transfers that were made").isPositive();
        assertThat(runs.get(0)).isZero();
    }

    private static Transfer any(SplittableRandom random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        return new Transfer(from, to, 1 + random.nextInt(20));
    }
}
