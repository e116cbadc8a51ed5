package dev.brigade.check.suite.db.programs;

import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Tickets with numbers that follow one another. */
public final class NumberTakenTwice {
    private NumberTakenTwice() {}

    public static void rows(Handle db) {
        db.execute("create table ticket (nr int primary key, guest varchar(10) not null)");
        db.execute("create table counter (id int primary key, nr int not null)");
        db.execute("insert into ticket values (1, 'Zoe')");
        db.execute("insert into counter values (1, 1)");
    }

    /** The largest number and one is the same for both: the second insert fails. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void take(String guest) throws Exception {
            Transactions.readCommitted(source, connection -> {
                int largest = Sql.number(connection, "select max(nr) from ticket");
                Sql.update(connection, "insert into ticket values (?, ?)", largest + 1, guest);
            });
        }
    }

    /** Who takes a number holds the counter. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void take(String guest) throws Exception {
            Transactions.readCommitted(source, connection -> {
                int latest = Sql.number(connection, "select nr from counter where id = 1 for update");
                Sql.update(connection, "update counter set nr = ? where id = 1", latest + 1);
                Sql.update(connection, "insert into ticket values (?, ?)", latest + 1, guest);
            });
        }
    }
}
