package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Transfers between two accounts. */
public final class RowsInOppositeOrders {
    private RowsInOppositeOrders() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
        db.execute("insert into account values (2, 100)");
    }

    private static void add(Connection connection, int account, int amount) throws Exception {
        Sql.update(connection, "update account set balance = balance + ? where id = ?", amount, account);
    }

    /** Who gives first, who takes next: two transfers in opposite directions lock in opposite orders. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void transfer(int giver, int taker, int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                add(connection, giver, -amount);
                add(connection, taker, amount);
            });
        }
    }

    /** All lock the smaller number first. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void transfer(int giver, int taker, int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                if (giver < taker) {
                    add(connection, giver, -amount);
                    add(connection, taker, amount);
                } else {
                    add(connection, taker, amount);
                    add(connection, giver, -amount);
                }
            });
        }
    }
}
