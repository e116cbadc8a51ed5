package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the connections of one engine have in common, and which of them are open.
 *
 * <p>Safe from any thread. {@code stopping} is set once. A connection adds itself, then looks at {@code stopping} before
 * each wait for a request; the stop sets {@code stopping}, then looks at all that are there and at those that wait. So one
 * of the two sees the other: either the connection ends itself, or the stop finds it waiting and ends it. In the same way
 * a connection that ends removes itself, then looks at {@code stopping} to know whether somebody counts.
 */
final class Shared {
    private final EngineHandler handler;
    private final Limits limits;
    private final Clock clock = new Clock();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition someClosed = lock.newCondition();
    private volatile boolean stopping;

    Shared(EngineHandler handler, Limits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    EngineHandler handler() {
        return handler;
    }

    Limits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    Set<Connection> open() {
        return open;
    }

    boolean stopping() {
        return stopping;
    }

    void opened(Connection connection) {
        open.add(connection);
    }

    void closed(Connection connection) {
        open.remove(connection);
        if (stopping) {
            lock.lock();
            try {
                someClosed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** From now on answers end their connections. */
    void beginStop() {
        stopping = true;
    }

    /** Closes connections that rest; after {@link #beginStop}. */
    void closeIdle() {
        open.forEach(Connection::closeIfIdle);
    }

    /** Waits until all connections have ended, but no longer than {@code grace}. */
    void awaitEnd(Duration grace) throws InterruptedException {
        long left = grace.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = someClosed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections that are left; how many of them had a handler at work. */
    int cut() {
        int serving = 0;
        for (Connection connection : open) {
            serving += connection.serving() ? 1 : 0;
            connection.cut();
        }
        return serving;
    }
}
