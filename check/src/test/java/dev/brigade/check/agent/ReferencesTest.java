package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.agent.programs.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    @BeforeAll
    static void install() {
        Agent.install();
    }

    @AfterEach
    void every_class_could_be_instrumented() {
        assertThat(Agent.failures()).noneMatch(failure -> failure.contains("programs"));
    }

    @Test
    void a_reference_to_a_method_of_an_object_is_told_of() {
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(References.bound(new AtomicInteger(4)).call())
                                .isEqualTo(5)))
                .containsExactly("call AtomicInteger.incrementAndGet", "called AtomicInteger.incrementAndGet");
        assertThat(RecordingProbe.stepsOf(() -> assertThat(References.boundWithArgument(new HashMap<>(Map.of("a", "b")))
                                .apply("a"))
                        .isEqualTo("b")))
                .containsExactly("call Map.get a", "called Map.get = b");
    }

    @Test
    void a_reference_that_gets_its_object_later_is_told_of() {
        List<Integer> list = new ArrayList<>();
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(References.unbound().apply(list, 3)).isTrue()))
                .containsExactly("call List.add 3", "called List.add = true");
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        assertThat(RecordingProbe.stepsOf(() -> References.UNLOCK.accept(lock)))
                .containsExactly("call Lock.unlock", "called Lock.unlock");
    }

    @Test
    void a_reference_to_a_static_method_is_told_of() {
        LockSupport.unpark(Thread.currentThread());
        assertThat(RecordingProbe.stepsOf(() -> References.isStatic().run()))
                .containsExactly("call static LockSupport.park", "called static LockSupport.park");
    }

    @Test
    void a_call_in_a_lambda_is_told_of_once() {
        assertThat(RecordingProbe.stepsOf(() -> References.lambda().accept(new HashMap<>(), "a")))
                .containsExactly("call Map.put a", "called Map.put");
    }

    @Test
    void references_to_clocks_and_chances_ask_the_run() {
        RecordingProbe.stepsOf(() -> assertThat(References.time().getAsLong()).isEqualTo(RecordingProbe.NANOS));
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            RecordingProbe.stepsOf(() -> drawn.add(References.chance().getAsDouble()));
        }
        assertThat(drawn.getFirst()).isEqualTo(drawn.getLast());
    }

    @Test
    void other_references_are_left_alone() {
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(References.others(List.of())).isEqualTo(List.of(3, true, 1, false))))
                .isEmpty();
        References.serializable(new AtomicInteger()).run();
    }
}
