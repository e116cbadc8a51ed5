package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Withdrawals from one account, over plain JDBC. */
class BankTest {

    private static void withdraw(DataSource bank, int amount, String forUpdate) throws SQLException {
        try (Connection connection = bank.getConnection()) {
            connection.setAutoCommit(false);
            int balance;
            try (PreparedStatement select =
                            connection.prepareStatement("select balance from account where id = 1" + forUpdate);
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                balance = rows.getInt(1);
            }
            if (balance >= amount) {
                try (PreparedStatement update =
                        connection.prepareStatement("update account set balance = ? where id = 1")) {
                    update.setInt(1, balance - amount);
                    update.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    private static Explored explore(DatabaseProduct product, String forUpdate) {
        return Explore.database(product)
                .given(db -> db.execute("create table account (id int primary key, balance int not null)")
                        .execute("insert into account values (1, 100)"))
                .threads(bank -> withdraw(bank, 30, forUpdate), bank -> withdraw(bank, 50, forUpdate))
                .explore();
    }

    @ParameterizedTest
    @EnumSource
    void a_withdrawal_is_lost(DatabaseProduct product) {
        Explored explored = explore(product, "");

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
    }

    @ParameterizedTest
    @EnumSource
    void for_update_is_proven_right(DatabaseProduct product) {
        Explored explored = explore(product, " for update");

        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }
}
