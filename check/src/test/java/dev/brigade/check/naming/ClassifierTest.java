package dev.brigade.check.naming;

import static dev.brigade.check.naming.Access.read;
import static dev.brigade.check.naming.Access.write;
import static dev.brigade.check.naming.Event.memory;
import static dev.brigade.check.naming.TwoThreads.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.brigade.check.naming.Event.Kind;
import dev.brigade.check.report.Anomaly;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all runs, whichever rule names them. */
class ClassifierTest {
    private static final String COUNT = "field Counter.count@1";

    @Test
    void steps_elsewhere_do_not_matter() {
        Naming naming = name(
                memory(0, Kind.FIELD, read("field Counter.name@1")),
                memory(0, Kind.FIELD, read(COUNT)),
                memory(1, Kind.FIELD, read("field Counter.name@1")),
                memory(1, Kind.FIELD, write(COUNT)),
                memory(1, Kind.FIELD, write("field Other.x@2")),
                memory(0, Kind.FIELD, write(COUNT)));

        assertThat(naming.matters()).containsExactly(1, 3, 5);
        assertThat(naming.sentence())
                .isEqualTo("A read Counter.count and, when B had changed it, wrote over what B wrote.");
    }

    @Test
    void what_no_rule_explains_has_the_names_that_promise_least() {
        assertThat(name(memory(0, Kind.FIELD, read(COUNT))).anomaly()).isEqualTo(Anomaly.NOT_SERIAL);
        assertThat(Classifier.name(Run.of(List.of("A"), List.of(), Run.End.FAILURE))
                        .anomaly())
                .isEqualTo(Anomaly.UNEXPECTED_FAILURE);
    }

    @Test
    void a_data_race_names_both_accesses() {
        Run run = Run.of(
                List.of("A", "B"),
                List.of(
                        memory(0, Kind.FIELD, write("field Flag.stop@1")),
                        memory(1, Kind.FIELD, read("field Flag.stop@1")),
                        memory(1, Kind.FIELD, read("field Flag.stop@1"))),
                Run.End.NORMAL);

        assertThat(Classifier.dataRace(run, 0, 1).sentence())
                .isEqualTo("A writes Flag.stop and B reads it, and nothing orders the two.");
        assertThat(Classifier.dataRace(run, 0, 1).matters()).containsExactly(0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Classifier.dataRace(run, 1, 2))
                .withMessageStartingWith("Steps 1 and 2 are no data race");
    }

    @Test
    void long_loops_are_named_as_well() {
        List<Event> events = new ArrayList<>();
        events.add(memory(0, Kind.FIELD, read(COUNT)));
        for (int i = 0; i < 20_000; i++) {
            events.add(memory(1, Kind.FIELD, read(COUNT)));
            events.add(memory(1, Kind.FIELD, write(COUNT)));
        }
        events.add(memory(0, Kind.FIELD, write(COUNT)));

        assertThat(name(events).anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(name(events).matters()).contains(0, 40_001);
    }
}
