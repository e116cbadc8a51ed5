package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not under control is said to be that, and never called something else. */
class LeftControlTest {

    private static void leaves(Explored explored, String place) {
        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.LEFT_CONTROL);
        assertThat(explored.report()).contains(place).contains("LeftControlTest.java:");
    }

    @Test
    void work_on_the_common_pool_leaves_control() {
        leaves(
                Explore.fresh(AtomicInteger::new)
                        .threads(
                                2,
                                count -> count.addAndGet(
                                        CompletableFuture.supplyAsync(() -> 1).join()))
                        .explore(),
                "supplyAsync");
    }

    @Test
    void a_platform_thread_leaves_control() {
        leaves(
                Explore.fresh(AtomicInteger::new)
                        .threads(2, count -> {
                            Thread helper = Thread.ofPlatform().unstarted(count::incrementAndGet);
                            helper.start();
                            helper.join();
                        })
                        .explore(),
                "start");
    }

    static List<Arguments> ways() {
        return List.of(
                way("schedule", count -> {
                    new Timer(true)
                            .schedule(
                                    new TimerTask() {
                                        @Override
                                        public void run() {
                                            count.incrementAndGet();
                                        }
                                    },
                                    0);
                    return 0;
                }),
                way("submit", count -> {
                    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
                        return one.submit(count::incrementAndGet).get();
                    }
                }),
                way(
                        "parallelStream",
                        count -> List.of(1, 2).parallelStream()
                                .map(count::addAndGet)
                                .count()),
                way(
                        "parallel",
                        count ->
                                Stream.of(1, 2).parallel().map(count::addAndGet).count()),
                way(
                        "thenApplyAsync",
                        count -> CompletableFuture.completedFuture(1)
                                .thenApplyAsync(count::addAndGet)
                                .join()));
    }

    private static Arguments way(String method, CallOn<AtomicInteger> call) {
        return Arguments.of(method, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void work_for_threads_beside_the_explorer_is_named(String method, CallOn<AtomicInteger> call) {
        leaves(Explore.fresh(AtomicInteger::new).calls(call, call).explore(), method);
    }

    @Test
    void virtual_threads_that_are_started_stay_under_control() {
        Explored explored = Explore.fresh(AtomicInteger::new)
                .threads(
                        2,
                        count -> Thread.startVirtualThread(count::incrementAndGet)
                                .join())
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void an_answer_over_the_network_that_takes_its_time_leaves_control() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        try (Socket asked = server.accept()) {
                            LockSupport.parkNanos(60_000_000);
                            asked.getOutputStream().write(7);
                        }
                    }
                } catch (IOException e) {
                    return; // the test is over
                }
            });
            CallOn<Integer> asks = port -> {
                try (Socket socket = new Socket("localhost", port)) {
                    return socket.getInputStream().read();
                }
            };
            Explored explored =
                    Explore.fresh(server::getLocalPort).calls(asks, asks).explore();
            assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.LEFT_CONTROL);
        }
    }

    @Test
    void who_makes_too_many_steps_by_itself_is_in_no_livelock() {
        CallOn<AtomicInteger> lengthy = count -> {
            for (int i = 0; i < 100_001; i++) {
                count.incrementAndGet();
            }
            return 0;
        };
        Explored explored = Explore.fresh(AtomicInteger::new)
                .calls(lengthy, AtomicInteger::get)
                .explore();
        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.LEFT_CONTROL);
        assertThat(explored.report()).contains("too many to be explored");
    }
}
