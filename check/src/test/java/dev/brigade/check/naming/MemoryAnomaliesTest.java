package dev.brigade.check.naming;

import static dev.brigade.check.naming.Access.delete;
import static dev.brigade.check.naming.Access.insert;
import static dev.brigade.check.naming.Access.read;
import static dev.brigade.check.naming.Access.write;
import static dev.brigade.check.naming.Event.memory;
import static dev.brigade.check.naming.TwoThreads.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.naming.Event.Kind;
import dev.brigade.check.report.Anomaly;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What threads do to each other in the memory that they share. */
class MemoryAnomaliesTest {
    private static final String COUNT = "field Counter.count@1";

    @Test
    void a_field_read_and_written_around_anothers_write_is_a_lost_update() {
        Naming naming = name(
                memory(0, Kind.FIELD, read(COUNT).value("0")),
                memory(1, Kind.FIELD, read(COUNT).value("0")),
                memory(1, Kind.FIELD, write(COUNT).value("1")),
                memory(0, Kind.FIELD, write(COUNT).value("1")));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(naming.sentence())
                .isEqualTo("A and B both read Counter.count = 0, and then A wrote 1 over the 1 of B.");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void an_array_element_is_an_item_of_its_own() {
        Naming other = name(
                memory(0, Kind.ARRAY, read("array int[]@7[3]")),
                memory(1, Kind.ARRAY, write("array int[]@7[4]")),
                memory(0, Kind.ARRAY, write("array int[]@7[3]")));
        Naming same = name(
                memory(0, Kind.ARRAY, read("array int[]@7[3]")),
                memory(1, Kind.ARRAY, write("array int[]@7[3]")),
                memory(0, Kind.ARRAY, write("array int[]@7[3]")));

        assertThat(other.anomaly()).isEqualTo(Anomaly.NOT_SERIAL);
        assertThat(same.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(same.sentence()).contains("int[] (3)");
    }

    @Test
    void a_field_that_was_null_was_checked_not_computed_from() {
        Naming naming = name(
                memory(0, Kind.FIELD, read("field Cache.it@1").value("null")),
                memory(1, Kind.FIELD, read("field Cache.it@1").value("null")),
                memory(1, Kind.FIELD, write("field Cache.it@1")),
                memory(0, Kind.FIELD, write("field Cache.it@1")));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
        assertThat(naming.sentence())
                .isEqualTo("A and B both checked Cache.it = null; B changed it before A acted on that.");
    }

    @Test
    void get_and_set_of_an_atomic_is_a_lost_update_but_compare_and_set_after_a_stale_check_is_check_then_act() {
        String atomic = "atomic AtomicInteger@3";

        assertThat(name(
                                memory(0, Kind.ATOMIC, read(atomic)),
                                memory(1, Kind.ATOMIC, write(atomic)),
                                memory(0, Kind.ATOMIC, write(atomic)))
                        .anomaly())
                .isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(name(
                                memory(0, Kind.ATOMIC, read(atomic)),
                                memory(1, Kind.ATOMIC, read(atomic), write(atomic)),
                                memory(0, Kind.ATOMIC, read(atomic), write(atomic)))
                        .anomaly())
                .isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void contains_and_then_put_is_check_then_act() {
        Naming naming = name(
                memory(0, Kind.COLLECTION, read("collection HashMap@2[key=a]").value("false")),
                memory(1, Kind.COLLECTION, read("collection HashMap@2[key=a]").value("false")),
                memory(1, Kind.COLLECTION, write("collection HashMap@2[key=a]")),
                memory(0, Kind.COLLECTION, write("collection HashMap@2[key=a]")));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void get_and_then_put_of_what_was_computed_is_a_lost_update_unless_another_took_it_away() {
        String count = "collection ConcurrentHashMap@2[key=a]";

        assertThat(name(
                                memory(0, Kind.COLLECTION, read(count).value("7")),
                                memory(1, Kind.COLLECTION, write(count)),
                                memory(0, Kind.COLLECTION, write(count)))
                        .anomaly())
                .isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(name(
                                memory(0, Kind.COLLECTION, read(count).value("7")),
                                memory(1, Kind.COLLECTION, delete(count)),
                                memory(0, Kind.COLLECTION, write(count)))
                        .anomaly())
                .isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void a_compare_and_set_that_changed_nothing_is_a_lost_update() {
        String cart = "field AtomicReference@3";
        Naming naming = name(
                memory(0, Kind.ATOMIC, read(cart).value("a Cart")),
                memory(1, Kind.ATOMIC, read(cart).value("true"), write(cart)),
                memory(0, Kind.ATOMIC, read(cart).value("false"), write(cart)));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(naming.sentence()).endsWith("changed nothing: its update is lost.");
    }

    @Test
    void additions_that_mix_are_a_torn_update() {
        String log = "collection StringBuilder@1";

        assertThat(name(
                                memory(0, Kind.COLLECTION, insert(log)),
                                memory(1, Kind.COLLECTION, insert(log)),
                                memory(0, Kind.COLLECTION, insert(log)))
                        .anomaly())
                .isEqualTo(Anomaly.TORN_UPDATE);
    }

    @Test
    void is_empty_and_then_remove_is_check_then_act_also_if_it_fails() {
        String queue = "collection ArrayDeque@5";
        Naming naming = Classifier.name(Run.of(
                List.of("A", "B"),
                List.of(
                        memory(0, Kind.COLLECTION, read(queue).value("false")),
                        memory(1, Kind.COLLECTION, read(queue), delete(queue)),
                        memory(0, Kind.COLLECTION, read(queue), delete(queue))),
                Run.End.FAILURE));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
        assertThat(naming.sentence())
                .isEqualTo("A checked ArrayDeque = false; B deleted from it before A acted on that.");
    }

    @Test
    void a_check_outside_of_the_lock_with_a_fresh_read_inside_is_check_then_act() {
        assertThat(name(
                                memory(0, Kind.FIELD, read(COUNT)),
                                memory(1, Kind.FIELD, read(COUNT)),
                                memory(1, Kind.FIELD, write(COUNT)),
                                memory(0, Kind.LOCK, write("lock oven")),
                                memory(0, Kind.FIELD, read(COUNT)),
                                memory(0, Kind.FIELD, write(COUNT)))
                        .anomaly())
                .isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void a_field_checked_and_read_again_is_check_then_act() {
        Naming naming = Classifier.name(Run.of(
                List.of("A", "B"),
                List.of(
                        memory(0, Kind.FIELD, read("field Order.cook@1").value("Ann")),
                        memory(1, Kind.FIELD, write("field Order.cook@1").value("null")),
                        memory(0, Kind.FIELD, read("field Order.cook@1").value("null"))),
                Run.End.FAILURE));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void two_fields_seen_half_changed_are_torn() {
        Naming naming = name(
                memory(1, Kind.FIELD, write("field Range.low@1").value("5")),
                memory(0, Kind.FIELD, read("field Range.low@1").value("5")),
                memory(0, Kind.FIELD, read("field Range.high@1").value("3")),
                memory(1, Kind.FIELD, write("field Range.high@1").value("9")));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.TORN_UPDATE);
        assertThat(naming.sentence())
                .isEqualTo("A saw B's change half done: Range.high = 3 from before it, Range.low = 5 from after it.");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void two_fields_of_which_each_thread_leaves_one_are_torn() {
        Naming naming = name(
                memory(0, Kind.FIELD, write("field Range.low@1")),
                memory(1, Kind.FIELD, write("field Range.low@1")),
                memory(1, Kind.FIELD, write("field Range.high@1")),
                memory(0, Kind.FIELD, write("field Range.high@1")));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.TORN_UPDATE);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A and B both wrote Range.low and Range.high: the first is left as B wrote it, the second as A did.");
    }

    @Test
    void a_flag_checked_and_a_list_written_after_another_closed_both_is_check_then_act() {
        assertThat(name(
                                memory(0, Kind.FIELD, read("field Shop.open@1")),
                                memory(1, Kind.FIELD, write("field Shop.open@1")),
                                memory(1, Kind.COLLECTION, delete("collection ArrayList@2")),
                                memory(0, Kind.COLLECTION, insert("collection ArrayList@2")))
                        .anomaly())
                .isEqualTo(Anomaly.CHECK_THEN_ACT);
    }
}
