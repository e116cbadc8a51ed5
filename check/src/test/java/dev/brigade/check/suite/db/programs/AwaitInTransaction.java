package dev.brigade.check.suite.db.programs;

import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A payment that waits until it has been confirmed. */
public final class AwaitInTransaction {
    private AwaitInTransaction() {}

    public static void rows(Handle db) {
        db.execute("create table payment (id int primary key, state varchar(10) not null)");
        db.execute("insert into payment values (1, 'new')");
    }

    /** Waits with the row locked that the other has to write before it says so. */
    public static final class Broken {
        private final CountDownLatch confirmed = new CountDownLatch(1);
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void pay() throws Exception {
            Transactions.readCommitted(source, connection -> {
                Sql.update(connection, "update payment set state = 'paid' where id = 1 and state <> 'confirmed'");
                confirmed.await();
            });
        }

        public void confirm() throws Exception {
            Transactions.readCommitted(
                    source,
                    connection -> Sql.update(connection, "update payment set state = 'confirmed' where id = 1"));
            confirmed.countDown();
        }
    }

    /** Waits after the commit. */
    public static final class Fixed {
        private final CountDownLatch confirmed = new CountDownLatch(1);
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void pay() throws Exception {
            Transactions.readCommitted(
                    source,
                    connection -> Sql.update(
                            connection, "update payment set state = 'paid' where id = 1 and state <> 'confirmed'"));
            confirmed.await();
        }

        public void confirm() throws Exception {
            Transactions.readCommitted(
                    source,
                    connection -> Sql.update(connection, "update payment set state = 'confirmed' where id = 1"));
            confirmed.countDown();
        }
    }
}
