package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Three parcels that are announced to a packer, by a queue with room for one. Both count in one row what they do. */
public final class PutInTransaction {
    private PutInTransaction() {}

    public static void rows(Handle db) {
        db.execute("create table warehouse (id int primary key, announced int not null, packed int not null)");
        db.execute("insert into warehouse values (1, 0, 0)");
    }

    private static void pack(DataSource source, BlockingQueue<String> parcels) throws Exception {
        for (int i = 0; i < 3; i++) {
            parcels.take();
            Transactions.readCommitted(
                    source,
                    connection -> Sql.update(connection, "update warehouse set packed = packed + 1 where id = 1"));
        }
    }

    private static void announce(Connection connection) throws Exception {
        Sql.update(connection, "update warehouse set announced = announced + 3 where id = 1");
    }

    /** Puts with the row locked: the queue is full, and who would take from it waits for the row. */
    public static final class Broken {
        private final BlockingQueue<String> parcels = new ArrayBlockingQueue<>(1);
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void send() throws Exception {
            Transactions.readCommitted(source, connection -> {
                announce(connection);
                parcels.put("first");
                parcels.put("second");
                parcels.put("third");
            });
        }

        public void pack() throws Exception {
            PutInTransaction.pack(source, parcels);
        }
    }

    /** Puts after the commit. */
    public static final class Fixed {
        private final BlockingQueue<String> parcels = new ArrayBlockingQueue<>(1);
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void send() throws Exception {
            Transactions.readCommitted(source, PutInTransaction::announce);
            parcels.put("first");
            parcels.put("second");
            parcels.put("third");
        }

        public void pack() throws Exception {
            PutInTransaction.pack(source, parcels);
        }
    }
}
