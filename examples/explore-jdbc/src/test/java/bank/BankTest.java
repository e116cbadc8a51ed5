package bank;

import static dev.brigade.check.DatabaseProduct.H2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import org.junit.jupiter.api.Test;

/**
 * The explorer finds what is wrong, and proves what is right. In a project of one's own a test has the second half only: it says
 * {@code verify()}, and fails with a report as long as something is wrong.
 */
class BankTest {

    private static DatabaseExploration<Bank> bank() {
        return Explore.database(H2)
                .given(db ->
                        db.execute(Bank.TABLE).execute("insert into account values (1, 'Ann', 100), (2, 'Bob', 100)"))
                .prepare(Bank::new);
    }

    @Test
    void two_naive_withdrawals_lose_an_update() {
        assertThatThrownBy(() -> bank().calls(one -> one.withdrawNaively(1, 70), two -> two.withdrawNaively(1, 70))
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Lost update: ");
    }

    @Test
    void two_withdrawals_in_one_statement_are_proved_right() {
        assertThat(bank().calls(one -> one.withdraw(1, 70), two -> two.withdraw(1, 70))
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void two_naive_transfers_in_opposite_directions_wait_for_each_other() {
        assertThatThrownBy(
                        () -> bank().calls(one -> one.transferNaively(1, 2, 30), two -> two.transferNaively(2, 1, 50))
                                .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Deadlock: ");
    }

    @Test
    void two_transfers_that_lock_in_one_order_are_proved_right() {
        assertThat(bank().calls(one -> one.transfer(1, 2, 30), two -> two.transfer(2, 1, 50))
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void a_withdrawal_beside_a_transfer_is_proved_right() {
        assertThat(bank().calls(one -> one.withdraw(1, 70), two -> two.transfer(1, 2, 50))
                        .verify()
                        .isComplete())
                .isTrue();
    }
}
