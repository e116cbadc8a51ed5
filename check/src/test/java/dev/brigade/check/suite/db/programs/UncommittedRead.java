package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A price that is tried out, and what is ordered meanwhile. */
public final class UncommittedRead {
    private UncommittedRead() {}

    public static void rows(Handle db) {
        db.execute("create table price (item varchar(10) primary key, cents int not null)");
        db.execute("create table sale (id bigint generated always as identity primary key, cents int not null)");
        db.execute("insert into price values ('tea', 400)");
    }

    /** Sells at a price that never was. */
    public static final class Broken extends Shop {
        public Broken(DataSource source) {
            super(source, Connection.TRANSACTION_READ_UNCOMMITTED);
        }
    }

    /** Sells at a price that has been committed. */
    public static final class Fixed extends Shop {
        public Fixed(DataSource source) {
            super(source, Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    /** Both. */
    public abstract static class Shop {
        private final DataSource source;
        private final int isolation;

        Shop(DataSource source, int isolation) {
            this.source = source;
            this.isolation = isolation;
        }

        /** Tries a price, and thinks better of it. */
        public final void tryOut(int cents) throws Exception {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                Sql.update(connection, "update price set cents = ? where item = 'tea'", cents);
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }

        public final void sell() throws Exception {
            Transactions.run(source, isolation, connection -> {
                int cents = Sql.number(connection, "select cents from price where item = 'tea'");
                Sql.update(connection, "insert into sale (cents) values (?)", cents);
            });
        }
    }
}
