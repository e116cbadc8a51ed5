package dev.brigade.check.naming;

import static dev.brigade.check.naming.Access.delete;
import static dev.brigade.check.naming.Access.insert;
import static dev.brigade.check.naming.Access.query;
import static dev.brigade.check.naming.Access.read;
import static dev.brigade.check.naming.Access.write;
import static dev.brigade.check.naming.Event.autocommit;
import static dev.brigade.check.naming.Event.memory;
import static dev.brigade.check.naming.Event.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.brigade.check.naming.Event.Kind;
import dev.brigade.check.naming.Event.Sees;
import dev.brigade.check.report.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private static final String COUNT = "field Counter.count@1";
    private static final String SOUP = "table pantry[dish=soup]";

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
    void stock_read_computed_and_written_is_a_lost_update() {
        Naming naming = name(
                sql(0, 1, read(SOUP, "portions").value("20")),
                sql(1, 2, read(SOUP, "portions").value("20")),
                sql(1, 2, read(SOUP, "dish"), write(SOUP, "portions").value("19")),
                commit(1, 2),
                sql(0, 1, read(SOUP, "dish"), write(SOUP, "portions").value("19")),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A and B both read portions of pantry (dish=soup) = 20, and then A wrote 19 over the 19 of B.");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void a_read_at_read_committed_does_not_see_what_is_written_but_not_yet_committed() {
        assertThat(name(
                                sql(1, 2, read(SOUP, "portions")),
                                sql(1, 2, write(SOUP, "portions")),
                                sql(0, 1, read(SOUP, "portions")),
                                commit(1, 2),
                                sql(0, 1, write(SOUP, "portions")),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.LOST_UPDATE);
    }

    @Test
    void a_voucher_selected_and_updated_in_autocommit_is_a_lost_update() {
        String voucher = "table voucher[id=7]";

        assertThat(name(
                                autocommit(0, read(voucher, "used")),
                                autocommit(1, read(voucher, "used")),
                                autocommit(1, read(voucher, "id"), write(voucher, "used")),
                                autocommit(0, read(voucher, "id"), write(voucher, "used")))
                        .anomaly())
                .isEqualTo(Anomaly.LOST_UPDATE);
    }

    @Test
    void other_columns_of_the_same_row_do_not_conflict() {
        assertThat(name(
                                autocommit(0, read(SOUP, "portions")),
                                autocommit(1, write(SOUP, "price")),
                                autocommit(0, write(SOUP, "portions")))
                        .anomaly())
                .isEqualTo(Anomaly.NOT_SERIAL);
    }

    @Test
    void stock_checked_and_then_decremented_by_the_database_is_check_then_act() {
        List<Event> twoTransactions = List.of(
                autocommit(0, read(SOUP, "portions").value("1")),
                autocommit(1, read(SOUP, "portions").value("1")),
                sql(1, 2, read(SOUP, "dish", "portions"), write(SOUP, "portions")),
                commit(1, 2),
                sql(0, 1, read(SOUP, "dish", "portions"), write(SOUP, "portions")),
                commit(0, 1));
        List<Event> oneTransaction = List.of(
                sql(0, 1, read(SOUP, "portions").value("1")),
                sql(1, 2, read(SOUP, "portions").value("1")),
                sql(1, 2, read(SOUP, "dish", "portions"), write(SOUP, "portions")),
                commit(1, 2),
                sql(0, 1, read(SOUP, "dish", "portions"), write(SOUP, "portions")),
                commit(0, 1));

        assertThat(name(twoTransactions).anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
        assertThat(name(oneTransaction).anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
        assertThat(name(oneTransaction).sentence())
                .isEqualTo(
                        "A and B both checked portions of pantry (dish=soup) = 1; B changed it before A acted on that.");
    }

    @Test
    void a_check_outside_of_the_transaction_that_then_locks_the_row_is_check_then_act() {
        assertThat(name(
                                autocommit(0, read(SOUP, "portions")),
                                autocommit(1, read(SOUP, "portions")),
                                sql(1, 2, read(SOUP, "portions")),
                                sql(1, 2, write(SOUP, "portions")),
                                commit(1, 2),
                                sql(0, 1, read(SOUP, "portions")),
                                sql(0, 1, write(SOUP, "portions")),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.CHECK_THEN_ACT);
    }

    @Test
    void insert_if_absent_is_check_then_act() {
        String email = "table users[email=a@b.c]";
        Naming naming = name(
                sql(0, 1, read(email).value("no row")),
                sql(1, 2, read(email).value("no row")),
                sql(1, 2, insert(email)),
                commit(1, 2),
                sql(0, 1, insert(email)),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.CHECK_THEN_ACT);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A and B both checked users (email=a@b.c) = no row; B inserted into it before A acted on that.");
    }

    @Test
    void uses_of_a_voucher_counted_and_then_inserted_are_a_phantom() {
        Naming naming = name(
                sql(0, 1, query("table uses[voucher=X]").value("0")),
                sql(1, 2, query("table uses[voucher=X]").value("0")),
                sql(1, 2, insert("table uses[id=1,voucher=X]")),
                commit(1, 2),
                sql(0, 1, insert("table uses[id=2,voucher=X]")),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.PHANTOM);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A and B both looked at uses (voucher=X) = 0; B inserted into uses (id=1, voucher=X), and then A"
                                + " inserted into uses (id=2, voucher=X), relying on what no longer held.");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void uses_of_another_voucher_are_none() {
        assertThat(name(
                                sql(0, 1, query("table uses[voucher=X]")),
                                sql(1, 2, query("table uses[voucher=Y]")),
                                sql(1, 2, insert("table uses[id=1,voucher=Y]")),
                                commit(1, 2),
                                sql(0, 1, insert("table uses[id=2,voucher=X]")),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.NOT_SERIAL);
    }

    @Test
    void stock_as_a_sum_of_rows_is_a_phantom() {
        assertThat(name(
                                autocommit(0, query("table stock[*]", "amount")),
                                autocommit(1, query("table stock[*]", "amount")),
                                autocommit(1, insert("table stock[id=9]")),
                                autocommit(0, insert("table stock[id=10]")))
                        .anomaly())
                .isEqualTo(Anomaly.PHANTOM);
    }

    @Test
    void a_cart_whose_total_and_items_are_read_while_an_item_is_added_is_a_phantom() {
        assertThat(name(
                                autocommit(0, query("table items[cart=1]", "price")),
                                autocommit(1, insert("table items[cart=1,id=3]")),
                                autocommit(0, query("table items[cart=1]", "id", "dish")),
                                autocommit(0, insert("table orders[id=1]")))
                        .anomaly())
                .isEqualTo(Anomaly.PHANTOM);
    }

    @Test
    void rows_that_appear_between_two_looks_are_a_phantom() {
        Naming naming = name(
                sql(0, 1, query("table orders[*]").value("2 rows")),
                sql(1, 2, insert("table orders[id=3]")),
                commit(1, 2),
                sql(0, 1, query("table orders[*]").value("3 rows")),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.PHANTOM);
        assertThat(naming.sentence()).isEqualTo("A looked twice at orders, and B inserted into it in between.");
    }

    @Test
    void two_doctors_who_both_leave_are_write_skew_by_key_and_by_query() {
        assertThat(skew(false).anomaly()).isEqualTo(Anomaly.WRITE_SKEW);
        assertThat(skew(true).anomaly()).isEqualTo(Anomaly.WRITE_SKEW);
        assertThat(skew(true).sentence())
                .isEqualTo(
                        "A read duty of doctors and wrote duty of doctors (id=1); B read duty of doctors and wrote duty of"
                                + " doctors (id=2): neither saw the other's write.");
    }

    private static Naming skew(boolean byQuery) {
        Access[] both = byQuery
                ? new Access[] {query("table doctors[*]", "duty")}
                : new Access[] {read("table doctors[id=1]", "duty"), read("table doctors[id=2]", "duty")};
        return name(
                sql(0, 1, both).sees(Sees.SNAPSHOT),
                sql(1, 2, both).sees(Sees.SNAPSHOT),
                sql(1, 2, read("table doctors[id=2]", "id"), write("table doctors[id=2]", "duty"))
                        .sees(Sees.SNAPSHOT),
                commit(1, 2),
                sql(0, 1, read("table doctors[id=1]", "id"), write("table doctors[id=1]", "duty"))
                        .sees(Sees.SNAPSHOT),
                commit(0, 1));
    }

    @Test
    void a_snapshot_reads_what_was_before_also_after_the_others_commit() {
        assertThat(name(
                                sql(0, 1, read("table x[id=1]", "n")).sees(Sees.SNAPSHOT),
                                sql(1, 2, read("table x[id=2]", "n")).sees(Sees.SNAPSHOT),
                                sql(1, 2, read("table x[id=1]", "n")).sees(Sees.SNAPSHOT),
                                sql(1, 2, write("table x[id=2]", "n")).sees(Sees.SNAPSHOT),
                                commit(1, 2),
                                sql(0, 1, read("table x[id=2]", "n")).sees(Sees.SNAPSHOT),
                                sql(0, 1, write("table x[id=1]", "n")).sees(Sees.SNAPSHOT),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.WRITE_SKEW);
    }

    @Test
    void an_update_of_rows_that_were_summed_up_is_a_phantom() {
        assertThat(name(
                                sql(0, 1, query("table pantry[*]", "portions")),
                                sql(1, 2, write(SOUP, "portions")),
                                sql(1, 2, write("table log[id=1]")),
                                commit(1, 2),
                                sql(0, 1, write("table log[id=1]")),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.PHANTOM);
    }

    @Test
    void two_reads_that_straddle_anothers_commit_are_read_skew() {
        Naming naming = name(
                sql(0, 1, read("table accounts[id=1]", "balance").value("100")),
                sql(1, 2, write("table accounts[id=1]", "balance").value("50")),
                sql(1, 2, write("table accounts[id=2]", "balance").value("150")),
                commit(1, 2),
                sql(0, 1, read("table accounts[id=2]", "balance").value("150")),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.READ_SKEW);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A read balance of accounts (id=1) = 100 from before, and balance of accounts (id=2) = 150 from"
                                + " after B changed both.");
    }

    @Test
    void two_updates_that_are_no_transaction_are_seen_half_done_as_a_torn_update() {
        assertThat(name(
                                autocommit(1, write("table accounts[id=1]", "balance")),
                                sql(0, 1, read("table accounts[id=1]", "balance")),
                                sql(0, 1, read("table accounts[id=2]", "balance")),
                                commit(0, 1),
                                autocommit(1, write("table accounts[id=2]", "balance")))
                        .anomaly())
                .isEqualTo(Anomaly.TORN_UPDATE);
    }

    @Test
    void a_read_of_what_is_rolled_back_is_dirty() {
        Naming naming = name(
                sql(1, 2, write(SOUP, "portions").value("0")),
                sql(0, 1, read(SOUP, "portions").value("0")).sees(Sees.LATEST),
                Event.end(1, Kind.ROLLBACK, 2),
                commit(0, 1));

        assertThat(naming.anomaly()).isEqualTo(Anomaly.DIRTY_READ);
        assertThat(naming.sentence())
                .isEqualTo(
                        "A read portions of pantry (dish=soup) = 0, which B had written and not yet committed; it was then"
                                + " rolled back.");
        assertThat(naming.matters()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void what_is_rolled_back_changes_nothing_for_others() {
        assertThat(name(
                                sql(0, 1, read(SOUP, "portions")),
                                sql(1, 2, write(SOUP, "portions")),
                                Event.end(1, Kind.ABORT, 2),
                                sql(0, 1, write(SOUP, "portions")),
                                commit(0, 1))
                        .anomaly())
                .isEqualTo(Anomaly.NOT_SERIAL);
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
    void what_a_statement_would_have_done_at_which_its_transaction_was_ended_is_no_write() {
        assertThat(name(
                                sql(0, 1, read("table account[id=1]", "balance")),
                                sql(1, 2, write("table account[id=1]", "balance")),
                                Event.end(1, Kind.COMMIT, 2),
                                Event.abort(0, 1, write("table account[id=1]", "balance")))
                        .anomaly())
                .isEqualTo(Anomaly.NOT_SERIAL);
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

    private static Event commit(int thread, int transaction) {
        return Event.end(thread, Kind.COMMIT, transaction);
    }

    private static Naming name(Event... events) {
        return name(List.of(events));
    }

    private static Naming name(List<Event> events) {
        return Classifier.name(Run.of(List.of("A", "B"), events, Run.End.NORMAL));
    }
}
