package dev.brigade.check.suite.db.programs;

import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Stock that is a row, and a lock around those who change it. */
public final class LockAgainstRow {
    private LockAgainstRow() {}

    public static void rows(Handle db) {
        db.execute("create table stock (item varchar(10) primary key, amount int not null)");
        db.execute("insert into stock values ('tea', 5)");
    }

    /** One has the lock and waits for the row, the other has the row and waits for the lock. */
    public static final class Broken {
        private final ReentrantLock stock = new ReentrantLock();
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void sell() throws Exception {
            stock.lock();
            try {
                Transactions.readCommitted(
                        source,
                        connection ->
                                Sql.update(connection, "update stock set amount = amount - 1 where item = 'tea'"));
            } finally {
                stock.unlock();
            }
        }

        public void deliver(int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                int before = Sql.number(connection, "select amount from stock where item = 'tea' for update");
                stock.lock();
                try {
                    Sql.update(connection, "update stock set amount = ? where item = 'tea'", before + amount);
                } finally {
                    stock.unlock();
                }
            });
        }
    }

    /** First the lock, then the row. */
    public static final class Fixed {
        private final ReentrantLock stock = new ReentrantLock();
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void sell() throws Exception {
            stock.lock();
            try {
                Transactions.readCommitted(
                        source,
                        connection ->
                                Sql.update(connection, "update stock set amount = amount - 1 where item = 'tea'"));
            } finally {
                stock.unlock();
            }
        }

        public void deliver(int amount) throws Exception {
            stock.lock();
            try {
                Transactions.readCommitted(source, connection -> {
                    int before = Sql.number(connection, "select amount from stock where item = 'tea' for update");
                    Sql.update(connection, "update stock set amount = ? where item = 'tea'", before + amount);
                });
            } finally {
                stock.unlock();
            }
        }
    }
}
