package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Orders, and a log of them, with a pool of two connections. */
public final class SecondConnection {
    private SecondConnection() {}

    public static void rows(Handle db) {
        db.execute(
                "create table purchase (id bigint generated always as identity primary key, item varchar(10) not null)");
        db.execute("create table log (id bigint generated always as identity primary key, line varchar(20) not null)");
    }

    private static void insert(Connection connection, String item) throws SQLException {
        Sql.update(connection, "insert into purchase (item) values (?)", item);
    }

    private static void write(Connection connection, String item) throws SQLException {
        Sql.update(connection, "insert into log (line) values (?)", "ordered " + item);
    }

    /** Each holds one, and waits for a second one. */
    public static final class Broken {
        private final SmallPool pool;

        public Broken(DataSource source) throws SQLException {
            pool = new SmallPool(source, 2);
        }

        public void order(String item) throws Exception {
            Connection connection = pool.lease();
            try {
                insert(connection, item);
                log(item);
            } finally {
                pool.release(connection);
            }
        }

        private void log(String item) throws Exception {
            Connection connection = pool.lease();
            try {
                write(connection, item);
            } finally {
                pool.release(connection);
            }
        }
    }

    /** The log is written with the connection that is there. */
    public static final class Fixed {
        private final SmallPool pool;

        public Fixed(DataSource source) throws SQLException {
            pool = new SmallPool(source, 2);
        }

        public void order(String item) throws Exception {
            Connection connection = pool.lease();
            try {
                insert(connection, item);
                write(connection, item);
            } finally {
                pool.release(connection);
            }
        }
    }
}
