package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that goes away while its request is in PostgreSQL: the statement is cancelled there, and does not run on for nobody. */
class ClientGoneInSqlTest {
    private static final String SLOW = "select pg_sleep(600) as of_who_goes_away";

    private static int running() {
        try (Connection other = TestDatabase.administrator();
                Statement asked = other.createStatement();
                ResultSet rows = asked.executeQuery(
                        "select count(*) from pg_stat_activity where state = 'active' and query = '" + SLOW + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Throwable failureOf(boolean separately) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        App app = App.named("slow").database(TestDatabase.POSTGRESQL.fresh().url());
        app.post("/slow", rq -> {
            try {
                if (separately) {
                    rq.runSeparately(tx -> tx.db().execute(SLOW));
                } else {
                    rq.db().execute(SLOW);
                }
            } catch (RuntimeException e) {
                failure.complete(e);
                throw e;
            }
            return "";
        });
        try (QuietLogs _ = new QuietLogs();
                Server server = app.start("--port", "0")) {
            goAwayWhileItRuns(server.port());
            Throwable seen = failure.get(20, TimeUnit.SECONDS);
            Eventually.holds("nothing runs on", () -> running() == 0);
            return seen;
        }
    }

    private static void goAwayWhileItRuns(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            Eventually.holds("it is in the database", () -> running() == 1);
        }
    }

    @Test
    void its_statement_is_cancelled() throws Exception {
        assertThat(failureOf(false)).hasStackTraceContaining("canceling statement due to user request");
    }

    @Test
    void so_is_one_of_its_separate_transaction() throws Exception {
        assertThat(failureOf(true)).hasStackTraceContaining("canceling statement due to user request");
    }
}
