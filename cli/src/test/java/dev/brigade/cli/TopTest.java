package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TopTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final App app = App.named("shop");

    private int top(String... line) {
        CommandLine command = Main.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(line);
    }

    private Server start() {
        return app.start("--port", "0", "--mode", "development", "--shared.audit", "off", "--access.log", "off");
    }

    @Test
    void tells_its_options() {
        assertThat(top("top", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: ./brigade top URL [OPTIONS]")
                .contains("--once", "--header", "--rows");
    }

    @Test
    void prints_once_who_waits_for_what_held_by_whom() throws Exception {
        app.live("/live");
        CountDownLatch done = new CountDownLatch(1);
        NamedLock stock = app.lock("stock");
        app.get("/{what}", rq -> {
            rq.hold(stock);
            done.await();
            return "done";
        });
        try (Server server = start();
                HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> holds = begins(http, server, "/holds");
            while (stock.owner().isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            CompletableFuture<HttpResponse<String>> waits = begins(
                    http, server, "/waits\u001b[2J".replace("\u001b", "%1b").replace("[", "%5b"));
            while (stock.waiters().isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }

            int code = top("top", server.url(), "--once");

            assertThat(errors.toString()).isEmpty();
            assertThat(code).isZero();
            assertThat(out.toString())
                    .doesNotContain("\u001b")
                    .startsWith("shop  localhost:" + server.port() + "  development\n"
                            + "2 requests: 1 running; 1 waits for lock `stock`, held by GET /holds #")
                    .containsPattern("STATE +FOR +ACTIVITY +AT +HELD BY")
                    .containsPattern(
                            "waiting lock +\\d+\\.\\d s +GET /waits%1b%5b2J #\\d+ +lock stock +GET /holds #\\d+")
                    .containsPattern("running +\\d+\\.\\d s +GET /holds #\\d+")
                    .containsPattern("lock stock +1 +GET /holds #\\d+");
            done.countDown();
            holds.get();
            waits.get();
        }
    }

    private static CompletableFuture<HttpResponse<String>> begins(HttpClient http, Server server, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void says_that_nothing_answers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(top("top", "http://localhost:" + free, "--once")).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo("Nothing answers at http://localhost:" + free + ": does the application run there?\n");
    }

    @Test
    void says_that_there_is_no_page() {
        try (Server server = start()) {
            assertThat(top("top", server.url(), "--once")).isEqualTo(2);
            assertThat(errors.toString())
                    .startsWith(
                            "There is no live page at " + server.url() + "/live/. Does the application have app.live");
        }
    }

    @Test
    void says_that_it_is_not_let_in_and_how_it_would_be() {
        app.live("/live").allow(rq -> rq.header("Authorization").equals(Optional.of("Bearer staff")));
        try (Server server = start()) {
            assertThat(top("top", server.url(), "--once")).isEqualTo(2);
            assertThat(errors.toString()).startsWith("The live page does not let you in (403). Send what it asks for");

            assertThat(top("top", server.url(), "--once", "--header", "Authorization: Bearer staff"))
                    .isZero();
            assertThat(out.toString()).contains("Nothing runs.");
        }
    }

    @Test
    void says_that_something_else_answers() {
        app.get("/live/state", rq -> "hello");
        try (Server server = start()) {
            assertThat(top("top", server.url(), "--once")).isEqualTo(2);
            assertThat(errors.toString()).contains("is no live page of Brigade");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080/live/state?past=no",
        "localhost:8080, http://localhost:8080/live/state?past=no",
        "http://localhost:8080/, http://localhost:8080/live/state?past=no",
        "https://shop.example/ops/live/, https://shop.example/ops/live/state?past=no"
    })
    void finds_the_page_by_the_address_of_the_application(String given, String asked) {
        assertThat(Top.address(given)).hasToString(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 \u001b]0;title\u0007\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX\u001b[2J: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \u001b[2J\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"sentence\": \"\", \"activities\": []}",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"sentence\": \"\", \"activities\": [], \"things\": [], \"leftOut\": 0, \"now\": \"\\u001b[2J\"}"
            })
    void shows_no_control_characters_of_a_server_that_is_none_and_no_stack_trace(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread answers = Thread.startVirtualThread(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String url = "http://localhost:" + server.getLocalPort();
            assertThat(top("top", url, "--once")).isEqualTo(2);
            answers.join();
            assertThat(errors.toString()).contains(url).doesNotContain("\u001b", "\u0007", "\tat ");
        }
    }

    @Test
    void shows_no_control_characters_of_the_application() {
        assertThat(new Board(false, 10).text(new tools.jackson.databind.json.JsonMapper().readTree("""
                                        {"app":"a\\u001b[31m","node":"n\\u009b2J","mode":"m","mood":"calm","now":0,"leftOut":0,
                                         "sentence":"s\\r\\n\\u202e","things":[],"activities":[]}
                                        """)))
                .isEqualTo("a·[31m  n·2J  m\ns···\n");
    }
}
