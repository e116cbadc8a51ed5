package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.sql.DataSource;

/** A few connections; who wants one more waits. Safe from any thread. */
final class SmallPool {
    private final BlockingQueue<Connection> free;

    SmallPool(DataSource source, int size) throws SQLException {
        free = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            free.add(source.getConnection());
        }
    }

    Connection lease() throws InterruptedException {
        return free.take();
    }

    void release(Connection connection) {
        free.add(connection);
    }
}
