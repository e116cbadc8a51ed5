package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.agent.programs.Modern;
import dev.brigade.check.agent.programs.Modern.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Instrumented code computes what it did. */
class ModernTest {
    private final Modern modern = new Modern();

    @BeforeAll
    static void install() {
        Agent.install();
    }

    @AfterEach
    void every_class_could_be_instrumented() {
        assertThat(Agent.failures()).noneMatch(failure -> failure.contains("programs"));
    }

    @Test
    void records_and_patterns() {
        Shape small = new Shape.Circle(3, List.of());
        Shape big = new Shape.Circle(11, List.of("a", "b"));
        List<String> steps = RecordingProbe.stepsOf(() -> {
            assertThat(modern.size(small)).isEqualTo(6);
            assertThat(modern.size(big)).isEqualTo(2);
            assertThat(modern.size(new Shape.Pair(small, new Shape.Pair(small, big))))
                    .isEqualTo(11);
            assertThat(modern.size(new Shape.Pair(small, small))).isEqualTo(12);
        });
        assertThat(steps).contains("read Modern.count", "call List.size");
        assertThat(RecordingProbe.stepsOf(() -> new Shape.Circle(1, List.of())))
                .containsExactly(
                        "read static Circle.made",
                        "write static Circle.made",
                        "call List.copyOf",
                        "called List.copyOf = []");
        assertThat(small).isEqualTo(new Shape.Circle(3, List.of())).hasToString("Circle[radius=3, names=[]]");
    }

    @Test
    void switches_inside_expressions() {
        assertThat(modern.inExpression("one")).isEqualTo(3);
        assertThat(modern.inExpression("three")).isEqualTo(0);
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThat(modern.inExpression("two")).isEqualTo(11 + 3)))
                .containsExactly(
                        "read Modern.count",
                        "before enter Modern",
                        "entered Modern",
                        "read Modern.count",
                        "write Modern.count",
                        "before exit Modern");
        assertThat(modern.inExpression("else")).isNotZero();
    }

    @Test
    void enums() {
        assertThat(RecordingProbe.stepsOf(() -> assertThat(modern.levels()).isEqualTo(4)))
                .contains("write Level.seen", "write static Level.used")
                .noneMatch(step -> step.contains("int[]"));
    }

    @Test
    void resources() {
        assertThat(modern.resources()).containsExactly("second", "first", "body close");
    }

    @Test
    void classes_and_lambdas_in_each_other() {
        assertThat(RecordingProbe.stepsOf(() -> assertThat(modern.nested(4)).isEqualTo(9)))
                .contains("read 1Local.own", "write int[] at 0", "read int[] at 0");
        assertThat(Modern.greatest(List.of(3, 9, 4))).isEqualTo(9);
    }

    @Test
    void wide_values_and_compound_assignments() {
        Modern.Wide wide = new Modern.Wide();
        assertThat(RecordingProbe.stepsOf(() -> assertThat(wide.all()).isEqualTo(4 + 20 + 47 + 19)))
                .contains("write Wide.small", "read long[] at 1", "write long[] at 1", "write static Wide.shared");
    }
}
