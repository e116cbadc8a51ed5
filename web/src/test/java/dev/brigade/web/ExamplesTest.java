package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.engine.Fields;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.routing.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    Path project;

    private record NewOrder(String dish, int portions) {}

    private static App app(String name) {
        App app = App.named(name);
        app.get("/orders/{id:long}", rq -> rq.path("id"));
        app.post("/orders", rq -> rq.body(NewOrder.class));
        app.post("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        return app;
    }

    @Test
    void a_route_tells_its_examples_in_their_order() {
        App app = App.named("kitchen");
        app.get("/orders/{id:long}", rq -> "").example("/orders/1").example("/orders/2?full=true");
        app.post("/orders", rq -> "").example("/orders", new NewOrder("lasagne", 2));
        assertThat(app.routes().stream().flatMap(route -> route.examples().stream()))
                .containsExactly(
                        Example.of("GET", "/orders/1"),
                        Example.of("GET", "/orders/2?full=true"),
                        new Example("POST", "/orders", "application/json", "{\"dish\":\"lasagne\",\"portions\":2}"));
    }

    @Test
    void an_example_is_sent_as_it_was_declared() {
        App app = app("kitchen");
        try (Client client = app.client("--check.examples", "off")) {
            ClientResponse answer = client.send(Example.of("POST", "/orders", new NewOrder("quiche", 1)));
            assertThat(answer.text()).isEqualTo("{\"dish\":\"quiche\",\"portions\":1}");
        }
    }

    @Test
    void an_example_may_have_headers() {
        App app = App.named("kitchen");
        app.post("/orders", rq -> rq.header("Authorization").orElse("nobody"))
                .example("/orders", new NewOrder("quiche", 1), Map.of("Authorization", "Bearer cook"))
                .example(Example.of("POST", "/orders").header("Authorization", "Bearer guest"));
        Route route = app.routes().getFirst();
        try (Client client = app.client("--check.examples", "off")) {
            assertThat(route.examples())
                    .extracting(one -> client.send(one).text())
                    .containsExactly("Bearer cook", "Bearer guest");
        }
        assertThatThrownBy(() -> route.example(Example.of("GET", "/orders")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its method must be POST");
    }

    @Test
    void who_sent_a_request_is_remembered_once_for_what_it_asks() throws IOException {
        Files.createDirectory(project.resolve("target"));
        for (String cookie : List.of("session=a", "session=b")) {
            SentRequests sent = sent();
            Fields headers = new Fields()
                    .set("Cookie", cookie)
                    .set("Authorization", "Bearer x")
                    .set("Accept", "text/html");
            sent.answered("GET", "/orders/1", headers, new byte[0], 200);
            sent.write();
        }
        assertThat(Examples.read(file()))
                .containsExactly(new Example(
                        "GET", "/orders/1", "", "", Map.of("Cookie", "session=b", "Authorization", "Bearer x")));
    }

    @Test
    void a_remembered_session_is_taken_in_later_processes_and_in_either_mode() throws IOException {
        String name = "kitchen-" + UUID.randomUUID();
        Path file = Examples.file(Path.of(""), name).orElseThrow(); // of this module
        for (String mode : List.of("development", "production")) {
            try (Client client = withLogin(name).client("--mode", mode)) {
                client.post("/login", Map.of());
                assertThat(client.get("/mine").text()).isEqualTo("Ann");
            }
            Example mine = Examples.read(file).stream()
                    .filter(one -> one.target().equals("/mine"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(file);
            try (Client explorer = withLogin(name).client(Harness.over(Map.of()))) {
                assertThat(explorer.send(mine).text()).isEqualTo("Ann");
            }
        }
        Files.delete(file.resolveSibling(file.getFileName() + ".lock"));
    }

    private static App withLogin(String name) {
        App app = App.named(name);
        app.sessions();
        app.post("/login", rq -> {
            rq.session().put("user", "Ann");
            return "welcome";
        });
        app.get("/mine", rq -> rq.session().get("user").orElseThrow(() -> new Conflict("log in")));
        return app;
    }

    @Test
    void a_start_refuses_an_example_that_its_route_does_not_take() {
        App wrongType = App.named("kitchen");
        wrongType.get("/orders/{id:long}", rq -> "").example("/orders/first");
        assertThatThrownBy(wrongType::client)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("The example \"/orders/first\" of route GET /orders/{id:long}")
                .hasMessageContaining("no route would take it");

        App ofAnother = App.named("kitchen");
        ofAnother.get("/orders/latest", rq -> "");
        ofAnother.get("/orders/{id}", rq -> "").example("/orders/latest");
        assertThatThrownBy(ofAnother::client)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("GET /orders/latest would take it");
    }

    private static Router<CompiledRoute> router(App app) {
        Router<CompiledRoute> router = new Router<>();
        app.routes()
                .forEach(route -> router.add(
                        route.method(), route.pattern(), CompiledRoute.of(route, 1, java.time.Duration.ZERO, false)));
        return router;
    }

    private Path file() {
        return Examples.file(project, "kitchen").orElseThrow();
    }

    private SentRequests sent() {
        return new SentRequests(file(), router(app("kitchen")));
    }

    private static void get(SentRequests to, String target) {
        to.answered("GET", target, new Fields(), new byte[0], 200);
    }

    @Test
    void only_the_folder_of_a_project_that_has_been_built_has_a_file() throws IOException {
        assertThat(Examples.file(project, "kitchen")).isEmpty();
        Files.createDirectory(project.resolve("build"));
        assertThat(Examples.file(project, "kitchen")).contains(project.resolve("build/brigade/examples-kitchen.jsonl"));
        Files.createDirectory(project.resolve("target"));
        assertThat(Examples.file(project, "kitchen"))
                .contains(project.resolve("target/brigade/examples-kitchen.jsonl"));
    }

    @Test
    void the_latest_requests_come_first_and_those_of_earlier_tests_stay() throws IOException {
        Files.createDirectory(project.resolve("target"));
        SentRequests first = sent();
        get(first, "/orders/1");
        get(first, "/orders/2");
        get(first, "/orders/1");
        first.write();
        SentRequests second = sent();
        get(second, "/orders/3");
        get(second, "/orders/1");
        second.write();
        assertThat(Examples.read(file()).stream().map(Example::target))
                .containsExactly("/orders/3", "/orders/1", "/orders/2");
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("examples-kitchen.jsonl", "examples-kitchen.jsonl.lock");
        }
    }

    @Test
    void one_test_that_sends_thousands_leaves_room_for_others() throws IOException {
        Files.createDirectory(project.resolve("target"));
        SentRequests sent = sent();
        for (int i = 0; i < 5000; i++) {
            get(sent, "/orders/" + i);
        }
        sent.answered("POST", "/orders", new Fields(), "{}".getBytes(StandardCharsets.UTF_8), 201);
        sent.write();
        assertThat(Examples.read(file())).hasSize(21).contains(new Example("POST", "/orders", "", "{}"));
        for (int round = 0; round < 20; round++) {
            SentRequests more = sent();
            for (int i = 0; i < 20; i++) {
                get(more, "/orders/" + round + "000" + i);
            }
            more.write();
        }
        assertThat(Examples.read(file())).hasSize(200);
    }

    @Test
    void what_failed_or_is_long_or_is_no_text_is_not_remembered() throws IOException {
        Files.createDirectory(project.resolve("target"));
        SentRequests sent = sent();
        sent.answered("POST", "/sold-out", new Fields(), new byte[0], 409);
        sent.answered("POST", "/orders", new Fields(), new byte[5000], 200);
        sent.answered("POST", "/orders", new Fields(), new byte[] {(byte) 0xff}, 200);
        sent.write();
        assertThat(Examples.read(file())).isEmpty();
    }

    @Test
    void a_file_that_is_no_file_of_examples_is_told_of_and_written_anew() throws IOException {
        Files.createDirectories(file0());
        Files.writeString(
                file(), "{\"method\":\"GET\",\"target\":\"/\",\"contentType\":\"\",\"body\":\"\"}\nrubbish\n");
        assertThatThrownBy(() -> Examples.read(file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
        SentRequests sent = sent();
        get(sent, "/orders/1");
        sent.write();
        assertThat(Examples.read(file())).containsExactly(Example.of("GET", "/orders/1"));
    }

    private Path file0() {
        return project.resolve("target").resolve("brigade");
    }

    @Test
    void clients_that_write_at_once_lose_nothing() throws Exception {
        Files.createDirectory(project.resolve("target"));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                SentRequests sent = sent();
                get(sent, "/orders/" + number);
                sent.write();
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Examples.read(file())).hasSize(8);
    }

    @Test
    void what_a_client_sends_is_remembered_unless_that_is_switched_off() throws IOException {
        String name = "kitchen-" + UUID.randomUUID();
        Path file = Examples.file(Path.of(""), name).orElseThrow(); // of this module
        try (Client client = app(name).client("--check.examples", "off")) {
            client.get("/orders/1");
        }
        assertThat(Examples.read(file)).isEmpty();
        try (Client client = app(name).client()) {
            client.post("/orders", new NewOrder("quiche", 1));
            client.postForm("/orders", new TreeMap<>(Map.of("dish", "lasagne", "portions", "2"))); // in one order
            client.get("/orders/1");
            client.post("/sold-out", Map.of());
        }
        assertThat(Examples.read(file))
                .containsExactly(
                        new Example("POST", "/orders", "application/json", "{\"dish\":\"quiche\",\"portions\":1}"),
                        new Example("POST", "/orders", "application/x-www-form-urlencoded", "dish=lasagne&portions=2"),
                        Example.of("GET", "/orders/1"));
        Files.delete(file);
        Files.delete(file.resolveSibling(file.getFileName() + ".lock"));
    }
}
