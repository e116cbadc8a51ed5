package dev.brigade.live.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@SuppressWarnings({"WaitNotInLoop", "ThreadPriorityCheck"
}) // single awaits, to see their steps; and a crowd that gives way
class PerfettoTraceTest {
    private final Recorder recorder = new Recorder();
    private final NamedLock stock = new NamedLock("stock", true);
    private final List<Thread> threads = new ArrayList<>();

    private interface Body {
        void run() throws Exception;
    }

    private Activity starts(String label, Body body) {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, label);
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                activity.call(() -> {
                    body.run();
                    return activity;
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        return activity;
    }

    private static void awaits(Activity activity, State state) {
        while (activity.status().state() != state) {
            LockSupport.parkNanos(100_000);
        }
    }

    private List<JsonNode> trace() throws Exception {
        for (Thread thread : threads) {
            thread.join();
        }
        return traceNow();
    }

    private List<JsonNode> traceNow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PerfettoTrace("shop", recorder.snapshot(), _ -> true, sql -> sql).write(out);
        return TraceRules.check(out.toString(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> arrows(List<JsonNode> trace, String name, Activity from, Activity to) {
        return trace.stream()
                .filter(event -> event.get("ph").asString().equals("s")
                        && event.get("name").asString().equals(name)
                        && event.get("tid").asLong() == from.id())
                .filter(begin -> trace.stream()
                        .anyMatch(end -> end.get("ph").asString().equals("f")
                                && end.get("id").asLong() == begin.get("id").asLong()
                                && end.get("tid").asLong() == to.id()))
                .toList();
    }

    private static List<String> slices(List<JsonNode> trace, int process, Activity activity) {
        return trace.stream()
                .filter(event -> event.get("ph").asString().equals("X")
                        && event.get("pid").asInt() == process
                        && event.get("tid").asLong() == activity.id())
                .map(event -> event.get("name").asString())
                .toList();
    }

    @Test
    void shows_a_wait_for_a_lock_and_an_arrow_from_who_released_it() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Activity first = starts("first", () -> {
            try (var _ = stock.hold()) {
                held.countDown();
                go.await();
            }
        });
        held.await();
        Activity second = starts("second", () -> stock.hold().close());
        awaits(second, State.WAITS_FOR_LOCK);
        go.countDown();
        List<JsonNode> trace = trace();

        assertThat(slices(trace, 1, second)).containsExactly("second", "waits for lock \"stock\"");
        assertThat(arrows(trace, "release", first, second)).hasSize(1);
        assertThat(trace)
                .filteredOn(event -> event.get("ph").asString().equals("X")
                        && event.get("pid").asInt() == 2)
                .extracting(event -> event.get("name").asString())
                .containsExactly("first #1", "second #2");
    }

    @Test
    void shows_the_wait_set_and_the_wait_after_the_signal_apart_and_an_arrow_from_the_signal() throws Exception {
        NamedCondition full = stock.condition("full");
        Activity waiter = starts("waits", () -> {
            try (var _ = stock.hold()) {
                full.await();
            }
        });
        awaits(waiter, State.IN_WAIT_SET);
        Activity signaller = starts("signals", () -> {
            try (var _ = stock.hold()) {
                full.signal();
                awaits(waiter, State.REACQUIRES_LOCK);
            }
        });
        List<JsonNode> trace = trace();

        assertThat(slices(trace, 1, waiter))
                .containsExactly("waits", "in wait set of condition \"full\"", "signalled, to have its lock again");
        assertThat(arrows(trace, "signal", signaller, waiter)).hasSize(1);
        assertThat(arrows(trace, "release", signaller, waiter)).hasSize(1);
    }

    @Test
    void shows_from_whom_an_item_came() throws Exception {
        BoundedQueue<String> pass = new BoundedQueue<>("pass", 2);
        Activity puts = starts("puts", () -> {
            pass.put("soup");
            pass.put("fish");
            pass.put("cake");
        });
        awaits(puts, State.WAITS_TO_PUT);
        Activity takes = starts("takes", () -> {
            assertThat(pass.take()).isEqualTo("soup");
            assertThat(pass.remove("fish")).isTrue();
            assertThat(pass.take()).isEqualTo("cake");
        });
        List<JsonNode> trace = trace();

        assertThat(arrows(trace, "item", puts, takes)).hasSize(2);
        assertThat(slices(trace, 1, puts)).containsExactly("puts", "waits for room in queue \"pass\"");
    }

    @Test
    void shows_what_still_runs() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Activity holds = starts("holds", () -> {
            try (var _ = stock.hold()) {
                go.await();
            }
        });
        while (stock.owner().isEmpty()) {
            LockSupport.parkNanos(100_000);
        }
        Activity waits = starts("waits", () -> stock.hold().close());
        awaits(waits, State.WAITS_FOR_LOCK);

        assertThat(slices(traceNow(), 1, waits)).containsExactly("waits", "waits for lock \"stock\"");
        assertThat(slices(traceNow(), 1, holds)).containsExactly("holds");

        go.countDown();
        trace();
    }

    @Test
    void keeps_to_the_rules_whatever_many_threads_do_and_whatever_was_forgotten() throws Exception {
        Recorder small = new Recorder(RecorderSettings.DEFAULT.events(3000));
        NamedLock other = new NamedLock("other");
        NamedCondition some = stock.condition("some");
        NamedSemaphore two = new NamedSemaphore("two", 2, true);
        BoundedQueue<Integer> pass = new BoundedQueue<>("pass", 3);
        for (int i = 0; i < 20; i++) {
            boolean puts = i % 2 == 0;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int run = 0; run < 60; run++) {
                    small.begin(Activity.Kind.REQUEST, "GET /").call(() -> {
                        step(puts, other, some, two, pass);
                        return true;
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PerfettoTrace("shop", small.snapshot(), _ -> true, sql -> sql).write(out);

        List<JsonNode> trace = TraceRules.check(out.toString(StandardCharsets.UTF_8));
        assertThat(trace).hasSizeGreaterThan(500);
        assertThat(small.snapshot().lost()).isPositive();
    }

    private void step(
            boolean puts, NamedLock other, NamedCondition some, NamedSemaphore two, BoundedQueue<Integer> pass) {
        try {
            if (puts) {
                pass.put(1);
            } else {
                pass.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        try (var _ = two.hold()) {
            try (var _ = stock.hold()) {
                some.signal();
                if (ThreadLocalRandom.current().nextInt(4) == 0) {
                    some.awaitNanos(200_000);
                }
            }
            try (var _ = other.hold()) {
                Thread.yield();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
