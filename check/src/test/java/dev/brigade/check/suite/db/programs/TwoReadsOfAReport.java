package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A report that says how many orders there are, and what they are worth. */
public final class TwoReadsOfAReport {
    private TwoReadsOfAReport() {}

    public static void rows(Handle db) {
        db.execute("create table purchase (id bigint generated always as identity primary key, cents int not null)");
        db.execute("create table report (purchases int not null, cents int not null)");
        db.execute("insert into purchase (cents) values (100)");
    }

    /** An order arrives between the count and the sum. */
    public static final class Broken extends Office {
        public Broken(DataSource source) {
            super(source, Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    /** Both from one snapshot. */
    public static final class Fixed extends Office {
        public Fixed(DataSource source) {
            super(source, Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    /** Both. */
    public abstract static class Office {
        private final DataSource source;
        private final int isolation;

        Office(DataSource source, int isolation) {
            this.source = source;
            this.isolation = isolation;
        }

        public final void report() throws Exception {
            Transactions.run(source, isolation, connection -> {
                int count = Sql.number(connection, "select count(*) from purchase");
                int cents = Sql.number(connection, "select sum(cents) from purchase");
                Sql.update(connection, "insert into report values (?, ?)", count, cents);
            });
        }

        public final void order(int cents) throws Exception {
            Transactions.readCommitted(
                    source, connection -> Sql.update(connection, "insert into purchase (cents) values (?)", cents));
        }
    }
}
