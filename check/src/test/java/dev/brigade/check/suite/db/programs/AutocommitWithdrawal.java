package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Withdrawals from an account. */
public final class AutocommitWithdrawal {
    private AutocommitWithdrawal() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
    }

    /** Each statement commits by itself, and the balance is computed from what the first has read. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void withdraw(int amount) throws SQLException {
            try (Connection connection = source.getConnection()) {
                int balance = Sql.number(connection, "select balance from account where id = 1");
                if (balance >= amount) {
                    Sql.update(connection, "update account set balance = ? where id = 1", balance - amount);
                }
            }
        }
    }

    /** One transaction, in which the read locks. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void withdraw(int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                int balance = Sql.number(connection, "select balance from account where id = 1 for update");
                if (balance >= amount) {
                    Sql.update(connection, "update account set balance = ? where id = 1", balance - amount);
                }
            });
        }
    }
}
