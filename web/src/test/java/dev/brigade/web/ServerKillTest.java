package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.MortalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers go on while the PostgreSQL server is killed and comes back; nobody restarts the application. */
class ServerKillTest {
    private static final int CLIENTS = 64;
    private static final int ACCOUNTS = 200;
    private static final int BALANCE = 1000;
    private static final int ENOUGH = 400;
    private static final int NOTICED = 8;
    private static final Duration CLIENT_WAITS = Duration.ofMillis(50);

    record Transfer(UUID id, int source, int target, int amount) {}

    private interface Blow {
        void strike() throws IOException;
    }

    private final Set<UUID> confirmed = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private volatile boolean enough;

    @Test
    void nothing_that_was_answered_201_is_lost_and_nothing_is_done_twice(@TempDir Path folder) throws Exception {
        try (QuietLogs _ = new QuietLogs();
                MortalPostgres server = new MortalPostgres(folder);
                InProcess bank = InProcess.of(
                        bank(server.url()), "--database.pool.size", "8", "--database.pool.timeout", "2s")) {
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    all.add(clients.submit(() -> transferAgainAndAgain(bank)));
                }
                try {
                    for (Blow blow : List.<Blow>of(server::kill, server::stopImmediately, server::kill)) {
                        moreAreConfirmed();
                        int refused = refused();
                        blow.strike();
                        Eventually.holds(
                                "clients notice that the server is gone", () -> refused() >= refused + NOTICED);
                        server.startAgain();
                    }
                    moreAreConfirmed();
                } finally {
                    enough = true;
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            System.out.println("Answers of the transfers through three kills of the server: " + statuses);
            assertThat(bank.pool().leased()).isZero();
            Eventually.holds("the pool is full again", () -> bank.pool().idle() == 8);
            bank.useAllConnections();
            audit(server.url());
            assertThat(statuses).containsOnlyKeys(201, 503);
        }
    }

    private static App bank(String url) {
        App app = App.named("bank").database(url);
        app.onStart(work -> {
            work.db().execute("create table account (id int primary key, balance int not null)");
            work.db().execute("create table transfer (id uuid primary key, source int, target int, amount int)");
            work.db().execute("insert into account select n, ? from generate_series(1, ?) n", BALANCE, ACCOUNTS);
        });
        app.post("/transfers", rq -> {
            Transfer wish = rq.body(Transfer.class);
            int isNew = rq.db()
                    .execute(
                            "insert into transfer values (?, ?, ?, ?) on conflict (id) do nothing",
                            wish.id(),
                            wish.source(),
                            wish.target(),
                            wish.amount());
            if (isNew == 1) { // else the client has sent it once more, since it got no answer
                String change = "update account set balance = balance + ? where id = ?";
                rq.db().execute(change, -wish.amount(), wish.source());
                rq.db().execute(change, wish.amount(), wish.target());
            }
            return Response.created("/transfers/" + wish.id());
        });
        return app;
    }

    /** As a careful client does: the same transfer under the same id until it is confirmed, then the next. */
    private void transferAgainAndAgain(InProcess bank) {
        while (!enough) {
            UUID id = UUID.randomUUID();
            var random = ThreadLocalRandom.current();
            String transfer = "{\"id\": \"%s\", \"source\": %d, \"target\": %d, \"amount\": %d}"
                    .formatted(id, random.nextInt(ACCOUNTS) + 1, random.nextInt(ACCOUNTS) + 1, random.nextInt(100));
            int status = 0;
            while (status != 201 && !enough) {
                status = bank.post("/transfers", transfer).status();
                statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
                if (status == 201) {
                    confirmed.add(id);
                } else {
                    LockSupport.parkNanos(CLIENT_WAITS.toNanos());
                }
            }
        }
    }

    private void moreAreConfirmed() {
        int before = confirmed.size();
        Eventually.holds("transfers are confirmed", () -> confirmed.size() >= before + ENOUGH);
    }

    private int refused() {
        return statuses.entrySet().stream()
                .filter(one -> one.getKey() != 201)
                .mapToInt(one -> one.getValue().get())
                .sum();
    }

    private void audit(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Set<UUID> done = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("select id from transfer")) {
                while (rows.next()) {
                    done.add(rows.getObject(1, UUID.class));
                }
            }
            Set<UUID> lost = new HashSet<>(confirmed);
            lost.removeAll(done);
            assertThat(lost)
                    .as("transfers that were answered 201 and are not there")
                    .isEmpty();

            try (ResultSet rows = statement.executeQuery("select sum(balance) from account")) {
                rows.next();
                assertThat(rows.getInt(1)).as("money").isEqualTo(ACCOUNTS * BALANCE);
            }
            // an account holds what the transfers, each once, have left in it
            try (ResultSet rows = statement.executeQuery("""
                    select count(*) from account where balance <> %d
                      - (select coalesce(sum(amount), 0) from transfer where source = account.id)
                      + (select coalesce(sum(amount), 0) from transfer where target = account.id)
                    """.formatted(BALANCE))) {
                rows.next();
                assertThat(rows.getInt(1))
                        .as("accounts that differ from their transfers")
                        .isZero();
            }
        }
    }
}
