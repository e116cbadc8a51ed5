package dev.brigade.check.naming;

import static dev.brigade.check.naming.Access.insert;
import static dev.brigade.check.naming.Access.query;
import static dev.brigade.check.naming.Access.read;
import static dev.brigade.check.naming.Access.write;
import static dev.brigade.check.naming.Event.autocommit;
import static dev.brigade.check.naming.Event.sql;
import static dev.brigade.check.naming.TwoThreads.commit;
import static dev.brigade.check.naming.TwoThreads.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.naming.Event.Kind;
import dev.brigade.check.naming.Event.Sees;
import dev.brigade.check.report.Anomaly;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What transactions do to each other in rows of a database. */
class RowAnomaliesTest {
    private static final String SOUP = "table pantry[dish=soup]";

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
    void what_a_statement_would_have_done_at_which_its_transaction_was_ended_is_no_write() {
        assertThat(name(
                                sql(0, 1, read("table account[id=1]", "balance")),
                                sql(1, 2, write("table account[id=1]", "balance")),
                                Event.end(1, Kind.COMMIT, 2),
                                Event.abort(0, 1, write("table account[id=1]", "balance")))
                        .anomaly())
                .isEqualTo(Anomaly.NOT_SERIAL);
    }
}
