package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.settings.OwnTables;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.background.Background;
import dev.brigade.web.background.Host;
import dev.brigade.web.errors.StartException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is started where one runs already. */
class SecondStartTest {

    /** A part that can't begin, such as durable jobs whose database has gone between. */
    private record Broken(AtomicInteger stops) implements Background {
        @Override
        public Optional<OwnTables> tables() {
            return Optional.empty();
        }

        @Override
        public Duration longestPause() {
            return Duration.ZERO;
        }

        @Override
        public void prepare(Host host) {}

        @Override
        public void start() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void stop(Duration grace) {
            stops.incrementAndGet();
        }
    }

    @Test
    void a_route_that_comes_too_late_is_refused_and_not_404() {
        App late = App.named("late");
        late.get("/", rq -> "here");
        try (Client client = late.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThatThrownBy(() -> late.get("/menu", rq -> "soup"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("GET /menu is declared after application late has been started");
        }
    }

    @Test
    void what_would_never_run_since_it_comes_too_late_is_refused() {
        App late = App.named("late");
        BoundedQueue<String> pass = late.queue("pass", String.class, 3);
        try (Client client = late.client()) {
            assertThatThrownBy(() -> late.consume(pass, 1, (work, item) -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "A consumer of pass is declared after application late has been started, and would never run:"
                                    + " declare it where the application is built");
            assertThatThrownBy(() -> late.every(Duration.ofHours(1), "tidy", work -> {}))
                    .hasMessageContaining("\"tidy\", every PT1H, is declared after application late");
            assertThatThrownBy(() -> late.onStart(work -> {})).hasMessageContaining("A start hook is declared after");
        }
    }

    @Test
    void one_that_could_not_begin_all_that_it_does_listens_no_more() throws Exception {
        String port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = String.valueOf(free.getLocalPort());
        }
        AtomicInteger stops = new AtomicInteger();
        App first = App.named("first").database("jdbc:h2:mem:first").background(new Broken(stops));
        assertThatThrownBy(() -> first.start("--port", port)).hasMessage("on purpose");
        assertThat(stops).hasValue(1);
        App.named("second").start("--port", port).close();
    }

    @Test
    void an_address_that_the_machine_does_not_have_is_not_taken_for_a_port_in_use() {
        assertThatThrownBy(() -> App.named("far").start("--host", "203.0.113.7", "--port", "0")) // of nobody: RFC 5737
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Can't listen on 203.0.113.7:0")
                .hasMessageContaining("This machine has no such address. Correct the host setting")
                .hasMessageNotContaining("port: --port");
    }

    @Test
    void it_says_that_the_port_is_taken_before_it_looks_at_the_database(@TempDir Path folder) {
        try (Server first = App.named("first").start("--port", "0")) {
            String port = String.valueOf(first.port());
            App second = App.named("second").database("jdbc:h2:" + folder.resolve("data/second"));
            assertThatThrownBy(() -> second.start("--port", port))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Can't listen on localhost:" + port)
                    .hasMessageContaining("choose another port");
            assertThat(Files.exists(folder.resolve("data"))).isFalse();
        }
    }
}
