package dev.brigade.check.suite.db.programs;

import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A printer, one at a time, and a row that says what is left of its paper. */
public final class SemaphoreAgainstRow {
    private SemaphoreAgainstRow() {}

    public static void rows(Handle db) {
        db.execute("create table printer (id int primary key, sheets int not null)");
        db.execute("insert into printer values (1, 100)");
    }

    /** One has the printer and waits for the row; the other has the row and waits for the printer. */
    public static final class Broken {
        private final Semaphore printer = new Semaphore(1);
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void print(int sheets) throws Exception {
            printer.acquire();
            try {
                Transactions.readCommitted(
                        source,
                        connection ->
                                Sql.update(connection, "update printer set sheets = sheets - ? where id = 1", sheets));
            } finally {
                printer.release();
            }
        }

        public void refill(int sheets) throws Exception {
            Transactions.readCommitted(source, connection -> {
                Sql.update(connection, "update printer set sheets = sheets + ? where id = 1", sheets);
                printer.acquire();
                printer.release();
            });
        }
    }

    /** First the printer, then the row. */
    public static final class Fixed {
        private final Semaphore printer = new Semaphore(1);
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void print(int sheets) throws Exception {
            change(-sheets);
        }

        public void refill(int sheets) throws Exception {
            change(sheets);
        }

        private void change(int sheets) throws Exception {
            printer.acquire();
            try {
                Transactions.readCommitted(
                        source,
                        connection ->
                                Sql.update(connection, "update printer set sheets = sheets + ? where id = 1", sheets));
            } finally {
                printer.release();
            }
        }
    }
}
