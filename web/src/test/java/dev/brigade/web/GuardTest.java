package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.threads.guard.Report;
import dev.brigade.web.settings.SettingsException;
import guarded.Careless;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the guard tells of requests that use locks in ways that are likely to be mistakes. */
class GuardTest {
    private final AtomicBoolean enough = new AtomicBoolean();
    private final App app = Careless.app("jdbc:h2:mem:" + UUID.randomUUID(), enough::get);

    private Client client(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("--mode", "development", "--access.log", "off"));
        arguments.addAll(List.of(more));
        return app.client(arguments.toArray(String[]::new));
    }

    private static List<String> told(Client client) {
        return client.guard().reports().stream().map(Report::text).toList();
    }

    @Test
    void a_request_that_ends_with_a_lock_held_is_told_with_the_line_and_the_lock_is_released() {
        try (LogLines log = new LogLines("brigade.guard");
                Client client = client()) {
            client.post("/forgotten", Map.of());
            client.post("/forgotten", Map.of());
            assertThat(told(client))
                    .hasSize(2)
                    .first()
                    .asString()
                    .matches("POST /forgotten #\\d+ ended and had not released lock \"oven\", which it acquired at"
                            + " guarded.Careless.forget\\(Careless.java:\\d+\\). .*");
            assertThat(log.with("ERROR")).hasSize(2);
        }
    }

    @Test
    void a_lock_that_is_released_before_the_commit_of_what_was_written_under_it_is_told_once() {
        try (Client client = client()) {
            client.post("/early", Map.of());
            client.post("/early", Map.of());
            assertThat(told(client))
                    .singleElement()
                    .asString()
                    .matches("POST /early #\\d+ releases lock \"oven\" at guarded.Careless.lambda.* before the rows are"
                            + " committed .* Take it with hold\\(lock\\) .*");
        }
    }

    @Test
    void so_is_one_under_which_the_last_statement_was_declared() {
        app.post("/declared", rq -> {
            try (var _ = app.lock("sink").hold()) {
                rq.finish("update dish set portions = portions - 1");
            }
            return "";
        });
        try (Client client = client()) {
            assertThat(client.post("/declared", Map.of()).status()).isEqualTo(200);
            assertThat(told(client)).singleElement().asString().contains("releases lock \"sink\"");
        }
    }

    @Test
    void so_is_one_under_which_a_separate_transaction_has_ended_since_and_none_that_guards_only_that() {
        app.post("/noted", rq -> {
            try (var _ = app.lock("sink").hold()) {
                rq.db().execute("update dish set portions = portions - 1 where id = 1");
                try (var _ = app.lock("book").hold()) {
                    rq.runSeparately(tx -> tx.db().execute("insert into dish values (2, 1)"));
                }
            }
            return "";
        });
        try (Client client = client()) {
            assertThat(client.post("/noted", Map.of()).status()).isEqualTo(200);
            assertThat(client.guard().reports())
                    .filteredOn(Report.ReleasedBeforeCommit.class::isInstance)
                    .singleElement()
                    .satisfies(report -> assertThat(report.text()).contains("releases lock \"sink\""));
        }
    }

    @Test
    void a_lock_that_is_held_until_the_commit_and_one_that_is_held_to_read_are_well() {
        try (Client client = client()) {
            client.post("/well", Map.of());
            client.get("/read");
            assertThat(told(client)).isEmpty();
        }
    }

    @Test
    void a_lock_that_is_held_during_a_sleep_is_told() throws Exception {
        try (Client client = client("--guard.held", "50ms")) {
            Thread request = Thread.ofVirtual().start(() -> client.post("/sleep", Map.of()));
            Eventually.holds("it is told", () -> !told(client).isEmpty());
            enough.set(true);
            request.join();
            assertThat(told(client))
                    .singleElement()
                    .asString()
                    .contains("has held lock \"oven\" for more than")
                    .contains("while it sleeps, at guarded.Careless.sleepUntil");
        }
    }

    @Test
    void a_lock_that_stands_for_a_thing_may_be_held_for_long() throws Exception {
        try (Client client = client("--guard.held", "20ms")) {
            Thread request = Thread.ofVirtual().start(() -> client.post("/bakes", Map.of()));
            long looks = client.guard().looks();
            Eventually.holds("the guard looks", () -> client.guard().looks() > looks + 10);
            enough.set(true);
            request.join();
            assertThat(told(client)).isEmpty();
        }
    }

    @Test
    void locks_that_are_held_for_long_are_told_also_where_deadlocks_are_not_looked_for() throws Exception {
        try (Client client = client("--guard.held", "50ms", "--guard.wait", "0s")) {
            Thread request = Thread.ofVirtual().start(() -> client.post("/sleep", Map.of()));
            Eventually.holds("it is told", () -> !told(client).isEmpty());
            enough.set(true);
            request.join();
        }
    }

    @Test
    void orders_that_could_block_are_told_before_they_do_in_the_log_and_on_the_error_page() {
        try (LogLines log = new LogLines("brigade.guard");
                Client client = client()) {
            client.post("/bake", Map.of());
            client.post("/wash", Map.of());
            assertThat(client.guard().reports())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Report.Order.class,
                            order -> assertThat(order.text())
                                    .contains("lock \"oven\", then lock \"sink\": POST /bake #")
                                    .contains("lock \"sink\", then lock \"oven\": POST /wash #"));
            assertThat(log.with("WARN")).hasSize(1);
            assertThat(client.get("/fails").text()).contains("made up").contains("POST /wash #");
        }
    }

    @Test
    void a_lock_before_the_first_statement_here_and_after_it_there_is_an_order_too() {
        try (Client client = client()) {
            client.post("/first", Map.of());
            client.post("/late", Map.of());
            assertThat(client.guard().reports())
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report).isInstanceOf(Report.Order.class))
                    .anySatisfy(report -> assertThat(report.text()).contains("pool \"main\"", "lock \"sink\""));
        }
    }

    @Test
    void it_can_be_turned_off_and_refuses_times_that_are_none() {
        assertThatThrownBy(() -> client("--guard.wait", "-1s").close())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("guard.wait");
        App other = Careless.app("jdbc:h2:mem:" + UUID.randomUUID());
        try (Client client = other.client("--guard.wait", "0s")) {
            client.post("/forgotten", Map.of());
            assertThat(told(client)).singleElement().asString().contains("development mode would tell");
        }
    }
}
