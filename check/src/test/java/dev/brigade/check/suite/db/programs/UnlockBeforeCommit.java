package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A balance that is changed by a synchronized method. */
public final class UnlockBeforeCommit {
    private UnlockBeforeCommit() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
    }

    private static void add(Connection connection, int amount) throws Exception {
        int balance = Sql.number(connection, "select balance from account where id = 1");
        Sql.update(connection, "update account set balance = ? where id = 1", balance + amount);
    }

    /** The monitor is inside the transaction: it is free before the commit. */
    public static final class Broken {
        private final Object monitor = new Object();
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void deposit(int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                synchronized (monitor) {
                    add(connection, amount);
                }
            });
        }
    }

    /** The monitor is around the transaction. */
    public static final class Fixed {
        private final Object monitor = new Object();
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void deposit(int amount) throws Exception {
            synchronized (monitor) {
                Transactions.readCommitted(source, connection -> add(connection, amount));
            }
        }
    }
}
