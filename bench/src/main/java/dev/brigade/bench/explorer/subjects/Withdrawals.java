package dev.brigade.bench.explorer.subjects;

import dev.brigade.check.Given;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Withdrawals from one account, over plain JDBC: a SELECT FOR UPDATE, an UPDATE and a commit. */
public final class Withdrawals {
    private Withdrawals() {}

    public static void open(Given db) throws SQLException {
        db.execute("create table account (id int primary key, balance int not null)")
                .execute("insert into account values (1, 100)");
    }

    public static void withdraw(DataSource bank, int amount) throws SQLException {
        try (Connection connection = bank.getConnection()) {
            connection.setAutoCommit(false);
            int balance;
            try (PreparedStatement select =
                            connection.prepareStatement("select balance from account where id = 1 for update");
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                balance = rows.getInt(1);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update account set balance = ? where id = 1")) {
                update.setInt(1, balance - amount);
                update.executeUpdate();
            }
            connection.commit();
        }
    }
}
