package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A menu in memory that is also a table, with a pool of one connection. */
public final class LockAgainstPool {
    private LockAgainstPool() {}

    public static void rows(Handle db) {
        db.execute("create table menu (id int primary key, dishes int not null)");
        db.execute("insert into menu values (1, 5)");
    }

    /** One waits for the connection with the lock held, the other for the lock with the connection held. */
    public static final class Broken {
        private final ReentrantLock menu = new ReentrantLock();
        private final SmallPool pool;
        private int dishes = 5;

        public Broken(DataSource source) throws SQLException {
            pool = new SmallPool(source, 1);
        }

        public void add() throws Exception {
            menu.lock();
            try {
                dishes++;
                Connection connection = pool.lease();
                try {
                    Sql.update(connection, "update menu set dishes = ? where id = 1", dishes);
                } finally {
                    pool.release(connection);
                }
            } finally {
                menu.unlock();
            }
        }

        public void reload() throws Exception {
            Connection connection = pool.lease();
            try {
                menu.lock();
                try {
                    dishes = Sql.number(connection, "select dishes from menu where id = 1");
                } finally {
                    menu.unlock();
                }
            } finally {
                pool.release(connection);
            }
        }
    }

    /** First the lock, then the connection, everywhere. */
    public static final class Fixed {
        private final ReentrantLock menu = new ReentrantLock();
        private final SmallPool pool;
        private int dishes = 5;

        public Fixed(DataSource source) throws SQLException {
            pool = new SmallPool(source, 1);
        }

        public void add() throws Exception {
            menu.lock();
            try {
                dishes++;
                Connection connection = pool.lease();
                try {
                    Sql.update(connection, "update menu set dishes = ? where id = 1", dishes);
                } finally {
                    pool.release(connection);
                }
            } finally {
                menu.unlock();
            }
        }

        public void reload() throws Exception {
            menu.lock();
            try {
                Connection connection = pool.lease();
                try {
                    dishes = Sql.number(connection, "select dishes from menu where id = 1");
                } finally {
                    pool.release(connection);
                }
            } finally {
                menu.unlock();
            }
        }
    }
}
