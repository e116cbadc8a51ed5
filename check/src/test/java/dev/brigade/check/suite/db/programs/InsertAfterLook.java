package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** How often each word was seen. */
public final class InsertAfterLook {
    private InsertAfterLook() {}

    public static void rows(Handle db) {
        db.execute("create table word (id bigint generated always as identity primary key,"
                + " word varchar(10) not null, seen int not null)");
        db.execute("create table lock_row (id int primary key)");
        db.execute("insert into lock_row values (1)");
    }

    /** Both find no row for a word, and both insert one: nothing but the code kept them apart. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void saw(String word) throws Exception {
            Transactions.readCommitted(source, connection -> count(connection, word));
        }
    }

    /** One after the other, by a row that stands for the whole table. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void saw(String word) throws Exception {
            Transactions.readCommitted(source, connection -> {
                Sql.number(connection, "select id from lock_row where id = 1 for update");
                count(connection, word);
            });
        }
    }

    private static void count(Connection connection, String word) throws Exception {
        Optional<Integer> seen = Sql.find(connection, "select seen from word where word = ?", word);
        if (seen.isPresent()) {
            Sql.update(connection, "update word set seen = seen + 1 where word = ?", word);
        } else {
            Sql.update(connection, "insert into word (word, seen) values (?, 1)", word);
        }
    }
}
