package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import dev.brigade.data.Eventually;
import dev.brigade.data.MortalPostgres;
import dev.brigade.data.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cluster locks and conditions when a node, or the database, is killed. */
class ClusterKillTest {
    private static final Pattern HOLDS = Pattern.compile("holds it with token (\\d+)\n");

    @TempDir
    Path folder;

    private ChildProcess node(String name, String url) throws Exception {
        return ChildProcess.start(
                Files.createDirectory(folder.resolve(name)),
                ClusterApp.class,
                "--port",
                "0",
                "--database.url",
                url,
                "--database.pool.size",
                "2");
    }

    private static List<Long> longs(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getLong(1));
            }
            return all;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_process_that_is_killed_while_it_holds_the_lock_leaves_it_to_the_other_and_nothing_it_wrote()
            throws Exception {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        run(url, "create table bill (token bigint primary key)");
        try (ChildProcess first = node("first", url);
                ChildProcess second = node("second", url);
                Wire toFirst = new Wire(first.port());
                Wire toSecond = new Wire(second.port())) {
            toFirst.send("POST", "/bill", "");
            long token = Long.parseLong(first.hasSaid(HOLDS).group(1));
            toSecond.send("POST", "/bill", "");
            Eventually.holds(
                    "the second waits for the lock",
                    () -> longs(
                                            url,
                                            "select 1 from pg_locks join pg_database on database = pg_database.oid"
                                                    + " where locktype = 'advisory' and not granted"
                                                    + " and datname = current_database()")
                                    .size()
                            == 1);

            first.close(); // SIGKILL

            long next = Long.parseLong(second.hasSaid(HOLDS).group(1));
            assertThat(next).isGreaterThan(token);
            second.tell("go on");
            assertThat(toSecond.body()).isEqualTo("billed with token " + next);
            assertThat(longs(url, "select token from bill")).containsExactly(next);
        }
    }

    @Test
    void a_token_that_was_given_out_is_not_given_again_after_the_server_was_killed() throws Exception {
        try (QuietLogs _ = new QuietLogs();
                MortalPostgres server = new MortalPostgres(folder)) {
            run(server.url(), "alter database postgres set synchronous_commit = off"); // a server that may lose commits
            App app = App.named("kitchen").database(server.url());
            var billing = app.clusterLock("billing");
            List<Long> tokens = new ArrayList<>();
            app.post("/bill", rq -> {
                tokens.add(billing.holdFenced(rq));
                server.kill(); // before the request commits
                return "";
            });
            try (InProcess node = InProcess.of(app, "--database.pool.size", "2")) {
                for (int crash = 1; crash <= 3; crash++) {
                    int before = crash;
                    Eventually.holds("it has held the lock", () -> {
                        node.post("/bill", "");
                        return tokens.size() == before;
                    });
                    server.startAgain();
                }
            }
            assertThat(tokens).hasSize(3).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void who_waits_at_a_condition_waits_on_while_the_server_is_killed_and_hears_signals_after_it() throws Exception {
        try (QuietLogs _ = new QuietLogs();
                MortalPostgres server = new MortalPostgres(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                InProcess one = InProcess.of(kitchen(server.url()), "--database.pool.size", "2");
                InProcess other = InProcess.of(kitchen(server.url()), "--database.pool.size", "2")) {
            run(server.url(), "create table stock (amount int not null)");
            run(server.url(), "insert into stock values (0)");
            CompletableFuture<ClientResponse> served =
                    CompletableFuture.supplyAsync(() -> one.post("/serve", ""), threads);
            Eventually.holds(
                    "one node listens",
                    () -> !longs(
                                    server.url(),
                                    "select 1 from pg_stat_activity where query = 'listen brigade_cluster' and state = 'idle'")
                            .isEmpty());
            server.kill();
            server.startAgain();
            Eventually.holds(
                    "the other can deliver", () -> other.post("/deliver", "").status() == 200);
            assertThat(served.get(60, TimeUnit.SECONDS).text()).isEqualTo("served");
            assertThat(longs(server.url(), "select amount from stock")).containsExactly(0L);
        }
    }

    private static App kitchen(String url) {
        App app = App.named("kitchen").database(url);
        var delivered = app.clusterCondition("delivered");
        app.post("/deliver", rq -> {
            delivered.signal(rq);
            return rq.db().execute("update stock set amount = amount + 1") + "";
        });
        app.post("/serve", rq -> {
                    boolean taken = delivered.awaitUntil(
                            rq,
                            Duration.ofMinutes(2),
                            look -> look.db().execute("update stock set amount = amount - 1 where amount > 0") == 1);
                    return taken ? "served" : "nothing there";
                })
                .deadline(Duration.ofMinutes(5));
        return app;
    }
}
