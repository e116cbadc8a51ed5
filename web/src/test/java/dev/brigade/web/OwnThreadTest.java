package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A request is a thread of its own, over real sockets. */
class OwnThreadTest {
    private static final ThreadLocal<String> LEFT_BEHIND = ThreadLocal.withInitial(() -> "nothing");
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @Test
    void each_request_on_one_connection_runs_on_a_new_virtual_thread_with_a_name_of_its_own() throws Exception {
        var threads = new ConcurrentLinkedQueue<Thread>();
        App app = App.named("threads");
        app.get("/who", _ -> {
            threads.add(Thread.currentThread());
            return Thread.currentThread().getName();
        });
        List<String> names = new ArrayList<>();
        try (Server server = app.start("--port", "0");
                Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 20; i++) {
                wire.send("GET", "/who", "");
                names.add(wire.body());
            }
        }

        assertThat(threads).hasSize(20).doesNotHaveDuplicates().allMatch(Thread::isVirtual);
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("GET /who #\\d+"));
    }

    @Test
    void what_a_request_leaves_in_a_thread_local_the_next_on_the_same_connection_does_not_see() throws Exception {
        App app = App.named("thread-locals");
        app.post("/leave", _ -> {
            String found = LEFT_BEHIND.get() + " and " + INHERITED.get();
            LEFT_BEHIND.set("a secret");
            INHERITED.set("a secret");
            return found;
        });
        try (Server server = app.start("--port", "0");
                Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 3; i++) {
                wire.send("POST", "/leave", "");
                assertThat(wire.body()).isEqualTo("nothing and null");
            }
        }
    }

    @Test
    void the_thread_that_starts_the_server_hands_no_thread_local_to_requests() throws Exception {
        App app = App.named("inheritance");
        app.get("/inherited", _ -> String.valueOf(INHERITED.get()));
        INHERITED.set("a secret");
        try (Server server = app.start("--port", "0");
                Wire wire = new Wire(server.port())) {
            wire.send("GET", "/inherited", "");
            assertThat(wire.body()).isEqualTo("null");
        } finally {
            INHERITED.remove();
        }
    }
}
