package dev.brigade.check.naming;

import static dev.brigade.check.naming.Access.read;
import static dev.brigade.check.naming.Access.write;
import static dev.brigade.check.naming.Event.memory;
import static dev.brigade.check.naming.Event.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.naming.Event.Kind;
import dev.brigade.check.report.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HangsTest {
    private static final String COUNT = "field Counter.count@1";

    @Test
    void a_deadlock_names_who_waits_for_what() {
        Naming naming = Classifier.name(new Run(
                List.of("baker", "cooler"),
                List.of(
                        memory(0, Kind.LOCK, write("lock oven")),
                        memory(0, Kind.FIELD, read(COUNT)),
                        memory(1, Kind.LOCK, write("lock fridge")),
                        memory(1, Kind.LOCK, write("lock oven")),
                        memory(0, Kind.LOCK, write("lock fridge"))),
                Run.End.DEADLOCK,
                new TreeMap<>(Map.of(0, 4, 1, 3))));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.DEADLOCK);
        assertThat(naming.sentence()).isEqualTo("baker waits for fridge; cooler waits for oven.");
        assertThat(naming.matters()).containsExactly(0, 2, 3, 4);
    }

    @Test
    void of_a_deadlock_that_the_database_broke_the_victim_is_named_as_one_who_waited() {
        Naming naming = Classifier.name(new Run(
                List.of("A", "B"),
                List.of(
                        sql(0, 1, write("table account[id=1]")),
                        sql(1, 2, write("table account[id=2]")),
                        Event.abort(0, 1, write("table account[id=2]")),
                        sql(1, 2, write("table account[id=1]")),
                        Event.end(1, Kind.COMMIT, 2)),
                Run.End.DEADLOCK,
                new TreeMap<>(Map.of(0, 2, 1, 3))));

        assertThat(naming.sentence()).isEqualTo("A waits for account (id=2); B waits for account (id=1).");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void the_other_hangs_have_their_names() {
        List<Event> events =
                List.of(memory(1, Kind.LOCK, write("condition full")), memory(0, Kind.LOCK, write("condition full")));

        Naming lost = Classifier.name(Run.of(List.of("A", "B"), events, Run.End.LOST_WAKE_UP));
        Naming live = Classifier.name(Run.of(List.of("A", "B"), events, Run.End.LIVELOCK));

        assertThat(lost.anomaly()).isEqualTo(Anomaly.LOST_WAKE_UP);
        assertThat(live.anomaly()).isEqualTo(Anomaly.LIVELOCK);
        assertThat(live.sentence()).isEqualTo("A and B go on and on around full.");
    }
}
