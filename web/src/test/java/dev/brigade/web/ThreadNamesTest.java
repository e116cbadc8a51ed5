package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadNamesTest {
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 5_000;

    @Test
    void a_thread_has_the_name_of_its_own_request_when_many_begin_at_once() throws Exception {
        App app = App.named(
                "names",
                names -> names.get(
                        "/",
                        request -> Thread.currentThread().getName().equals(request.toString()) ? "own" : "another's"));
        try (Client client = app.client();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<Integer> many = () -> {
                int others = 0;
                for (int i = 0; i < REQUESTS; i++) {
                    others += client.get("/").text().equals("own") ? 0 : 1;
                }
                return others;
            };
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                counts.add(threads.submit(many));
            }
            for (Future<Integer> others : counts) {
                assertThat(others.get())
                        .as("requests on a thread with another's name")
                        .isZero();
            }
        }
    }
}
