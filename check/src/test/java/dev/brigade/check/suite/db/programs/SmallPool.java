package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** A few connections; who wants one more waits. Safe from any thread. */
final class SmallPool {
    private final Queue<Connection> free = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;

    SmallPool(DataSource source, int size) throws SQLException {
        permits = new Semaphore(size, true);
        for (int i = 0; i < size; i++) {
            free.add(source.getConnection());
        }
    }

    Connection lease() throws InterruptedException {
        permits.acquire();
        return free.remove();
    }

    void release(Connection connection) {
        free.add(connection);
        permits.release();
    }
}
