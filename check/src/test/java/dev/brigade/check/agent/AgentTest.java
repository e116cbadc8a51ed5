package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.agent.programs.Arrays;
import dev.brigade.check.agent.programs.Chances;
import dev.brigade.check.agent.programs.Constructors;
import dev.brigade.check.agent.programs.Fields;
import dev.brigade.check.agent.programs.Monitors;
import dev.brigade.check.agent.programs.Times;
import dev.brigade.check.hooks.Hooks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgentTest {
    @BeforeAll
    static void install() {
        Agent.install();
    }

    @AfterEach
    void every_class_could_be_instrumented() {
        assertThat(Agent.failures()).noneMatch(failure -> failure.contains("programs"));
        assertThat(Agent.entersUnannounced()).noneMatch(name -> name.contains("programs"));
    }

    @Test
    void hooks_are_on_the_boot_class_path() {
        assertThat(Hooks.class.getClassLoader()).isNull();
    }

    @Test
    void an_increment_is_a_read_and_a_write() {
        Fields fields = new Fields("a");
        assertThat(RecordingProbe.stepsOf(fields::increment))
                .containsExactly("read Fields.count", "write Fields.count");
    }

    @Test
    void final_fields_and_those_of_the_jdk_are_no_steps() {
        Fields fields = new Fields("a");
        assertThat(RecordingProbe.stepsOf(() -> {
                    assertThat(fields.constants()).isEqualTo(8);
                    fields.print();
                    assertThat(new Fields.Reader().get()).isEqualTo('x');
                }))
                .isEmpty();
    }

    @Test
    void a_volatile_field_is_said_to_be_one() {
        Fields fields = new Fields("a");
        assertThat(RecordingProbe.stepsOf(fields::finish))
                .containsExactly("write Fields.done (volatile)", "read Fields.done (volatile)");
    }

    @Test
    void values_of_two_slots_survive() {
        Fields fields = new Fields("a");
        assertThat(RecordingProbe.stepsOf(() -> {
                    assertThat(fields.addToRatio(1.5)).isEqualTo(1.5);
                    assertThat(fields.addToRatio(1)).isEqualTo(2.5);
                }))
                .containsExactly("read Fields.ratio", "write Fields.ratio", "read Fields.ratio", "write Fields.ratio");
    }

    @Test
    void static_fields_have_no_owner() {
        assertThat(RecordingProbe.stepsOf(() -> Fields.addToTotal(5)))
                .containsExactly(
                        "read static Fields.created",
                        "write static Fields.created",
                        "read static Fields.total",
                        "write static Fields.total");
    }

    @Test
    void a_field_is_named_after_the_class_that_declares_it() {
        Fields.Special special = new Fields.Special();
        special.own = 2;
        assertThat(RecordingProbe.stepsOf(() -> assertThat(special.sum()).isEqualTo(2)))
                .containsExactly("read Special.own", "read Fields.count");
    }

    @Test
    void lambdas_tell_too() {
        Runnable increments = new Fields("a").increments();
        assertThat(RecordingProbe.stepsOf(increments::run)).containsExactly("read Fields.count", "write Fields.count");
    }

    @Test
    void constructors_tell_of_what_they_can() {
        Constructors.Base base = Constructors.base(3);
        assertThat(RecordingProbe.stepsOf(() -> new Constructors.Flexible(base, true)))
                .contains("read Base.size", "write Base.size", "write Flexible.late")
                .doesNotContain("write Flexible.early", "write Flexible.wide");
        assertThat(RecordingProbe.stepsOf(() -> new Constructors.Flexible(base, false)))
                .contains("write Flexible.late");
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThatThrownBy(() -> new Constructors.Flexible(Constructors.base(-1), true))
                                .isInstanceOf(IllegalArgumentException.class)))
                .contains("read Base.size");
    }

    @Test
    void elements_of_arrays_of_each_type_are_steps() {
        Arrays arrays = new Arrays();
        List<String> steps =
                RecordingProbe.stepsOf(() -> assertThat(arrays.all(0)).isEqualTo("true1a2345.51.0text"));
        assertThat(steps)
                .containsExactly(
                        "write boolean[] at 0",
                        "write byte[] at 0",
                        "write char[] at 0",
                        "write short[] at 0",
                        "read int[] at 0",
                        "write int[] at 0",
                        "read long[] at 0",
                        "write long[] at 0",
                        "write float[] at 0",
                        "read double[] at 0",
                        "write double[] at 0",
                        "write String[] at 0",
                        "read boolean[] at 0",
                        "read byte[] at 0",
                        "read char[] at 0",
                        "read short[] at 0",
                        "read int[] at 0",
                        "read long[] at 0",
                        "read float[] at 0",
                        "read double[] at 0",
                        "read String[] at 0");
        assertThat(RecordingProbe.stepsOf(arrays::table))
                .containsExactly("read int[][] at 1", "write int[] at 0", "read int[][] at 1", "read int[] at 0");
    }

    @Test
    void an_index_out_of_bounds_fails_as_it_did() {
        Arrays arrays = new Arrays();
        assertThatThrownBy(() -> RecordingProbe.stepsOf(() -> arrays.all(1)))
                .hasRootCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void a_switch_over_an_enum_is_no_step() {
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(Arrays.price(Arrays.Dish.STEW)).isEqualTo(9)))
                .isEmpty();
    }

    @Test
    void a_synchronized_method_has_a_step_before_it_enters() {
        Monitors monitors = new Monitors();
        assertThat(RecordingProbe.stepsOf(() -> monitors.add(1)))
                .containsExactly(
                        "before enter Monitors",
                        "entered Monitors",
                        "read Monitors.count",
                        "write Monitors.count",
                        "before exit Monitors");
        assertThat(Thread.holdsLock(monitors)).isFalse();
    }

    @Test
    void a_synchronized_method_that_throws_leaves_its_monitor() {
        Monitors monitors = new Monitors();
        assertThat(RecordingProbe.stepsOf(() -> {
                    assertThatThrownBy(() -> monitors.add(-1)).isInstanceOf(IllegalArgumentException.class);
                }))
                .containsExactly("before enter Monitors", "entered Monitors", "before exit Monitors");
        assertThatThrownBy(monitors::forever).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.holdsLock(monitors)).isFalse();
    }

    @Test
    void a_static_synchronized_method_enters_the_monitor_of_its_class() {
        assertThat(RecordingProbe.stepsOf(() -> assertThat(Monitors.shared(1)).isEqualTo(2)))
                .containsExactly("before enter class Monitors", "entered class Monitors", "before exit class Monitors");
    }

    @Test
    void a_synchronized_block_has_a_step_before_it_enters() {
        Monitors monitors = new Monitors();
        assertThat(RecordingProbe.stepsOf(() -> monitors.block(new Object())))
                .containsExactly(
                        "before enter Object",
                        "entered Object",
                        "read Monitors.count",
                        "write Monitors.count",
                        "before exit Object");
    }

    @Test
    void a_monitor_is_entered_once_though_a_loop_begins_there() {
        Monitors monitors = new Monitors();
        assertThat(RecordingProbe.stepsOf(() -> monitors.loop(new Object(), 3)))
                .startsWith("before enter Object", "entered Object", "read Monitors.count")
                .endsWith("before exit Object")
                .hasSize(2 + 7 + 1);
    }

    @Test
    void a_synchronized_block_that_throws_leaves_its_monitor() {
        Monitors monitors = new Monitors();
        Object lock = new Object();
        assertThat(RecordingProbe.stepsOf(() ->
                        assertThatThrownBy(() -> monitors.failing(lock)).isInstanceOf(IllegalStateException.class)))
                .containsExactly("before enter Object", "entered Object", "before exit Object");
        assertThat(Thread.holdsLock(lock)).isFalse();
    }

    @Test
    void time_is_the_runs() {
        assertThat(Times.all()).doesNotContain(RecordingProbe.MILLIS);
        RecordingProbe.stepsOf(() -> {
            assertThat(Times.all()).containsOnly(RecordingProbe.MILLIS);
            assertThat(Times.nanos()).isEqualTo(RecordingProbe.NANOS);
        });
        assertThat(Times.all()).doesNotContain(RecordingProbe.MILLIS);
    }

    @Test
    void randomness_is_the_runs() {
        Chances.all(); // its class and the JDK's draw numbers too when they are initialised
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        RecordingProbe.stepsOf(() -> first.addAll(Chances.all()));
        RecordingProbe.stepsOf(() -> second.addAll(Chances.all()));
        assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
        assertThat(Chances.all()).doesNotContainAnyElementsOf(first);
    }

    @Test
    void a_source_with_a_seed_gives_what_the_seed_says() {
        long expected = Chances.seeded();
        RecordingProbe.stepsOf(() -> assertThat(Chances.seeded()).isEqualTo(expected));
    }

    @Test
    void the_random_numbers_of_a_thread_are_the_runs() throws Exception {
        drawInNewThread();
        assertThat(drawInNewThread()).isEqualTo(drawInNewThread());
    }

    private static long drawInNewThread() throws Exception {
        AtomicLong drawn = new AtomicLong();
        Thread.ofVirtual()
                .start(() -> RecordingProbe.stepsOf(() -> drawn.set(Chances.ofThread())))
                .join();
        return drawn.get();
    }
}
