package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.threads.Activity;
import dev.brigade.web.errors.StartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class RunningRoutesTest {

    private static App app() {
        App app = App.named("told").database(TestDatabase.POSTGRESQL.fresh().url());
        app.get("/one", rq -> rq.db().select("select 1").mapTo(int.class).one());
        app.post("/conflict", rq -> {
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return "";
        });
        return app;
    }

    @Test
    void a_server_tells_over_jmx_what_the_requests_of_its_routes_did_until_it_stops() throws Exception {
        ObjectName name = new ObjectName("dev.brigade:type=Routes,name=told");
        var beans = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        try (Server server = app().start("--port", "0", "--database.user", "postgres");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 40; i++) {
                send(http, server, "GET", "/one");
            }
            send(http, server, "POST", "/conflict");
            assertThat((String[]) beans.getAttribute(name, "Routes"))
                    .anySatisfy(line -> assertThat(line)
                            .matches("GET /one +40 requests, 0 runs after a conflict, one statement expected: "
                                    + "[0-9]+ ran so, 0 had to run again"))
                    .anySatisfy(
                            line -> assertThat(line).matches("POST /conflict +1 requests, 1 runs after a conflict"));
        }
        assertThat(beans.isRegistered(name)).isFalse();
    }

    @Test
    void of_two_of_one_name_the_first_is_told_of_until_it_stops_itself() throws Exception {
        ObjectName name = new ObjectName("dev.brigade:type=Routes,name=twin");
        var beans = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        try (Server _ = App.named("twin").start("--port", "0")) {
            App.named("twin").start("--port", "0").close();
            assertThat(beans.isRegistered(name)).isTrue();
        }
        assertThat(beans.isRegistered(name)).isFalse();
    }

    @Test
    void a_server_tells_what_becomes_of_the_items_of_its_queues_and_who_works_on_what() throws Exception {
        App app = App.named("queues");
        var pass = app.queue("pass", String.class, 20);
        var begun = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        var oven = app.lock("oven");
        app.consume(pass, 2, (work, item) -> {
            begun.countDown();
            if (item.equals("fish")) {
                work.hold(oven);
            } else {
                goOn.await();
            }
        });
        ObjectName name = new ObjectName("dev.brigade:type=Routes,name=queues");
        var beans = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        try (Server server = app.start("--port", "0")) {
            try (var _ = oven.hold()) {
                pass.addAll(List.of("soup", "fish", "meat"));
                begun.await();
                Eventually.holds("it waits for the lock", () -> !oven.waiters().isEmpty());

                assertThat((String[]) beans.getAttribute(name, "Consumers"))
                        .singleElement()
                        .asString()
                        .startsWith("queue pass  1 of 20 places taken, 2 threads, 2 items taken, 0 succeeded, 0 failed,"
                                + " 0 tries again, 0 runs after a conflict; at work: pass #")
                        .contains(" on soup, taken ")
                        .contains(" s ago, waits")
                        .contains(" on fish, taken ")
                        .contains("waits for lock \"oven\"");
                assertThat(pass.servers().orElseThrow().idle()).isFalse();
                assertThat(pass.servers().orElseThrow().activities())
                        .extracting(Activity::kind)
                        .containsExactly(Activity.Kind.CONSUMER, Activity.Kind.CONSUMER);
            }
            goOn.countDown();
            Eventually.holds(
                    "all done", () -> server.consumers().getFirst().counts().succeeded() == 3);
            Eventually.holds("both are idle", () -> pass.servers().orElseThrow().idle());
        }
    }

    private static void send(HttpClient http, Server server, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_process_that_can_not_be_asked_is_said_to_be_so() {
        assertThatThrownBy(() -> RoutesOfProcess.of("999999999"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Process 999999999")
                .hasMessageContaining("jps");
    }

    @Test
    void other_options_of_the_command_are_refused() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(CommandLineRun.routes(app(), err, err, List.of("--prot", "1")))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("--pid N");
    }
}
