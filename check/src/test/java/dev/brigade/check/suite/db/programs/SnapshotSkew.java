package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Two accounts of one customer, of which one may be overdrawn as long as the other covers it. */
public final class SnapshotSkew {
    private SnapshotSkew() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 50)");
        db.execute("insert into account values (2, 50)");
    }

    /** Each sees both accounts as they were, and takes from its own. */
    public static final class Broken extends Bank {
        public Broken(DataSource source) {
            super(source, Connection.TRANSACTION_REPEATABLE_READ, "");
        }
    }

    /** Who looks holds both. */
    public static final class Fixed extends Bank {
        public Fixed(DataSource source) {
            super(source, Connection.TRANSACTION_READ_COMMITTED, " for update");
        }
    }

    /** Both. */
    public abstract static class Bank {
        private final DataSource source;
        private final int isolation;
        private final String lock;

        Bank(DataSource source, int isolation, String lock) {
            this.source = source;
            this.isolation = isolation;
            this.lock = lock;
        }

        public final void withdraw(int account, int amount) throws Exception {
            Transactions.run(source, isolation, connection -> {
                int one = Sql.number(connection, "select balance from account where id = 1" + lock);
                int two = Sql.number(connection, "select balance from account where id = 2" + lock);
                if (one + two >= amount) {
                    Sql.update(connection, "update account set balance = balance - ? where id = ?", amount, account);
                }
            });
        }
    }
}
