package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Owner;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Step;
import dev.brigade.threads.Watcher;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.settings.GivenSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HarnessTest {
    private Owner owner;
    private Harness harness;

    @BeforeEach
    void own() {
        owner = new Owner(TestDatabase.H2.fresh());
        harness = Harness.over(Map.of("main", owner)).withSettings(GivenSettings.of());
    }

    @AfterEach
    void close() throws Exception {
        owner.close();
    }

    private static final class Steps implements Watcher {
        private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void before(Activity activity, Step step, MeetingPoint at) {
            seen.add(activity.name() + ": " + step + " " + at.name());
        }

        @Override
        public void after(Activity activity, Step step, MeetingPoint at) {}
    }

    private App app() {
        App app = App.named("kitchen").database(owner.settings().url());
        app.get("/one", rq -> rq.db().select("select 1").mapTo(Integer.class).one());
        app.post("/note", rq -> {
            rq.db().execute("create table note (id int)");
            return Response.noContent();
        });
        return app;
    }

    @Test
    void what_is_done_every_so_often_is_done_only_when_it_is_asked_for_and_on_the_thread_that_calls() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        App app = app();
        app.every(Duration.ofMillis(1), "sweep", work -> threads.add(Thread.currentThread()));
        try (Client client = app.client(harness)) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/one").text()).isEqualTo("1");
            }
            assertThat(client.runEvery("sweep")).isTrue();
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void a_request_runs_on_the_thread_that_calls_over_the_given_connections() {
        Thread caller = Thread.currentThread();
        String name = caller.getName();
        App app = app();
        app.get("/thread", rq -> String.valueOf(Thread.currentThread() == caller));
        try (Client client = app.client(harness)) {
            assertThat(client.get("/thread").text()).isEqualTo("true");
            assertThat(caller.getName()).isEqualTo(name);
            assertThat(client.post("/note", Map.of()).status()).isEqualTo(204);
        }
        assertThat(owner.log()).containsExactly("create table note (id int)", "commit", "close");
    }

    @Test
    void a_watcher_hears_of_each_step() {
        Steps steps = new Steps();
        App app = app();
        var lock = app.lock("oven");
        app.get("/locked", rq -> {
            rq.hold(lock);
            return rq.db().select("select 1").mapTo(Integer.class).one();
        });
        try (Client client = app.client(harness.watchedBy(steps))) {
            client.get("/locked");
        }
        assertThat(steps.seen)
                .containsExactly(
                        "GET /locked #1: ACQUIRE oven",
                        "GET /locked #1: STATEMENT main",
                        "GET /locked #1: ROLLBACK main",
                        "GET /locked #1: RELEASE oven");
    }

    @Test
    void start_hooks_run_and_items_are_consumed_and_no_platform_thread_is_started() {
        Set<Thread> before = platformThreads();
        App app = app();
        var queue = app.queue("pass", Integer.class, 5);
        Set<Integer> eaten = new HashSet<>();
        app.onStart(work -> work.db().execute("create table eaten (id int)"));
        app.consume(queue, 1, (work, item) -> {
            work.db().execute("insert into eaten values (?)", item);
            eaten.add(item);
        });
        app.post("/put", rq -> {
            rq.put(queue, 7);
            return Response.noContent();
        });
        app.post("/order", rq -> rq.body(Checked.class).dish());
        try (Client client = app.client(harness)) {
            assertThat(client.post("/put", Map.of()).status()).isEqualTo(204);
            assertThat(client.post("/order", Map.of("dish", "")).status()).isEqualTo(422); // validation is loaded
        }
        assertThat(eaten).containsExactly(7);
        assertThat(owner.log()).contains("insert into eaten values (?)");
        Set<Thread> started = platformThreads();
        started.removeAll(before);
        assertThat(started).isEmpty();
    }

    record Checked(@jakarta.validation.constraints.NotBlank String dish) {}

    /** But for those of the JDK itself, such as the carriers of virtual threads. */
    private static Set<Thread> platformThreads() {
        ThreadGroup ours = Thread.currentThread().getThreadGroup();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> ours.equals(thread.getThreadGroup()))
                .collect(Collectors.toSet());
    }

    @Test
    void the_settings_are_those_of_the_application_unless_the_harness_says_otherwise() throws Exception {
        App app = App.named("kitchen").database("jdbc:h2:./data/kitchen").migrations("db");
        app.database("archive", "jdbc:postgresql://archive/a");
        var portions = app.setting("portions", Integer.class, 3, "how many");
        GivenSettings given = GivenSettings.of("--database.pool.size", "2", "--portions=5");
        var databases = app.databases(given);
        assertThat(databases.keySet()).containsExactly("main", "archive");
        assertThat(databases.values().stream().map(DatabaseSettings::url))
                .containsExactly("jdbc:h2:./data/kitchen", "jdbc:postgresql://archive/a");
        assertThat(databases.values().stream().map(DatabaseSettings::migrations))
                .containsExactly("db", "");
        assertThat(databases.values().stream().map(DatabaseSettings::poolSize)).containsExactly(2, 10);
        assertThat(app.settings(given)).contains(portions);
        assertThat(portions.value()).isEqualTo(5);
    }

    @Test
    void a_database_without_connections_is_named() {
        App app = app();
        app.database("archive", "jdbc:h2:mem:archive");
        assertThatThrownBy(() -> app.client(harness))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no connections for database \"archive\"");
    }

    @Test
    void two_applications_share_templates_but_not_the_paths_of_their_routes() {
        App here = App.named("here");
        here.get("/here/{id:int}", rq -> "").named("order");
        here.get("/", rq -> View.of("greeting.html", "name", "Ada", "id", 7));
        App there = App.named("there");
        there.get("/there/{id:int}", rq -> "").named("order");
        there.get("/", rq -> View.of("greeting.html", "name", "Ada", "id", 7));
        try (Client first = here.client(harness);
                Client second = there.client(harness)) {
            assertThat(first.get("/").text()).contains("/here/7");
            assertThat(second.get("/").text()).contains("/there/7");
        }
    }

    @Test
    void a_conflict_is_run_again_as_ever() {
        App app = app();
        app.isolation(Isolation.READ_COMMITTED);
        List<Integer> runs = new java.util.ArrayList<>();
        app.post("/again", rq -> {
            runs.add(rq.run());
            if (rq.run() < 3) {
                throw new java.sql.SQLException("made up", "40001");
            }
            return "done";
        });
        try (Client client = app.client(harness)) {
            assertThat(client.post("/again", Map.of()).text()).isEqualTo("done");
        }
        assertThat(runs).containsExactly(1, 2, 3);
    }
}
