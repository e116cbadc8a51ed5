package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.agent.programs.Calling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallStepsTest {
    @BeforeAll
    static void install() {
        Agent.install();
    }

    @AfterEach
    void every_class_could_be_instrumented() {
        assertThat(Agent.failures()).noneMatch(failure -> failure.contains("programs"));
    }

    @Test
    void a_call_is_told_of_before_and_after_with_its_first_argument_and_its_result() {
        Map<String, String> map = new HashMap<>(Map.of("soup", "3"));
        assertThat(RecordingProbe.stepsOf(() -> assertThat(Calling.put(map)).isEqualTo("3none")))
                .containsExactly(
                        "call Map.put soup",
                        "called Map.put = 3",
                        "call Map.getOrDefault stew",
                        "called Map.getOrDefault = none");
    }

    @Test
    void a_boolean_result_is_told() {
        Calling calling = new Calling();
        assertThat(RecordingProbe.stepsOf(() -> assertThat(calling.swap(0, 1)).isTrue()))
                .containsExactly("call VarHandle.compareAndSet calling", "called VarHandle.compareAndSet = true");
        ReentrantLock lock = new ReentrantLock();
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(Calling.tryLock(lock)).isTrue()))
                .containsExactly(
                        "call ReentrantLock.tryLock",
                        "called ReentrantLock.tryLock = true",
                        "call ReentrantLock.unlock",
                        "called ReentrantLock.unlock");
    }

    @Test
    void a_loop_over_a_list_asks_its_iterator() {
        assertThat(RecordingProbe.stepsOf(() ->
                        assertThat(Calling.each(new ArrayList<>(List.of(4)))).isEqualTo(4)))
                .filteredOn(step -> step.startsWith("call "))
                .containsExactly(
                        "call List.iterator", "call Iterator.hasNext", "call Iterator.next", "call Iterator.hasNext");
    }

    @Test
    void a_method_that_a_class_of_the_application_inherits_from_the_jdk_is_told_of() {
        assertThat(RecordingProbe.stepsOf(() -> assertThat(Calling.names()).isEqualTo("Ann!")))
                .filteredOn(step -> step.startsWith("call "))
                .containsExactly("call ArrayList.add Ann!", "call Names.get");
    }

    @Test
    void an_exception_is_told_of_and_still_caught() {
        assertThat(RecordingProbe.stepsOf(() -> assertThat(Calling.caught(new ArrayList<String>().iterator()))
                        .isEqualTo("none")))
                .containsExactly("call Iterator.next", "threw Iterator.next NoSuchElementException");
    }

    @Test
    void values_on_the_stack_below_a_call_survive() {
        assertThat(RecordingProbe.stepsOf(() ->
                        assertThat(Calling.inArguments(new AtomicInteger(1))).isEqualTo("xx")))
                .hasSize(6);
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(Calling.wide(new HashMap<>())).isEqualTo(2)))
                .contains("call Map.merge 5", "called Map.merge = 1.5");
        assertThat(RecordingProbe.stepsOf(() -> assertThat(Calling.build()).isEqualTo("a12.0")))
                .contains("call StringBuilder.append");
    }

    @Test
    void what_a_static_method_does_to_its_argument_is_told_as_if_that_were_the_receiver() {
        List<String> names = new ArrayList<>(List.of("b", "a"));
        assertThat(RecordingProbe.stepsOf(() -> Calling.sorted(names)))
                .containsExactly("call Collections.sort", "called Collections.sort");
    }

    @Test
    void waiting_and_waking_are_told_of() {
        Calling calling = new Calling();
        assertThat(RecordingProbe.stepsOf(() -> calling.waitFor(1)))
                .contains("call Object.wait", "called Object.wait", "call Object.notifyAll");
        assertThat(RecordingProbe.stepsOf(Calling::sleep))
                .filteredOn(step -> step.startsWith("call "))
                .hasSize(3)
                .contains("call static Thread.sleep", "call Thread.join");
    }

    @Test
    void immutable_values_are_no_steps() {
        assertThat(RecordingProbe.stepsOf(() -> Calling.pure("text"))).isEmpty();
    }

    @Test
    void concurrent_collections_are_told_of() {
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(Calling.kinds(new ConcurrentHashMap<>(), new LinkedBlockingQueue<>()))
                                .isEqualTo("b{a=a}")))
                .filteredOn(step -> step.startsWith("call "))
                .containsExactly(
                        "call ConcurrentHashMap.computeIfAbsent a",
                        "call LinkedBlockingQueue.put b",
                        "call LinkedBlockingQueue.take",
                        "call HashMap.<init>",
                        "call String.valueOf");
    }
}
